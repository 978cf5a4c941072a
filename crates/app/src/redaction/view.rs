//! The redaction of a file that counts, as pages show it.

use std::collections::HashMap;

use cairn_domain::{FileId, Redaction, UserId};
use cairn_review::ReviewState;
use cairn_storage::{RedactionOutcome, RedactionRecord};

/// The redaction that counts, what became of it, and who has looked at it.
#[derive(Debug, Clone)]
pub struct RedactionView {
    /// What is covered.
    pub redaction: Redaction,
    /// What became of it; nothing while it is being made.
    pub outcome: Option<RedactionOutcome>,
    /// Who drew it.
    pub author: String,
    /// Who looked at the copy from start to end.
    pub confirmed_by: Option<String>,
}

impl RedactionView {
    /// The redaction of a file that counts, if there is one.
    pub(crate) fn of(
        file: FileId,
        state: &ReviewState,
        known: &[RedactionRecord],
        names: &HashMap<UserId, String>,
    ) -> Option<Self> {
        let counting = state.redaction_of(file)?;
        let record = known
            .iter()
            .find(|record| record.redaction.id == counting.id)?;
        let name = |user: UserId| names.get(&user).cloned().unwrap_or_default();
        Some(Self {
            redaction: record.redaction.clone(),
            outcome: record.outcome.clone(),
            author: name(counting.author),
            confirmed_by: counting.confirmed.map(|confirmed| name(confirmed.by)),
        })
    }
}
