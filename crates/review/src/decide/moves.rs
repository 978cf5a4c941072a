//! Taking a move of the workflow.

use cairn_domain::Actor;

use super::{Reasons, redaction::confirmed_before_publication};
use crate::{
    case::Case,
    command::Command,
    event::ReviewEvent,
    refusal::Refusal,
    workflow::{Move, MoveKey, StageKind, Trigger},
};

pub(super) fn take(
    case: &Case<'_>,
    command: &Command,
    no: &mut Reasons,
    to: &MoveKey,
) -> Vec<ReviewEvent> {
    let moves = case.workflow.moves_from(&case.state.stage);
    let Some(mv) = moves.into_iter().find(|mv| mv.key == *to) else {
        no.unsettled(case);
        no.add(Refusal::NoSuchMove {
            asked: to.clone(),
            stage: case.state.stage.clone(),
        });
        return Vec::new();
    };
    may_take(case, no, mv);
    mv.guards
        .iter()
        .for_each(|guard| no.check(guard.check(case, command)));
    confirmed_before_publication(case, no, mv);
    vec![moved(case, mv)]
}

fn may_take(case: &Case<'_>, no: &mut Reasons, mv: &Move) {
    match (mv.trigger, case.by) {
        (Trigger::Machine | Trigger::Release, Actor::Machine)
        | (Trigger::Submitter, Actor::Submitter) => {}
        (Trigger::Person, _) => {
            no.member(case, &mv.roles);
            no.free_for(case);
        }
        (Trigger::Release, Actor::Member { .. }) => {
            no.member(case, &mv.roles);
        }
        (Trigger::Submitter, Actor::Member { user, .. }) if case.state.submitter == Some(user) => {}
        // A sign-off moves the item by itself; the other doors are not this actor's.
        _ => no.add(Refusal::NoSuchMove {
            asked: mv.key.clone(),
            stage: case.state.stage.clone(),
        }),
    }
}

pub(super) fn moved(case: &Case<'_>, mv: &Move) -> ReviewEvent {
    let target = case.workflow.stage(&mv.to);
    ReviewEvent::Moved {
        by_move: mv.key.clone(),
        from: mv.from.clone(),
        to: mv.to.clone(),
        // Validation has seen to it that every move leads to a stage.
        kind: target.map_or(StageKind::Settled, |stage| stage.kind),
        outcome: target.and_then(|stage| stage.outcome),
        workflow: case.workflow.version(),
        at: case.facts.now,
    }
}
