//! Before: signed last week, edited since. After: enough leads who neither handed it in nor wrote a
//! finding that counts have signed exactly what the item is now (invariant I7).

use crate::{case::Case, refusal::Refusal};

pub(super) fn check(case: &Case<'_>, need: u32) -> Result<(), Refusal> {
    let have = case.state.independent_signers(case.facts.revision);
    if have >= need {
        return Ok(());
    }
    let stale = case
        .state
        .sign_offs
        .iter()
        .any(|s| s.revision != case.facts.revision);
    if have == 0 && stale {
        Err(Refusal::RevisionChanged)
    } else {
        Err(Refusal::NeedsSignOff { have, need })
    }
}
