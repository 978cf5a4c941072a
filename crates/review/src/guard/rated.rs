//! Before: nobody has said how hard it is to look at. After: someone looked first and rated it, and
//! whoever opens it next is warned.

use crate::{case::Case, refusal::Refusal};

pub(super) fn check(case: &Case<'_>) -> Result<(), Refusal> {
    if case.state.rating.is_some() {
        Ok(())
    } else {
        Err(Refusal::NeedsRating)
    }
}
