//! Somebody else's word that a redacted copy covers enough.

use cairn_domain::{Action, Digest, RedactionId, ShortId};
use cairn_review::{Act, Command, Refusal};
use cairn_storage::RedactionOutcome;

use crate::{
    App, AppError, Visit,
    review::{Acted, act},
};

/// What a reviewer confirms.
#[derive(Debug, Clone)]
pub struct Confirming {
    /// Sequence number of the item they saw.
    pub seen: u64,
    /// The redaction.
    pub redaction: RedactionId,
    /// The copy they looked at.
    pub copy: Digest,
    /// Whether they say that they looked from start to end.
    pub looked: bool,
}

/// Records that a member looked at a redacted copy from start to end.
pub async fn confirm_redaction(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    confirming: Confirming,
) -> Result<Acted, AppError> {
    visit.permit(Action::Redact)?;
    if !confirming.looked {
        return Err(AppError::invalid("looked", "redaction-looked"));
    }
    let Confirming {
        seen,
        redaction,
        copy,
        ..
    } = confirming;
    if !is_copy_of(app, visit, short, redaction, copy).await? {
        return Err(AppError::refuse(Refusal::NoSuchRedaction));
    }
    let command = Command {
        seen,
        words: String::new(),
        act: Act::ConfirmRedaction { redaction, copy },
    };
    act(app, visit, short, command).await
}

/// A copy is made once and never again, so that what was read here still holds when it is decided.
async fn is_copy_of(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    redaction: RedactionId,
    seen: Digest,
) -> Result<bool, AppError> {
    let reads = app.store.read();
    let item = reads.find_item(visit.project.id, short).await?;
    let item = item.ok_or(AppError::NotFound)?;
    let mut known = reads.redactions_of(item.id).await?.into_iter();
    let record = known.find(|record| record.redaction.id == redaction);
    let outcome = record.and_then(|record| record.outcome);
    Ok(matches!(outcome, Some(RedactionOutcome::Made { copy, .. }) if copy == seen))
}
