//! Before: someone thinks it is wrong and nobody has answered. After: every objection has an answer
//! that everybody can read.

use crate::{case::Case, refusal::Refusal};

pub(super) fn check(case: &Case<'_>) -> Result<(), Refusal> {
    match u32::try_from(case.state.open_objections().count()).unwrap_or(u32::MAX) {
        0 => Ok(()),
        count => Err(Refusal::OpenObjection { count }),
    }
}
