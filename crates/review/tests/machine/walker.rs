//! Random walks: many small decisions by many people, from a list of numbers.

use cairn_domain::{Actor, Consent, Role};
use cairn_review::{
    Act, Asks, Command, MoveKey, Offer, OfferAction, ReviewEvent, StageKey, StageKind, Trigger,
    Workflow,
};
use chrono::TimeDelta;

use crate::{cast::*, story::*};

/// Who acts in a walk; reviewers more often than others, as in life.
const CAST: [Actor; 16] = [
    ANA,
    BEN,
    LEA,
    LEO,
    SUE,
    ANA,
    BEN,
    LEA,
    LEO,
    ANA,
    Actor::Machine,
    Actor::Machine,
    VAL,
    ADA,
    RAY,
    Actor::Submitter,
];

/// One step: who, which of the open offers, and a number for whatever the form asks.
pub type Step = (u8, u8, u8);

/// A walk under a workflow, with what each step led to.
pub struct Walk {
    pub story: Story,
    /// Names for the findings recorded on the way.
    findings: u128,
}

impl Walk {
    pub fn under(workflow: Workflow) -> Self {
        Self {
            story: Story::under(workflow, Some(id(SUE))),
            findings: 100,
        }
    }

    /// Takes a step; the events, or nothing if nothing was open to that person.
    pub fn step(&mut self, (who, which, what): Step) -> Vec<ReviewEvent> {
        let by = CAST[usize::from(who) % CAST.len()];
        if what.is_multiple_of(32) {
            self.story.now += TimeDelta::minutes(40);
        }
        let command = self.choose(by, which, what);
        let happened = command.and_then(|command| self.story.ask(by, &command).clone().ok());
        happened.unwrap_or_default()
    }

    /// One of the open offers (roads ahead more often than others), or a release.
    fn choose(&mut self, by: Actor, which: u8, what: u8) -> Option<Command> {
        if by == Actor::Machine
            && let Some(publish) = self.release()
        {
            return Some(self.command(Act::Move { to: publish }));
        }
        let mut open: Vec<Offer> = Vec::new();
        for offer in self.story.offers(by).into_iter().filter(Offer::is_open) {
            let weight = self.weight(by, &offer, what);
            open.extend(std::iter::repeat_n(offer, weight));
        }
        let offer = open.get(usize::from(which) % open.len().max(1))?.clone();
        Some(self.sample_command(&offer, what))
    }

    fn release(&self) -> Option<MoveKey> {
        let moves = self.story.workflow.moves_from(&self.story.state.stage);
        moves
            .iter()
            .find(|mv| mv.trigger == Trigger::Release)
            .map(|mv| mv.key.clone())
    }

    /// Work and roads ahead more often than others; ends seldom, or no walk would be long.
    fn weight(&self, by: Actor, offer: &Offer, what: u8) -> usize {
        let stages = self.story.workflow.stages();
        let place = |key: &StageKey| stages.iter().position(|stage| stage.key == *key);
        let target = offer
            .to
            .as_ref()
            .and_then(|key| self.story.workflow.stage(key));
        let is_end = target.is_some_and(|stage| stage.kind == StageKind::Settled);
        let is_ahead = offer.to.as_ref().and_then(place) > place(&self.story.state.stage);
        match &offer.action {
            _ if is_end => usize::from(what > 253),
            // Leads who answer themselves cannot sign, and a walk would never get anywhere.
            OfferAction::Claim | OfferAction::Record(_) if by.role() == Some(Role::Lead) => {
                usize::from(what > 252)
            }
            OfferAction::Record(_) | OfferAction::SignOff | OfferAction::Answer(_) => 8,
            OfferAction::Move(_) if is_ahead => 8,
            OfferAction::Claim | OfferAction::Rate | OfferAction::Link => 2,
            OfferAction::Object | OfferAction::AskSubmitter => usize::from(what.is_multiple_of(4)),
            OfferAction::Redact => usize::from(what.is_multiple_of(64)),
            OfferAction::ConfirmRedaction(_) => 8,
            _ => 1,
        }
    }

    fn command(&self, act: Act) -> Command {
        Command {
            seen: self.story.state.seq,
            words: String::new(),
            act,
        }
    }

    /// The command an offer stands for, with everything that its form asks for filled in.
    pub fn sample_command(&mut self, offer: &Offer, what: u8) -> Command {
        let act = self.sample_act(&offer.action, what);
        let says = offer.asks.contains(&Asks::Reason) || offer.asks.contains(&Asks::Words);
        let words = if says { "because" } else { "" };
        Command {
            words: words.to_owned(),
            ..self.command(act)
        }
    }

    fn sample_act(&mut self, action: &OfferAction, what: u8) -> Act {
        match action {
            OfferAction::Claim => Act::Claim,
            OfferAction::Release => Act::Release,
            OfferAction::Rate => rate(),
            OfferAction::Link => {
                if what % 32 == 1 {
                    Act::Link { incident: None }
                } else {
                    link()
                }
            }
            OfferAction::NameDuplicate => duplicate(),
            OfferAction::Record(kind) => {
                self.findings += 1;
                match what % 8 {
                    0 => impossible(*kind, self.findings),
                    1 => found(*kind, self.findings, 9),
                    _ => found(*kind, self.findings, 1),
                }
            }
            OfferAction::Redact => redact(u128::from(what) % 2, self.findings + u128::from(what)),
            OfferAction::ConfirmRedaction(redaction) => confirm(*redaction),
            OfferAction::Settle(kind) => {
                let known: Vec<_> = self.story.state.findings_on(*kind).collect();
                Act::Settle {
                    finding: known[usize::from(what) % known.len()].id,
                }
            }
            OfferAction::Object => Act::Object,
            OfferAction::Answer(objection) => Act::Answer {
                objection: *objection,
            },
            OfferAction::SignOff => signature(&self.story),
            OfferAction::Move(key) => Act::Move { to: key.clone() },
            OfferAction::AskSubmitter => Act::AskSubmitter,
            OfferAction::Reply(question) => Act::Reply {
                question: *question,
            },
            OfferAction::AddNote => Act::AddNote,
            OfferAction::AddEvidence => added(),
            OfferAction::ChangeConsent if what.is_multiple_of(32) => consent(Consent::Internal),
            OfferAction::ChangeConsent => consent(Consent::PublishRedacted),
        }
    }
}

/// Where a list of numbers leads.
pub fn walk(workflow: Workflow, steps: &[Step]) -> Walk {
    let mut walk = Walk::under(workflow);
    for step in steps {
        walk.step(*step);
    }
    walk
}
