//! Given a history, when somebody asks, then this happens or these are the reasons why not.

use cairn_domain::{Actor, Consent, Digest, FindingKind, UserId};
use cairn_review::{
    Act, Case, Command, Facts, Offer, Refusal, Refusals, ReviewEvent, ReviewState, StageKind,
    Workflow, decide, evolve, offers, workflow,
};
use chrono::{DateTime, TimeDelta, Utc};

use crate::cast::*;

/// How long a claim holds in every story.
pub const LEASE: TimeDelta = TimeDelta::minutes(30);

/// One item's life so far, and what came of the last request.
#[derive(Debug, Clone)]
pub struct Story {
    pub workflow: Workflow,
    pub state: ReviewState,
    pub history: Vec<ReviewEvent>,
    pub now: DateTime<Utc>,
    pub intake_done: bool,
    last: Result<Vec<ReviewEvent>, Refusals>,
}

impl Story {
    /// An item just received under a built-in workflow, without an account behind it.
    pub fn begin(template: &str) -> Self {
        let draft = workflow::template(template).expect("a built-in workflow");
        Self::under(Workflow::try_from_draft(draft, 1).expect("valid"), None)
    }

    /// An item just received under any workflow.
    pub fn under(workflow: Workflow, submitter: Option<UserId>) -> Self {
        let received = ReviewEvent::Received {
            workflow: workflow.version(),
            stage: workflow.start().clone(),
            kind: StageKind::Intake,
            submitter,
            consent: Consent::Publish,
            at: DateTime::UNIX_EPOCH,
        };
        let state = ReviewState::begin(&received).expect("begins");
        let (history, last) = (vec![received], Ok(Vec::new()));
        Self {
            workflow,
            state,
            history,
            now: DateTime::UNIX_EPOCH,
            intake_done: true,
            last,
        }
    }

    /// The same beginning, handed in by a member.
    pub fn handed_in_by(mut self, actor: Actor) -> Self {
        self.state.submitter = actor.user();
        if let Some(ReviewEvent::Received { submitter, .. }) = self.history.first_mut() {
            *submitter = actor.user();
        }
        self
    }

    /// What a guard may know: like the application, from content alone.
    pub fn facts(&self) -> Facts {
        Facts {
            now: self.now,
            lease: LEASE,
            revision: revision(&self.state),
            disagreements: disagreements(&self.state),
            open_matches: 0,
            intake_done: self.intake_done,
        }
    }

    /// Asks and, if it is allowed, lets it happen. The reason is empty.
    pub fn when(self, by: Actor, act: Act) -> Self {
        self.when_because(by, act, "")
    }

    /// Asks with a reason.
    pub fn when_because(mut self, by: Actor, act: Act, words: &str) -> Self {
        let command = Command {
            seen: self.state.seq,
            words: words.to_owned(),
            act,
        };
        self.ask(by, &command);
        self
    }

    /// Asks exactly this.
    pub fn ask(&mut self, by: Actor, command: &Command) -> &Result<Vec<ReviewEvent>, Refusals> {
        self.last = self.decide(by, command);
        if let Ok(events) = &self.last {
            for event in events {
                self.state = evolve(self.state.clone(), event);
                self.history.push(event.clone());
            }
        }
        &self.last
    }

    /// What would come of it.
    pub fn decide(&self, by: Actor, command: &Command) -> Result<Vec<ReviewEvent>, Refusals> {
        let facts = self.facts();
        decide(&self.case(&facts, by), command)
    }

    pub fn case<'a>(&'a self, facts: &'a Facts, by: Actor) -> Case<'a> {
        Case {
            workflow: &self.workflow,
            state: &self.state,
            facts,
            by,
        }
    }

    pub fn offers(&self, by: Actor) -> Vec<Offer> {
        let facts = self.facts();
        offers(&self.case(&facts, by))
    }

    /// A step of the story that is not what the test is about: it has to succeed.
    pub fn and(self, by: Actor, act: Act) -> Self {
        let told = format!("{act:?}");
        let after = self.when_because(by, act, "as told");
        assert!(after.last.is_ok(), "{told}: {:?}", after.last);
        after
    }

    /// Claims and records.
    pub fn finds(self, by: Actor, finding: Act) -> Self {
        self.and(by, Act::Claim).and(by, finding)
    }

    /// Time passes.
    pub fn later(mut self, by: TimeDelta) -> Self {
        self.now += by;
        self
    }

    /// What happened, in short words.
    #[track_caller]
    pub fn then(self, told: &[&str]) -> Self {
        let events = self.last.as_ref().expect("it should have been allowed");
        assert_eq!(events.iter().map(tell).collect::<Vec<_>>(), told);
        self
    }

    /// Exactly these reasons, by code.
    #[track_caller]
    pub fn refused(self, codes: &[&str]) -> Self {
        assert_eq!(self.codes(), codes, "at {}", self.state.stage);
        self
    }

    /// Exactly these reasons.
    #[track_caller]
    pub fn refused_with(self, reasons: &[Refusal]) -> Self {
        assert_eq!(
            self.last.as_ref().err().map(|no| no.0.as_slice()),
            Some(reasons)
        );
        self
    }

    /// The reasons of the last request, by code.
    pub fn codes(&self) -> Vec<&'static str> {
        self.reasons().iter().map(Refusal::code).collect()
    }

    /// The reasons of the last request.
    pub fn reasons(&self) -> &[Refusal] {
        self.last
            .as_ref()
            .err()
            .map(|no| no.0.as_slice())
            .unwrap_or_default()
    }

    #[track_caller]
    pub fn at(self, stage: &str) -> Self {
        assert_eq!(self.state.stage.0, stage);
        self
    }
}

/// A stage, and what usually happens there.
pub type Leg = (&'static str, fn(Story) -> Story);

/// The usual road of the `standard` workflow up to a stage: Ana places and dates it, Lea signs.
pub fn standard(stage: &str) -> Story {
    on_the_standard_road(Story::begin("standard"), stage)
}

/// The same for an item with another beginning.
pub fn on_the_standard_road(mut story: Story, stage: &str) -> Story {
    let road: [Leg; 6] = [
        ("intake", |s| s.and(Actor::Machine, take("admit"))),
        ("triage", |s| {
            s.and(ANA, rate()).and(ANA, link()).and(ANA, take("accept"))
        }),
        ("geolocation", |s| {
            s.finds(ANA, found(PLACE, 11, 1))
                .and(ANA, take("place_established"))
        }),
        ("chronolocation", |s| {
            s.finds(ANA, found(TIME, 12, 1))
                .and(ANA, take("time_established"))
        }),
        ("sign_off", |s| sign(s, LEA)),
        ("approved", |s| s.and(Actor::Machine, take("publish"))),
    ];
    for (name, step) in road {
        if story.state.stage.0 == stage {
            return story;
        }
        assert_eq!(story.state.stage.0, name);
        story = step(story);
    }
    story.at(stage)
}

/// Signs the present revision; it has to succeed.
pub fn sign(story: Story, by: Actor) -> Story {
    let act = signature(&story);
    story.and(by, act)
}

/// The sign-off of the present revision.
pub fn signature(story: &Story) -> Act {
    Act::SignOff {
        revision: story.facts().revision,
    }
}

/// What a sign-off signs.
pub fn revision(state: &ReviewState) -> Digest {
    let findings: Vec<_> = state.findings.iter().map(|f| (f.id, f.digest)).collect();
    let redactions: Vec<_> = state.redactions.iter().map(|known| known.digest).collect();
    let content = (
        redactions,
        &state.rating,
        state.incident,
        state.duplicate_of,
        findings,
        &state.settled,
    );
    Digest::of_json(&(content, state.consent))
}

/// Kinds on which positive findings lie apart.
pub fn disagreements(state: &ReviewState) -> Vec<FindingKind> {
    let apart = |kind: &FindingKind| {
        let positive = state
            .findings
            .iter()
            .filter(|f| f.kind == *kind && f.positive);
        let spots: std::collections::BTreeSet<_> = positive.map(|f| f.digest).collect();
        spots.len() > 1
    };
    FindingKind::ALL.iter().copied().filter(apart).collect()
}

/// An event in a few words.
pub fn tell(event: &ReviewEvent) -> String {
    match event {
        ReviewEvent::Received { stage, .. } => format!("received at {stage}"),
        ReviewEvent::Claimed { by, .. } => format!("claimed by {}", name(*by)),
        ReviewEvent::Released => "released".into(),
        ReviewEvent::Rated { rating } => format!("rated {}", rating.sensitivity),
        ReviewEvent::Linked { incident } => format!("linked: {}", incident.is_some()),
        ReviewEvent::DuplicateNamed { of } => format!("duplicate named: {}", of.is_some()),
        ReviewEvent::FindingRecorded {
            kind, positive, by, ..
        } => {
            let what = if *positive { "found" } else { "impossible" };
            format!("{kind} {what} by {}", name(*by))
        }
        ReviewEvent::Redacted { by, .. } => format!("redacted by {}", name(*by)),
        ReviewEvent::RedactionConfirmed { by, .. } => format!("confirmed by {}", name(*by)),
        ReviewEvent::Settled { kind, by, .. } => format!("{kind} settled by {}", name(*by)),
        ReviewEvent::Objected { by } => format!("objected by {}", name(*by)),
        ReviewEvent::Answered { by, .. } => format!("answered by {}", name(*by)),
        ReviewEvent::SignedOff { by, .. } => format!("signed by {}", name(*by)),
        ReviewEvent::Moved { by_move, to, .. } => format!("{by_move} to {to}"),
        ReviewEvent::ConsentChanged { consent } => format!("consent {consent}"),
        ReviewEvent::SubmitterAsked { by } => format!("submitter asked by {}", name(*by)),
        ReviewEvent::SubmitterReplied { question } => format!("question {question} answered"),
        ReviewEvent::NoteAdded => "note added".into(),
        ReviewEvent::EvidenceAdded { files, links } => {
            format!("{} files and {links} links added", files.len())
        }
        ReviewEvent::Migrated { workflow } => format!("migrated to {workflow}"),
        ReviewEvent::SealedOpened { by, .. } => format!("sealed opened by {}", name(*by)),
    }
}

fn name(user: UserId) -> &'static str {
    let names = ["Ana", "Ben", "Lea", "Leo", "Sue", "Val", "Ada", "Ray"];
    let cast = EVERYBODY
        .iter()
        .take(names.len())
        .position(|actor| actor.user() == Some(user));
    cast.map_or("somebody", |index| names[index])
}
