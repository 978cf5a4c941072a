//! What leads and objectors do: settle, object, answer, sign off.

use cairn_domain::{Digest, FindingId, Role, UserId};

use super::{LEADS, REVIEWERS, Reasons, moves::moved};
use crate::{
    case::Case,
    command::Command,
    event::ReviewEvent,
    refusal::Refusal,
    state::{SignOff, evolve},
    workflow::{Guard, Move, StageKind, Trigger},
};

pub(super) fn settle(
    case: &Case<'_>,
    command: &Command,
    no: &mut Reasons,
    finding: FindingId,
) -> Vec<ReviewEvent> {
    let by = no.member(case, LEADS);
    if case.state.kind != StageKind::Judgement {
        no.add(Refusal::NotAtThisStage {
            stage: case.state.stage.clone(),
        });
    }
    no.says_why(command);
    let Some(chosen) = case.state.findings.iter().find(|known| known.id == finding) else {
        no.add(Refusal::NoSuchFinding);
        return Vec::new();
    };
    let kind = chosen.kind;
    if !case.is_disputed(kind) {
        no.add(Refusal::NoSuchFinding);
    }
    if case
        .state
        .findings_on(kind)
        .any(|known| Some(known.author) == case.by.user())
    {
        no.add(Refusal::OwnFinding { kind });
    }
    by.map(|by| ReviewEvent::Settled { finding, kind, by })
        .into_iter()
        .collect()
}

pub(super) fn object(case: &Case<'_>, command: &Command, no: &mut Reasons) -> Vec<ReviewEvent> {
    let by = no.member(case, REVIEWERS);
    no.unsettled_or_public(case);
    no.says_why(command);
    by.map(|by| ReviewEvent::Objected { by })
        .into_iter()
        .collect()
}

/// Whoever objected takes it back, or a lead who did not object answers it.
pub(super) fn answer(
    case: &Case<'_>,
    command: &Command,
    no: &mut Reasons,
    objection: u64,
) -> Vec<ReviewEvent> {
    let by = no.member(case, REVIEWERS);
    no.unsettled_or_public(case);
    no.says_why(command);
    match case
        .state
        .open_objections()
        .find(|open| open.seq == objection)
    {
        None => no.add(Refusal::NoSuchObjection),
        Some(open) => {
            let own = Some(open.by) == case.by.user();
            if !own && case.by.role() != Some(Role::Lead) {
                no.add(Refusal::NotYoursToAnswer);
            }
        }
    }
    by.map(|by| ReviewEvent::Answered { objection, by })
        .into_iter()
        .collect()
}

pub(super) fn sign_off(
    case: &Case<'_>,
    command: &Command,
    no: &mut Reasons,
    revision: Digest,
) -> Vec<ReviewEvent> {
    let by = no.member(case, LEADS);
    no.unsettled(case);
    let Some(approve) = sign_off_move(case) else {
        no.add(Refusal::NotAtThisStage {
            stage: case.state.stage.clone(),
        });
        return Vec::new();
    };
    // Files that came in later are part of the revision: nobody signs what nobody could look at.
    if !case.facts.intake_done {
        no.add(Refusal::IntakeNotFinished);
    }
    if revision != case.facts.revision {
        no.add(Refusal::RevisionChanged);
    }
    if let Some(by) = by {
        independence(case, no, by, revision);
    }
    let others = approve
        .guards
        .iter()
        .filter(|guard| !matches!(guard, Guard::SignedOff { .. }));
    others.for_each(|guard| no.check(guard.check(case, command)));
    by.map(|by| {
        signed(
            case,
            command,
            approve,
            ReviewEvent::SignedOff { revision, by },
        )
    })
    .unwrap_or_default()
}

/// The author of a finding does not sign it off, nor does whoever handed the item in; nobody twice.
fn independence(case: &Case<'_>, no: &mut Reasons, by: UserId, revision: Digest) {
    if case.state.submitter == Some(by) {
        no.add(Refusal::OwnSubmission);
    }
    for finding in case
        .state
        .findings
        .iter()
        .filter(|finding| finding.author == by)
    {
        no.add(Refusal::OwnFinding { kind: finding.kind });
    }
    let signed = |sign_off: &SignOff| sign_off.by == by && sign_off.revision == revision;
    if case.state.sign_offs.iter().any(signed) {
        no.add(Refusal::AlreadySigned);
    }
}

/// The sign-off, and the move if the quorum is complete with it.
fn signed(
    case: &Case<'_>,
    command: &Command,
    approve: &Move,
    event: ReviewEvent,
) -> Vec<ReviewEvent> {
    let after = evolve(case.state.clone(), &event);
    let with_it = Case {
        state: &after,
        ..*case
    };
    let complete = approve
        .guards
        .iter()
        .all(|guard| guard.check(&with_it, command).is_ok());
    let moved = complete.then(|| moved(case, approve));
    std::iter::once(event).chain(moved).collect()
}

/// The move that follows sign-offs here, if this is a desk where leads sign.
pub(crate) fn sign_off_move<'a>(case: &Case<'a>) -> Option<&'a Move> {
    let moves = case.workflow.moves_from(&case.state.stage);
    moves.into_iter().find(|mv| mv.trigger == Trigger::SignOff)
}
