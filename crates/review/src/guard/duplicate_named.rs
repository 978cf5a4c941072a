//! Before: "seen this one already". After: the item that is kept is named, and can be found again.

use crate::{case::Case, refusal::Refusal};

pub(super) fn check(case: &Case<'_>) -> Result<(), Refusal> {
    if case.state.duplicate_of.is_some() {
        Ok(())
    } else {
        Err(Refusal::NeedsDuplicateNamed)
    }
}
