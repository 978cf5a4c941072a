//! Before: a verified video of nobody-knows-what. After: it is evidence of one event.

use crate::{case::Case, refusal::Refusal};

pub(super) fn check(case: &Case<'_>) -> Result<(), Refusal> {
    if case.state.incident.is_some() {
        Ok(())
    } else {
        Err(Refusal::NeedsIncident)
    }
}
