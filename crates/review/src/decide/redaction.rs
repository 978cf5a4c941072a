//! Covering parts of a copy, and saying that the copy covers enough. What is covered and where lies
//! beside the log; the log holds who, which file, and digests.

use cairn_domain::{Digest, FileId, RedactionId};

use super::{REVIEWERS, Reasons};
use crate::{
    case::Case,
    event::ReviewEvent,
    refusal::Refusal,
    workflow::{Move, Outcome},
};

/// A new redaction of a file takes the place of the earlier one, whoever drew that.
pub(super) fn redact(
    case: &Case<'_>,
    no: &mut Reasons,
    redaction: RedactionId,
    file: FileId,
    digest: Digest,
) -> Vec<ReviewEvent> {
    let by = no.member(case, REVIEWERS);
    no.unsettled(case);
    no.past_intake(case);
    no.free_for(case);
    by.map(|by| ReviewEvent::Redacted {
        redaction,
        file,
        digest,
        by,
    })
    .into_iter()
    .collect()
}

/// Somebody else than the author looks at the copy from start to end. A hold does not stop them:
/// they change nothing.
pub(super) fn confirm(
    case: &Case<'_>,
    no: &mut Reasons,
    redaction: RedactionId,
    copy: Digest,
) -> Vec<ReviewEvent> {
    let by = no.member(case, REVIEWERS);
    no.unsettled(case);
    no.past_intake(case);
    let mut counting = case.state.redactions.iter();
    match counting.find(|known| known.id == redaction) {
        Some(known) if by == Some(known.author) => no.add(Refusal::OwnRedaction),
        Some(known) if known.confirmed.is_none() => {}
        _ => no.add(Refusal::NoSuchRedaction),
    }
    by.map(|by| ReviewEvent::RedactionConfirmed {
        redaction,
        copy,
        by,
    })
    .into_iter()
    .collect()
}

/// Under every workflow: what was covered is not published before somebody else has looked at it.
pub(super) fn confirmed_before_publication(case: &Case<'_>, no: &mut Reasons, mv: &Move) {
    let target = case.workflow.stage(&mv.to).and_then(|stage| stage.outcome);
    let open = case.state.unconfirmed_redactions().count();
    if target == Some(Outcome::Published) && open > 0 {
        let count = u32::try_from(open).unwrap_or(u32::MAX);
        no.add(Refusal::RedactionNotConfirmed { count });
    }
}
