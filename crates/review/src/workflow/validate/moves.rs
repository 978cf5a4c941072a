//! Each move by itself: who takes it, from where, and what it has to ask.

use cairn_domain::{Action, Role, permit};

use super::{Flaw, Move, Outcome, Plan, StageKind};
use crate::workflow::{Guard, StageKey, Trigger};

/// Most people a guard may ask for.
const LARGEST_QUORUM: u32 = 5;

pub(super) fn judge(plan: &mut Plan<'_>) {
    for mv in &plan.draft.moves {
        staff(plan, mv);
        trigger(plan, mv);
        words(plan, mv);
        let quorums = mv
            .guards
            .iter()
            .filter_map(quorum)
            .all(|n| (1..=LARGEST_QUORUM).contains(&n));
        plan.check(quorums, || Flaw::BadQuorum(mv.key.clone()));
    }
}

/// People's moves name the roles that may take them; such roles as the permission table lets act.
fn staff(plan: &mut Plan<'_>, mv: &Move) {
    let action = match mv.trigger {
        Trigger::Person => Action::Move,
        Trigger::Release => Action::BuildRelease,
        Trigger::SignOff | Trigger::Machine | Trigger::Submitter => {
            return plan.check(mv.roles.is_empty(), || Flaw::RolesUnused(mv.key.clone()));
        }
    };
    plan.check(!mv.roles.is_empty(), || Flaw::Unstaffed(mv.key.clone()));
    for role in mv.roles.iter().copied() {
        let by_move = || mv.key.clone();
        plan.check(permit::allows(role, action), || Flaw::RoleMayNot {
            by_move: by_move(),
            role,
        });
    }
}

fn trigger(plan: &mut Plan<'_>, mv: &Move) {
    let (from, reaches) = (plan.kind(&mv.from), plan.outcome(&mv.to));
    let from_intake = from == Some(StageKind::Intake);
    let finished = mv.guards.contains(&Guard::IntakeDone) || mv.trigger == Trigger::Submitter;
    plan.check(!from_intake || finished, || {
        Flaw::LeavesIntakeEarly(mv.key.clone())
    });
    match mv.trigger {
        Trigger::Person | Trigger::Release => {}
        Trigger::Machine => {
            plan.check(from_intake, || Flaw::MachineOutsideIntake(mv.key.clone()));
        }
        Trigger::Submitter => {
            let withdraws = reaches == Some(Outcome::Withdrawn);
            plan.check(withdraws, || Flaw::SubmitterDecides(mv.key.clone()));
        }
        Trigger::SignOff => {
            let judges = from == Some(StageKind::Judgement);
            plan.check(judges, || Flaw::SignOffOutsideJudgement(mv.key.clone()));
            let counts = |guard: &Guard| matches!(guard, Guard::SignedOff { .. });
            let counted = mv.guards.iter().any(counts);
            plan.check(counted, || Flaw::SignOffUncounted(mv.key.clone()));
        }
    }
}

/// Whoever sends an item back, rejects it or retracts it says why.
fn words(plan: &mut Plan<'_>, mv: &Move) {
    let place = |key: &StageKey| plan.draft.stages.iter().position(|stage| stage.key == *key);
    let goes_back = place(&mv.to) < place(&mv.from);
    let overrules = plan.kind(&mv.from) == Some(StageKind::Judgement)
        && plan.kind(&mv.to) == Some(StageKind::Work);
    let ends_badly = matches!(
        plan.outcome(&mv.to),
        Some(Outcome::Rejected | Outcome::Retracted)
    );
    let asks = mv.trigger == Trigger::Person && (goes_back || overrules || ends_badly);
    let says_why = mv.guards.contains(&Guard::SaysWhy);
    plan.check(!asks || says_why, || Flaw::SaysNothing(mv.key.clone()));
    leaves_an_end(plan, mv, says_why);
}

/// The one way out of an end: a lead takes back what was published.
fn leaves_an_end(plan: &mut Plan<'_>, mv: &Move, says_why: bool) {
    if plan.kind(&mv.from) != Some(StageKind::Settled) {
        return;
    }
    let ends = (plan.outcome(&mv.from), plan.outcome(&mv.to));
    if ends != (Some(Outcome::Published), Some(Outcome::Retracted)) {
        return plan.flaws.push(Flaw::LeavesAnEnd(mv.key.clone()));
    }
    let may_retract = |role: &Role| permit::allows(*role, Action::Retract);
    let by_leads = mv.trigger == Trigger::Person && mv.roles.iter().all(may_retract);
    plan.check(by_leads && says_why, || {
        Flaw::RetractsLightly(mv.key.clone())
    });
}

fn quorum(guard: &Guard) -> Option<u32> {
    match guard {
        Guard::Independent { at_least, .. } | Guard::SignedOff { at_least } => Some(*at_least),
        _ => None,
    }
}
