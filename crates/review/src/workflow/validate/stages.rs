//! Each stage by itself, with what leaves it.

use super::{Flaw, Plan, StageKind};
use crate::workflow::Trigger;

pub(super) fn judge(plan: &mut Plan<'_>) {
    for stage in &plan.draft.stages {
        let (key, is_end) = (&stage.key, stage.kind == StageKind::Settled);
        plan.check(!is_end || stage.outcome.is_some(), || {
            Flaw::EndWithoutOutcome(key.clone())
        });
        plan.check(is_end || stage.outcome.is_none(), || {
            Flaw::OutcomeWithoutEnd(key.clone())
        });
        let works = stage.kind == StageKind::Work;
        plan.check(works || stage.records.is_empty(), || {
            Flaw::RecordsOutsideWork(key.clone())
        });
        let leaving = |trigger| {
            plan.moves_from(key)
                .filter(move |mv| mv.trigger == trigger)
                .count()
        };
        let (by_machine, by_sign_off) = (leaving(Trigger::Machine), leaving(Trigger::SignOff));
        let is_stuck = stage.kind == StageKind::Intake && by_machine == 0;
        plan.check(!is_stuck, || Flaw::StuckIntake(key.clone()));
        plan.check(by_sign_off <= 1, || Flaw::SignOffTwice(key.clone()));
    }
}
