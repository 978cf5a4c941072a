//! Before: an item comes back, and its verifier guesses. After: it comes back with a reason.

use crate::{command::Command, refusal::Refusal};

pub(super) fn check(command: &Command) -> Result<(), Refusal> {
    if command.words.trim().is_empty() {
        Err(Refusal::NeedsReason)
    } else {
        Ok(())
    }
}
