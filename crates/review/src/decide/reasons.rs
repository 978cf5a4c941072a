//! Reasons to say no, collected, with the checks that hold for every workflow.

use cairn_domain::{Actor, Role, UserId};

use crate::{
    case::Case,
    command::Command,
    refusal::Refusal,
    workflow::{Outcome, StageKind},
};

/// Reasons collected so far; the same one is said once.
#[derive(Default)]
pub(crate) struct Reasons(pub(crate) Vec<Refusal>);

impl Reasons {
    pub(crate) fn add(&mut self, refusal: Refusal) {
        if !self.0.contains(&refusal) {
            self.0.push(refusal);
        }
    }

    pub(super) fn check(&mut self, outcome: Result<(), Refusal>) {
        if let Err(refusal) = outcome {
            self.add(refusal);
        }
    }

    /// The account behind the actor, in one of the roles.
    pub(super) fn member(&mut self, case: &Case<'_>, roles: &[Role]) -> Option<UserId> {
        match case.by {
            Actor::Member { user, role } if roles.contains(&role) => Some(user),
            Actor::Member { .. } => {
                self.add(Refusal::NeedsRole {
                    any_of: roles.to_vec(),
                });
                None
            }
            Actor::Submitter | Actor::Machine => {
                self.add(Refusal::NeedsAccount);
                None
            }
        }
    }

    /// Work stops where an item has come to its end.
    pub(super) fn unsettled(&mut self, case: &Case<'_>) {
        if case.state.kind == StageKind::Settled {
            self.add(Refusal::ItemIsSettled);
        }
    }

    /// What is public can still be objected to; every other end is one.
    pub(super) fn unsettled_or_public(&mut self, case: &Case<'_>) {
        if case.state.outcome != Some(Outcome::Published) {
            self.unsettled(case);
        }
    }

    /// Work belongs where people work or judge.
    pub(super) fn past_intake(&mut self, case: &Case<'_>) {
        if case.state.kind == StageKind::Intake {
            self.add(Refusal::NotAtThisStage {
                stage: case.state.stage.clone(),
            });
        }
    }

    /// What somebody else holds is left alone; a judge is not stopped by a hold.
    pub(super) fn free_for(&mut self, case: &Case<'_>) {
        let judging = case.state.kind == StageKind::Judgement && case.by.role() == Some(Role::Lead);
        if !judging {
            self.not_held_by_another(case);
        }
    }

    /// Nobody takes over what somebody else holds, not even to judge it.
    pub(super) fn not_held_by_another(&mut self, case: &Case<'_>) {
        let holder = case.state.holder(case.facts.now);
        if let Some(lease) = holder.filter(|lease| Some(lease.by) != case.by.user()) {
            self.add(Refusal::HeldByAnother {
                by: lease.by,
                until: lease.until,
            });
        }
    }

    pub(super) fn says_why(&mut self, command: &Command) {
        if command.words.trim().is_empty() {
            self.add(Refusal::NeedsReason);
        }
    }
}
