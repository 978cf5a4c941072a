//! Before: no finding, or two that contradict each other. After: a place (or a time) that counts
//! and that nobody's counting finding contradicts, or that a lead has settled on.

use cairn_domain::FindingKind;

use crate::{case::Case, refusal::Refusal};

pub(super) fn check(case: &Case<'_>, kind: FindingKind) -> Result<(), Refusal> {
    if let Some(settled) = case.state.settled_on(kind) {
        return if settled.positive {
            Ok(())
        } else {
            Err(Refusal::NeedsFinding { kind })
        };
    }
    if !case.state.findings_on(kind).any(|finding| finding.positive) {
        return Err(Refusal::NeedsFinding { kind });
    }
    if case.is_disputed(kind) {
        return Err(Refusal::FindingsDisagree { kind });
    }
    Ok(())
}
