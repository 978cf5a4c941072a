//! Before: a video is still being read; the item waits. After: every file is examined (or labelled
//! as impossible to preview); the machine lets the item out of intake.

use crate::{case::Case, refusal::Refusal};

pub(super) fn check(case: &Case<'_>) -> Result<(), Refusal> {
    if case.facts.intake_done {
        Ok(())
    } else {
        Err(Refusal::IntakeNotFinished)
    }
}
