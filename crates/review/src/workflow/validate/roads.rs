//! Roads through the whole draft: every stage is reached, every road ends, and what a guard asks
//! for can be supplied on the way to it.

use std::collections::BTreeSet;

use cairn_domain::FindingKind;

use super::{Flaw, Move, Plan, Stage, StageKey, StageKind};
use crate::workflow::{Guard, Trigger};

type Stages<'a> = BTreeSet<&'a StageKey>;

pub(super) fn judge(plan: &mut Plan<'_>) {
    let draft = plan.draft;
    let all: Vec<_> = draft.moves.iter().collect();
    // A withdrawal is the submitter's; a road that only they can finish is a dead end for the team.
    let ours: Vec<_> = all
        .iter()
        .copied()
        .filter(|mv| mv.trigger != Trigger::Submitter)
        .collect();
    let reached = ahead(&draft.start, &all);
    for stage in &draft.stages {
        plan.check(reached.contains(&stage.key), || {
            Flaw::Unreachable(stage.key.clone())
        });
        let is_end = |key: &&StageKey| plan.kind(key) == Some(StageKind::Settled);
        let ends = ahead(&stage.key, &ours).iter().any(is_end);
        plan.check(ends, || Flaw::DeadEnd(stage.key.clone()));
    }
    let reached = ahead(&draft.start, &ours);
    for mv in &draft.moves {
        let before = behind(&mv.from, &ours);
        let on_the_way =
            |stage: &&Stage| reached.contains(&stage.key) && before.contains(&stage.key);
        let stages: Vec<_> = draft.stages.iter().filter(on_the_way).collect();
        for guard in mv.guards.iter().copied() {
            let by_move = || mv.key.clone();
            plan.check(is_supplied(plan, guard, &stages), || Flaw::NeverMet {
                by_move: by_move(),
                guard,
            });
        }
    }
}

/// Whether some stage on the way lets people do what the guard asks for.
fn is_supplied(plan: &Plan<'_>, guard: Guard, stages: &[&Stage]) -> bool {
    let records = |kind: FindingKind| stages.iter().any(|stage| stage.records.contains(&kind));
    match guard {
        Guard::Established { kind }
        | Guard::Independent { kind, .. }
        | Guard::Impossible { kind } => records(kind),
        Guard::SignedOff { .. } => plan
            .draft
            .moves
            .iter()
            .filter(|mv| mv.trigger == Trigger::SignOff)
            .any(|mv| stages.iter().any(|stage| stage.key == mv.from)),
        Guard::Rated | Guard::InIncident | Guard::DuplicateNamed => stages
            .iter()
            .any(|stage| matches!(stage.kind, StageKind::Work | StageKind::Judgement)),
        // Supplied by the machine, with the command itself, or at any time.
        Guard::IntakeDone | Guard::SaysWhy | Guard::NoObjection | Guard::ConsentToPublish => true,
    }
}

/// A stage and all that can be reached from it.
fn ahead<'a>(start: &'a StageKey, moves: &[&'a Move]) -> Stages<'a> {
    reach(start, |at| {
        moves
            .iter()
            .filter(|mv| mv.from == *at)
            .map(|mv| &mv.to)
            .collect()
    })
}

/// A stage and all from which it can be reached.
fn behind<'a>(goal: &'a StageKey, moves: &[&'a Move]) -> Stages<'a> {
    reach(goal, |at| {
        moves
            .iter()
            .filter(|mv| mv.to == *at)
            .map(|mv| &mv.from)
            .collect()
    })
}

fn reach<'a>(start: &'a StageKey, next: impl Fn(&StageKey) -> Vec<&'a StageKey>) -> Stages<'a> {
    let (mut seen, mut waiting) = (BTreeSet::from([start]), vec![start]);
    while let Some(at) = waiting.pop() {
        for stage in next(at) {
            if seen.insert(stage) {
                waiting.push(stage);
            }
        }
    }
    seen
}
