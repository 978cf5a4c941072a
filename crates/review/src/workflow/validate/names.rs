//! Keys are readable, and every name that is used is given once.

use std::collections::BTreeSet;

use super::{Flaw, Plan, StageKind};

/// Longest key in characters.
const LONGEST_KEY: usize = 60;

pub(super) fn judge(plan: &mut Plan<'_>) {
    let draft = plan.draft;
    let mut stages = BTreeSet::new();
    for stage in &draft.stages {
        plan.check(is_key(&stage.key.0), || Flaw::BadKey(stage.key.0.clone()));
        plan.check(stages.insert(&stage.key), || {
            Flaw::StageTwice(stage.key.clone())
        });
    }
    let mut moves = BTreeSet::new();
    for mv in &draft.moves {
        plan.check(is_key(&mv.key.0), || Flaw::BadKey(mv.key.0.clone()));
        plan.check(moves.insert(&mv.key), || Flaw::MoveTwice(mv.key.clone()));
        for stage in [&mv.from, &mv.to] {
            plan.check(stages.contains(stage), || Flaw::NoSuchStage {
                by_move: mv.key.clone(),
                stage: stage.clone(),
            });
        }
    }
    let starts = plan.kind(&draft.start) == Some(StageKind::Intake);
    plan.check(starts, || Flaw::BadStart(draft.start.clone()));
}

fn is_key(key: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let begins = key.starts_with(|c: char| c.is_ascii_lowercase());
    begins && key.chars().all(plain) && key.len() <= LONGEST_KEY
}
