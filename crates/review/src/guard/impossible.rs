//! Before: someone has a place after all, or nobody has tried. After: it was tried, and everybody
//! who tried says it cannot be told.

use cairn_domain::FindingKind;

use crate::{case::Case, refusal::Refusal};

pub(super) fn check(case: &Case<'_>, kind: FindingKind) -> Result<(), Refusal> {
    let negative = match case.state.settled_on(kind) {
        Some(settled) => !settled.positive,
        None => {
            let mut findings = case.state.findings_on(kind).peekable();
            findings.peek().is_some() && findings.all(|finding| !finding.positive)
        }
    };
    if negative {
        Ok(())
    } else {
        Err(Refusal::NotConcludedImpossible { kind })
    }
}
