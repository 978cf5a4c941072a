//! How far an upload has come: what is durable on the disk, and nothing else.

use cairn_domain::Digest;
use cairn_storage::{Store, UploadRecord};
use chrono::{DateTime, Utc};

use super::{complete::complete, load};
use crate::{App, AppError};

/// Where an upload stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Bytes that are durable here.
    pub offset: u64,
    /// Bytes there will be.
    pub length_bytes: u64,
    /// Nobody can go on with it after this.
    pub expires_at: DateTime<Utc>,
    /// The digest, once it is whole.
    pub sha256: Option<Digest>,
    /// What the client wanted to be told again.
    pub metadata: Option<String>,
}

impl Progress {
    pub(super) fn of(upload: &UploadRecord, offset: u64, metadata: Option<String>) -> Self {
        Self {
            offset,
            length_bytes: upload.length_bytes,
            expires_at: upload.expires_at,
            sha256: upload.whole.as_ref().map(|whole| whole.sha256),
            metadata,
        }
    }
}

/// Where the upload with this token stands. One whose last byte came just before a crash is
/// completed now.
pub async fn progress(app: &App, token: &str) -> Result<Progress, AppError> {
    let upload = load(app, token).await?;
    let place = app.shared.uploads.of(upload.id);
    let metadata = place.metadata();
    if upload.whole.is_some() {
        return Ok(Progress::of(&upload, upload.length_bytes, metadata));
    }
    let Some(turn) = place.free() else {
        // Somebody writes: what they have made durable so far.
        return Ok(Progress::of(&upload, place.durable(), metadata));
    };
    let offset = app.store.blobs().upload_size(upload.id).await?;
    if offset < upload.length_bytes {
        return Ok(Progress::of(&upload, offset, metadata));
    }
    let app = app.clone();
    let upload = Store::detached(async move { complete(&app, upload, turn).await }).await?;
    Ok(Progress::of(&upload, upload.length_bytes, metadata))
}
