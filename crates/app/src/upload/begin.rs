//! Beginning an upload: nothing is written to the disk but a row.

use cairn_domain::{Digest, UploadId};
use cairn_storage::{Store, UploadRecord};
use chrono::{DateTime, TimeDelta, Utc};

use super::{Progress, UploadRefusal, token};
use crate::{App, AppError};

/// Room that uploads leave on the disk for everything else, the database first.
const RESERVE_BYTES: u64 = 64 << 20;

/// A file that somebody wants to send.
#[derive(Debug, Clone)]
pub struct NewUpload {
    /// How large it is.
    pub length_bytes: u64,
    /// Its digest, if the sender knows it already.
    pub sha256: Option<Digest>,
    /// What the client keeps secret and sends along each time, out of the address.
    pub key: Option<String>,
    /// What the client wants to be told again, word for word. It may hold a file's name, so it is
    /// kept in memory alone and forgotten at a restart.
    pub metadata: Option<String>,
}

/// Begins an upload; gives its name, which stands in its address, and where it stands. Neither the name nor the key is
/// kept anywhere.
pub async fn begin(app: &App, new: NewUpload) -> Result<(String, Progress), AppError> {
    let limit = app.settings.max_upload_bytes;
    if new.key.is_none() && app.settings.uploads_need_key {
        return Err(UploadRefusal::Header("Upload-Key").into());
    }
    if new.length_bytes == 0 {
        return Err(UploadRefusal::Empty.into());
    }
    if new.length_bytes > limit {
        let sent = new.length_bytes;
        return Err(UploadRefusal::TooLarge { limit, sent }.into());
    }
    if app.store.blobs().free_bytes()? < new.length_bytes.saturating_add(RESERVE_BYTES) {
        return Err(AppError::Full);
    }
    let now = app.clock.now();
    let name = hex::encode(app.dice.bytes::<32>());
    let digest = Digest::of_bytes(token(&name, new.key.as_deref()).as_bytes());
    let upload = UploadRecord {
        id: UploadId(app.dice.uuid(now)),
        length_bytes: new.length_bytes,
        declared_sha256: new.sha256,
        expires_at: expiry(app, now),
        whole: None,
    };
    let (store, row) = (app.store.clone(), upload.clone());
    Store::detached(async move {
        let tx = store.begin().await?;
        tx.insert_upload(&row, &digest).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await?;
    if let Some(metadata) = &new.metadata {
        app.shared.uploads.remember(upload.id, metadata);
    }
    Ok((name, Progress::of(&upload, 0, new.metadata)))
}

/// When an upload that moves now expires if it does not move again.
pub(super) fn expiry(app: &App, now: DateTime<Utc>) -> DateTime<Utc> {
    now + TimeDelta::hours(app.settings.upload_keep_hours.into())
}
