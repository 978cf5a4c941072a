//! Everything that must hold before a draft becomes a workflow. The promise behind it: no road
//! leads to *published* without a place, a time and an independent sign-off, because every arrow
//! into a published stage carries those guards and no event can put an item there otherwise.

mod moves;
mod names;
mod publication;
mod roads;
mod stages;

use super::{Flaw, Move, Outcome, Stage, StageKey, StageKind, WorkflowDraft};

/// Every flaw of a draft. While names lead nowhere, roads cannot be followed: then the names alone
/// are judged.
pub(super) fn flaws(draft: &WorkflowDraft) -> Vec<Flaw> {
    let plan = Plan {
        draft,
        flaws: Vec::new(),
    };
    let plan = plan.judge(names::judge);
    if !plan.flaws.is_empty() {
        return plan.flaws;
    }
    plan.judge(stages::judge)
        .judge(moves::judge)
        .judge(publication::judge)
        .judge(roads::judge)
        .flaws
}

/// A draft under judgement.
struct Plan<'a> {
    draft: &'a WorkflowDraft,
    flaws: Vec<Flaw>,
}

impl<'a> Plan<'a> {
    fn judge(mut self, judge: fn(&mut Self)) -> Self {
        judge(&mut self);
        self
    }

    fn check(&mut self, holds: bool, flaw: impl FnOnce() -> Flaw) {
        if !holds {
            self.flaws.push(flaw());
        }
    }

    fn find(&self, key: &StageKey) -> Option<&'a Stage> {
        self.draft.stages.iter().find(|stage| stage.key == *key)
    }

    fn kind(&self, key: &StageKey) -> Option<StageKind> {
        self.find(key).map(|stage| stage.kind)
    }

    fn outcome(&self, key: &StageKey) -> Option<Outcome> {
        self.find(key).and_then(|stage| stage.outcome)
    }

    fn moves_from(&self, key: &'a StageKey) -> impl Iterator<Item = &'a Move> {
        self.draft.moves.iter().filter(move |mv| mv.from == *key)
    }
}
