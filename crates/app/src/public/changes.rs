//! What a release changed, read from its own `changes.json`, so that a page can say no other.

use cairn_dataset::Changes;
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

/// What a release changed; `None` where that is too much for a page.
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
    let read = serde_json::from_slice(&bytes).map_err(AppError::internal)?;
    Ok(Some(read))
}
