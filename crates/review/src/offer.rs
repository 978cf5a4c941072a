//! `offers`: what can be done next, and why not. Every offer asks [`decide`] itself, with the
//! things that a form would supply filled in, so that page and server cannot disagree (invariant I5).

use cairn_domain::{
    Actor, Consent, Digest, FindingId, FindingKind, Role, Sensitivity, sensitivity::Rating,
};

use crate::{
    case::Case,
    command::{Act, Command},
    decide::{decide, sign_off_move},
    refusal::Refusal,
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
}

impl Offer {
    /// Whether it can be taken now.
    pub fn is_open(&self) -> bool {
        self.blocked_by.is_empty()
    }
}

/// Everything the actor might do with the item now, open or closed with reasons. Acts that the
/// actor's kind could never do are left out.
pub fn offers(case: &Case<'_>) -> Vec<Offer> {
    let mut offers = Vec::new();
    if is_reviewer(case) {
        holding(case, &mut offers);
        working(case, &mut offers);
        judging(case, &mut offers);
        objecting(case, &mut offers);
    }
    let moves = case.workflow.moves_from(&case.state.stage);
    offers.extend(
        moves
            .into_iter()
            .filter(|mv| is_for(case, mv))
            .map(|mv| move_offer(case, mv)),
    );
    if may_speak_for_submitter(case) {
        let asks = if is_submitter(case) {
            vec![Asks::Consent]
        } else {
            vec![Asks::Consent, Asks::Reason]
        };
        let act = Act::ChangeConsent {
            consent: Consent::Internal,
        };
        offers.push(offer(case, OfferAction::ChangeConsent, None, asks, act));
    }
    offers
}

fn is_reviewer(case: &Case<'_>) -> bool {
    matches!(case.by.role(), Some(Role::Verifier | Role::Lead))
}

fn is_submitter(case: &Case<'_>) -> bool {
    let own = case.by.user().is_some() && case.by.user() == case.state.submitter;
    case.by == Actor::Submitter || own
}

fn may_speak_for_submitter(case: &Case<'_>) -> bool {
    let alive =
        case.state.kind != StageKind::Settled || case.state.outcome == Some(Outcome::Published);
    alive && (is_submitter(case) || case.by.role() == Some(Role::Lead))
}

fn holding(case: &Case<'_>, offers: &mut Vec<Offer>) {
    let holder = case.state.holder(case.facts.now);
    if matches!(case.state.kind, StageKind::Work | StageKind::Judgement) {
        offers.push(offer(
            case,
            OfferAction::Claim,
            None,
            Vec::new(),
            Act::Claim,
        ));
    }
    if let Some(lease) = holder {
        let own = Some(lease.by) == case.by.user();
        let asks = if own { Vec::new() } else { vec![Asks::Reason] };
        offers.push(offer(case, OfferAction::Release, None, asks, Act::Release));
    }
}

fn working(case: &Case<'_>, offers: &mut Vec<Offer>) {
    if matches!(case.state.kind, StageKind::Work | StageKind::Judgement) {
        let rating = Rating {
            sensitivity: Sensitivity::Graphic,
            notes: Vec::new(),
        };
        offers.push(offer(
            case,
            OfferAction::Rate,
            None,
            vec![Asks::Rating],
            Act::Rate { rating },
        ));
        let link = Act::Link {
            incident: case.state.incident,
        };
        offers.push(offer(
            case,
            OfferAction::Link,
            None,
            vec![Asks::Incident],
            link,
        ));
        let name = Act::NameDuplicate {
            of: case.state.duplicate_of,
        };
        offers.push(offer(
            case,
            OfferAction::NameDuplicate,
            None,
            vec![Asks::Duplicate],
            name,
        ));
    }
    let stage = case.workflow.stage(&case.state.stage);
    for kind in stage.map(|stage| stage.records.clone()).unwrap_or_default() {
        let act = Act::RecordFinding {
            finding: FindingId(Default::default()),
            kind,
            positive: true,
            digest: Digest([0; 32]),
        };
        offers.push(offer(
            case,
            OfferAction::Record(kind),
            None,
            vec![Asks::Finding],
            act,
        ));
    }
}

fn judging(case: &Case<'_>, offers: &mut Vec<Offer>) {
    if case.state.kind != StageKind::Judgement {
        return;
    }
    for kind in &case.facts.disagreements {
        if case.state.settled_on(*kind).is_none()
            && let Some(first) = case.state.findings_on(*kind).next()
        {
            let asks = vec![Asks::Finding, Asks::Reason];
            let act = Act::Settle { finding: first.id };
            offers.push(offer(case, OfferAction::Settle(*kind), None, asks, act));
        }
    }
    if let Some(mv) = sign_off_move(case) {
        let act = Act::SignOff {
            revision: case.facts.revision,
        };
        let asks = vec![Asks::Revision];
        offers.push(offer(
            case,
            OfferAction::SignOff,
            Some(mv.to.clone()),
            asks,
            act,
        ));
    }
}

fn objecting(case: &Case<'_>, offers: &mut Vec<Offer>) {
    let alive = matches!(case.state.kind, StageKind::Work | StageKind::Judgement)
        || case.state.outcome == Some(Outcome::Published);
    if alive {
        offers.push(offer(
            case,
            OfferAction::Object,
            None,
            vec![Asks::Reason],
            Act::Object,
        ));
    }
    for objection in case.state.open_objections() {
        let act = Act::Answer {
            objection: objection.seq,
        };
        let action = OfferAction::Answer(objection.seq);
        offers.push(offer(case, action, None, vec![Asks::Reason], act));
    }
}

/// Whether a move is one this kind of actor could ever take: people see what leads may do, with
/// the reason; nobody is shown the machine's moves.
fn is_for(case: &Case<'_>, mv: &Move) -> bool {
    match mv.trigger {
        Trigger::Person => is_reviewer(case),
        Trigger::Submitter => is_submitter(case),
        Trigger::Machine => case.by == Actor::Machine,
        // A release takes its items itself, and a sign-off its move.
        Trigger::Release | Trigger::SignOff => false,
    }
}

fn move_offer(case: &Case<'_>, mv: &Move) -> Offer {
    let asks = if mv.guards.contains(&Guard::SaysWhy) {
        vec![Asks::Reason]
    } else {
        Vec::new()
    };
    let act = Act::Move { to: mv.key.clone() };
    offer(
        case,
        OfferAction::Move(mv.key.clone()),
        Some(mv.to.clone()),
        asks,
        act,
    )
}

/// Asks `decide`, with a reason supplied where the form asks for one.
fn offer(
    case: &Case<'_>,
    action: OfferAction,
    to: Option<StageKey>,
    asks: Vec<Asks>,
    act: Act,
) -> Offer {
    let words = if asks.contains(&Asks::Reason) {
        "because".to_owned()
    } else {
        String::new()
    };
    let command = Command {
        seen: case.state.seq,
        words,
        act,
    };
    let blocked_by = decide(case, &command)
        .err()
        .map(|no| no.0)
        .unwrap_or_default();
    Offer {
        action,
        to,
        asks,
        blocked_by,
    }
}
