//! Before: one person's answer. After: as many people as asked for have answered the same question,
//! each for themselves. An account counts once, however often it answers.

use cairn_domain::FindingKind;

use crate::{case::Case, refusal::Refusal};

pub(super) fn check(case: &Case<'_>, kind: FindingKind, need: u32) -> Result<(), Refusal> {
    let mut authors: Vec<_> = case
        .state
        .findings_on(kind)
        .map(|finding| finding.author)
        .collect();
    authors.sort_unstable();
    authors.dedup();
    let have = u32::try_from(authors.len()).unwrap_or(u32::MAX);
    if have >= need {
        Ok(())
    } else {
        Err(Refusal::NeedsAnotherFinding { kind, have, need })
    }
}
