//! `offers`: what can be done next, and why not. Every offer asks [`decide`] itself, with the
//! things that a form would supply filled in, so that page and server cannot disagree (invariant I5).

use cairn_domain::{
    Actor, Consent, Digest, FileId, FindingId, FindingKind, RedactionId, Role, Sensitivity,
    sensitivity::Rating,
};

use crate::{
    case::Case,
    command::{Act, Command},
    decide::{decide, sign_off_move},
    refusal::Refusal,
    state::{Objection, Question},
    workflow::{Guard, Move, MoveKey, Outcome, StageKey, StageKind, Trigger},
};

/// One thing somebody might do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What.
    pub action: OfferAction,
    /// Where it leads, if it moves the item.
    pub to: Option<StageKey>,
    /// What the form has to ask.
    pub asks: Vec<Asks>,
    /// Every reason why it is closed; none when it is open.
    pub blocked_by: Vec<Refusal>,
}

/// What an offer does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OfferAction {
    /// Take the item for a while, or hold it longer.
    Claim,
    /// Give it back.
    Release,
    /// Rate it.
    Rate,
    /// Link it to an incident.
    Link,
    /// Name what it duplicates.
    NameDuplicate,
    /// Record where or when.
    Record(FindingKind),
    /// Cover parts of a copy.
    Redact,
    /// Say that this redaction covers enough.
    ConfirmRedaction(RedactionId),
    /// Decide between findings.
    Settle(FindingKind),
    /// Object.
    Object,
    /// Answer the objection of this number.
    Answer(u64),
    /// Sign off the present revision.
    SignOff,
    /// Take a move.
    Move(MoveKey),
    /// Change consent.
    ChangeConsent,
    /// Ask whoever handed it in.
    AskSubmitter,
    /// Answer the question of this number.
    Reply(u64),
    /// Add a remark.
    AddNote,
    /// Add files or links.
    AddEvidence,
}

/// What a form has to ask before an offer can be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// A reason in words.
    Reason,
    /// A rating and content notes.
    Rating,
    /// An incident.
    Incident,
    /// The item to keep.
    Duplicate,
    /// A finding.
    Finding,
    /// The revision that was read.
    Revision,
    /// A consent.
    Consent,
    /// A file and what to cover in its copy.
    Regions,
    /// The copy that was looked at.
    Copy,
    /// Words for somebody to read.
    Words,
    /// Files or links.
    Evidence,
}

impl Offer {
    /// Whether it can be taken now.
    pub fn is_open(&self) -> bool {
        self.blocked_by.is_empty()
    }
}

/// Everything the actor might do with the item now, open or closed with reasons. Acts that the
/// actor's kind could never do are left out, as are acts of other stages, and the release's own
/// move: building a release is not done from an item.
pub fn offers(case: &Case<'_>) -> Vec<Offer> {
    let mut list = List {
        case,
        offers: Vec::new(),
    };
    if matches!(case.by.role(), Some(Role::Verifier | Role::Lead)) {
        list.holding();
        list.working();
        list.judging();
        list.objecting();
        list.asking();
    }
    list.moving();
    list.consenting();
    list.adding();
    list.offers
}

/// Offers collected so far.
struct List<'a> {
    case: &'a Case<'a>,
    offers: Vec<Offer>,
}

impl List<'_> {
    /// Asks `decide`, with words supplied where the form asks for them.
    fn add(&mut self, action: OfferAction, asks: &[Asks], act: Act) {
        let says = asks.contains(&Asks::Reason) || asks.contains(&Asks::Words);
        let words = if says { "because" } else { "" };
        let command = Command {
            seen: self.case.state.seq,
            words: words.to_owned(),
            act,
        };
        let blocked_by = decide(self.case, &command)
            .err()
            .map(|no| no.0)
            .unwrap_or_default();
        self.offers.push(Offer {
            action,
            to: None,
            asks: asks.to_vec(),
            blocked_by,
        });
    }

    /// The same for something that moves the item; a guard may ask for a reason.
    fn add_move(&mut self, action: OfferAction, asks: &[Asks], act: Act, mv: &Move) {
        let mut asks = asks.to_vec();
        if mv.guards.contains(&Guard::SaysWhy) {
            asks.push(Asks::Reason);
        }
        self.add(action, &asks, act);
        if let Some(offer) = self.offers.last_mut() {
            offer.to = Some(mv.to.clone());
        }
    }

    fn people_work_or_judge(&self) -> bool {
        matches!(self.case.state.kind, StageKind::Work | StageKind::Judgement)
    }

    fn is_open_or_public(&self) -> bool {
        let state = self.case.state;
        state.kind != StageKind::Settled || state.outcome == Some(Outcome::Published)
    }

    fn is_submitter(&self) -> bool {
        let user = self.case.by.user();
        self.case.by == Actor::Submitter || (user.is_some() && user == self.case.state.submitter)
    }

    fn holding(&mut self) {
        if self.people_work_or_judge() {
            self.add(OfferAction::Claim, &[], Act::Claim);
        }
        if let Some(lease) = self.case.state.holder(self.case.facts.now) {
            let own = Some(lease.by) == self.case.by.user();
            let asks: &[Asks] = if own { &[] } else { &[Asks::Reason] };
            self.add(OfferAction::Release, asks, Act::Release);
        }
    }

    fn working(&mut self) {
        if self.people_work_or_judge() {
            let rating = Rating {
                sensitivity: Sensitivity::Graphic,
                notes: Vec::new(),
                ranges: Vec::new(),
            };
            self.add(OfferAction::Rate, &[Asks::Rating], Act::Rate { rating });
            let link = Act::Link {
                incident: self.case.state.incident,
            };
            self.add(OfferAction::Link, &[Asks::Incident], link);
            let name = Act::NameDuplicate {
                of: self.case.state.duplicate_of,
            };
            self.add(OfferAction::NameDuplicate, &[Asks::Duplicate], name);
        }
        self.redacting();
        let stage = self.case.workflow.stage(&self.case.state.stage);
        for kind in stage.map(|stage| stage.records.clone()).unwrap_or_default() {
            // The author's finding takes the place of this one; what it says does not matter here.
            let (finding, digest) = (FindingId(Default::default()), Digest([0; 32]));
            let act = Act::RecordFinding {
                finding,
                kind,
                positive: true,
                digest,
            };
            self.add(OfferAction::Record(kind), &[Asks::Finding], act);
        }
    }

    fn redacting(&mut self) {
        if !self.people_work_or_judge() {
            return;
        }
        // Which file and what is covered does not matter here.
        let act = Act::Redact {
            redaction: RedactionId(Default::default()),
            file: FileId(Default::default()),
            digest: Digest([0; 32]),
        };
        self.add(OfferAction::Redact, &[Asks::Regions], act);
        for redaction in self
            .case
            .state
            .unconfirmed_redactions()
            .map(|known| known.id)
        {
            let copy = Digest([0; 32]);
            let act = Act::ConfirmRedaction { redaction, copy };
            let action = OfferAction::ConfirmRedaction(redaction);
            self.add(action, &[Asks::Copy], act);
        }
    }

    fn judging(&mut self) {
        if self.case.state.kind != StageKind::Judgement {
            return;
        }
        for kind in FindingKind::ALL.iter().copied() {
            let state = self.case.state;
            let open = self.case.is_disputed(kind) && state.settled_on(kind).is_none();
            if let Some(first) = state.findings_on(kind).next().filter(|_| open) {
                let act = Act::Settle { finding: first.id };
                self.add(
                    OfferAction::Settle(kind),
                    &[Asks::Finding, Asks::Reason],
                    act,
                );
            }
        }
        if let Some(mv) = sign_off_move(self.case) {
            let act = Act::SignOff {
                revision: self.case.facts.revision,
            };
            self.add_move(OfferAction::SignOff, &[Asks::Revision], act, mv);
        }
    }

    fn objecting(&mut self) {
        if !self.is_open_or_public() {
            return;
        }
        self.add(OfferAction::Object, &[Asks::Reason], Act::Object);
        for Objection { seq, .. } in self.case.state.open_objections().copied() {
            let act = Act::Answer { objection: seq };
            self.add(OfferAction::Answer(seq), &[Asks::Reason], act);
        }
    }

    fn moving(&mut self) {
        for mv in self.case.workflow.moves_from(&self.case.state.stage) {
            if self.could_ever_take(mv) {
                let act = Act::Move { to: mv.key.clone() };
                self.add_move(OfferAction::Move(mv.key.clone()), &[], act, mv);
            }
        }
    }

    /// Whether this kind of actor could ever take a move: reviewers see what leads may do, with
    /// the reason; nobody is shown the machine's moves.
    fn could_ever_take(&self, mv: &Move) -> bool {
        match (mv.trigger, self.case.by) {
            (Trigger::Person, Actor::Member { role, .. }) => {
                matches!(role, Role::Verifier | Role::Lead) || mv.roles.contains(&role)
            }
            (Trigger::Submitter, _) => self.is_submitter(),
            (Trigger::Machine, by) => by == Actor::Machine,
            (Trigger::Person | Trigger::Release | Trigger::SignOff, _) => false,
        }
    }

    fn consenting(&mut self) {
        let own = self.is_submitter();
        if self.is_open_or_public() && (own || self.case.by.role() == Some(Role::Lead)) {
            let asks: &[Asks] = if own {
                &[Asks::Consent]
            } else {
                &[Asks::Consent, Asks::Reason]
            };
            let act = Act::ChangeConsent {
                consent: Consent::Internal,
            };
            self.add(OfferAction::ChangeConsent, asks, act);
        }
    }

    fn asking(&mut self) {
        if self.people_work_or_judge() {
            self.add(OfferAction::AskSubmitter, &[Asks::Words], Act::AskSubmitter);
        }
    }

    fn adding(&mut self) {
        if !self.is_submitter() || self.case.state.kind == StageKind::Settled {
            return;
        }
        for Question { seq, .. } in self.case.state.open_questions().copied() {
            let act = Act::Reply { question: seq };
            self.add(OfferAction::Reply(seq), &[Asks::Words], act);
        }
        self.add(OfferAction::AddNote, &[Asks::Words], Act::AddNote);
        let act = Act::AddEvidence {
            files: vec![Digest([0; 32])],
            links: 0,
        };
        self.add(OfferAction::AddEvidence, &[Asks::Evidence], act);
    }
}
