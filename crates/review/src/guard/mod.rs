//! Guards: the only places where a reason to refuse a move is written down, one file each. The
//! doc comment of each tells a history before and after; `tests/machine/guards.rs` plays them.

mod consent_to_publish;
mod duplicate_named;
mod established;
mod impossible;
mod in_incident;
mod independent;
mod intake_done;
mod no_objection;
mod rated;
mod says_why;
mod signed_off;

use crate::{case::Case, command::Command, refusal::Refusal, workflow::Guard};

impl Guard {
    /// Whether the case, with what the command itself supplies, satisfies the guard.
    pub fn check(&self, case: &Case<'_>, command: &Command) -> Result<(), Refusal> {
        match *self {
            Self::IntakeDone => intake_done::check(case),
            Self::Rated => rated::check(case),
            Self::InIncident => in_incident::check(case),
            Self::DuplicateNamed => duplicate_named::check(case),
            Self::SaysWhy => says_why::check(command),
            Self::Established { kind } => established::check(case, kind),
            Self::Independent { kind, at_least } => independent::check(case, kind, at_least),
            Self::Impossible { kind } => impossible::check(case, kind),
            Self::SignedOff { at_least } => signed_off::check(case, at_least),
            Self::NoObjection => no_objection::check(case),
            Self::ConsentToPublish => consent_to_publish::check(case),
        }
    }
}
