//! Before: given for internal use. After: the submitter agrees to publication, and says so.

use crate::{case::Case, refusal::Refusal};

pub(super) fn check(case: &Case<'_>) -> Result<(), Refusal> {
    if case.state.consent.allows_publishing() {
        Ok(())
    } else {
        Err(Refusal::ConsentForbids)
    }
}
