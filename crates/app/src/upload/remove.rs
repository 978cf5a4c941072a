//! Dropping an upload before it was handed in.

use cairn_domain::UploadId;
use cairn_storage::Store;

use super::load;
use crate::{App, AppError};

/// Drops the upload with this token, and its bytes.
pub async fn remove(app: &App, token: &str) -> Result<(), AppError> {
    let upload = load(app, token).await?;
    let turn = app.shared.uploads.of(upload.id).enter().await?;
    let app = app.clone();
    Store::detached(async move {
        let outcome = drop_upload(&app, upload.id).await;
        drop(turn);
        outcome
    })
    .await
}

/// For whoever has the turn, or when nobody can ask for it any more. The bytes go first: where the
/// disk is full, the row may have to wait for their room.
pub(super) async fn drop_upload(app: &App, id: UploadId) -> Result<(), AppError> {
    app.store.blobs().remove_upload(id).await?;
    app.shared.uploads.forget(id);
    let tx = app.store.begin().await?;
    tx.remove_upload(id).await?;
    Ok(tx.commit().await?)
}
