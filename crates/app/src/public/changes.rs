//! What a release changed, read from its own `changes.json`, so that a page can say no other.

use std::collections::HashSet;

use cairn_dataset::Changes;
use cairn_storage::RetractionRecord;
use futures::TryStreamExt;
use serde::Deserialize;

use super::{Dataset, open_release_file};
use crate::{App, AppError};

/// Larger files are for programs: reading one for every visitor would cost more than it tells.
const MOST_BYTES: u64 = 2 * 1024 * 1024;

/// What differs between a release and the one before.
#[derive(Debug, Clone, Deserialize)]
pub struct ReleaseChanges {
    /// The one before; the first release has none.
    pub from: Option<u32>,
    /// Record by record, field by field.
    #[serde(flatten)]
    pub changes: Changes,
}

impl ReleaseChanges {
    /// What was withdrawn since is named by its tombstone alone: the file stays what was signed, and
    /// nobody is told again what stood in it.
    pub fn without(mut self, dataset: &Dataset, withdrawn: &[RetractionRecord]) -> Self {
        let id = |record: &RetractionRecord| format!("{}-{}", dataset.project.code, record.short);
        let gone: HashSet<String> = withdrawn.iter().map(id).collect();
        let is_there = |id: &str| !gone.iter().any(|gone| id.contains(gone.as_str()));
        self.changes.added.retain(|one| is_there(&one.id));
        self.changes.changed.retain(|one| is_there(&one.id));
        // Of what is gone a table without ids would repeat the whole line.
        let is_named = |id: &str| gone.contains(id) || is_there(id);
        self.changes.removed.retain(|one| is_named(&one.id));
        self
    }
}

/// What a release changed, without what was withdrawn since; `None` where that is too much for a page.
///
/// # Errors
/// [`AppError::NotFound`] for a release that is none.
pub async fn release_changes(
    app: &App,
    dataset: &Dataset,
    version: u32,
) -> Result<Option<ReleaseChanges>, AppError> {
    let file = open_release_file(app, dataset, version, "changes.json").await?;
    if file.size_bytes > MOST_BYTES {
        return Ok(None);
    }
    let mut pieces = app.store.blobs().open_range(&file.sha256, None).await?;
    let mut bytes = Vec::new();
    while let Some(piece) = pieces.try_next().await? {
        bytes.extend_from_slice(&piece);
    }
    let read: ReleaseChanges = serde_json::from_slice(&bytes).map_err(AppError::internal)?;
    let reads = app.store.read();
    let withdrawn = reads.retractions_since(dataset.project.id, 0).await?;
    Ok(Some(read.without(dataset, &withdrawn)))
}
