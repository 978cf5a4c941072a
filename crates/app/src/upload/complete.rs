//! The end of an upload: every byte is durable, and what they are is noted.

use cairn_storage::{Partial, UploadRecord, WholeUpload};

use super::{UploadRefusal, place::Turn, remove::drop_upload};
use crate::{App, AppError};

/// Completes an upload whose bytes are all on the disk, for whoever has the turn.
pub(super) async fn complete(
    app: &App,
    upload: UploadRecord,
    mut turn: Turn,
) -> Result<UploadRecord, AppError> {
    let partial = app
        .store
        .blobs()
        .open_upload(upload.id, turn.take())
        .await?;
    complete_open(app, upload, partial).await
}

/// The same with the bytes at hand.
pub(super) async fn complete_open(
    app: &App,
    mut upload: UploadRecord,
    mut partial: Partial,
) -> Result<UploadRecord, AppError> {
    partial.sync().await?;
    let sniffed = cairn_media::sniff(partial.head());
    let sha256 = partial.pause().await?.sha256();
    let refusal = match (upload.declared_sha256, &sniffed) {
        (_, None) => Some(UploadRefusal::Kind),
        (Some(declared), _) if declared != sha256 => Some(UploadRefusal::Digest {
            declared,
            arrived: sha256,
        }),
        _ => None,
    };
    let (None, Some(sniffed)) = (refusal.clone(), sniffed) else {
        drop_upload(app, upload.id).await?;
        return Err(refusal.unwrap_or(UploadRefusal::Kind).into());
    };
    let whole = WholeUpload {
        sha256,
        mime: sniffed.mime.to_owned(),
        kind: sniffed.kind,
    };
    let tx = app.store.begin().await?;
    tx.complete_upload(upload.id, &whole).await?;
    tx.commit().await?;
    upload.whole = Some(whole);
    Ok(upload)
}
