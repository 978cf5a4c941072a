//! Handing in what was uploaded: found by its tokens, made blobs, used once.
//!
//! In this order: [`finished`] when the form is read, [`settle`] when everything else about it is
//! right, [`take`] inside the transaction that names the files.

use cairn_storage::{StorageError, StoredBlob, WriteTx};

use super::{complete::complete, find};
use crate::{App, AppError, FieldError, intake::ReceivedFile};

/// One upload as the form names it.
#[derive(Debug, Clone, Default)]
pub struct FinishedUpload {
    /// The token.
    pub token: String,
    /// What the sender's device calls the file.
    pub claimed_name: Option<String>,
    /// The digest that the sender's device computed, if it did; compared.
    pub sha256: String,
}

/// The files of finished uploads, or what is wrong with each.
pub async fn finished(
    app: &App,
    uploads: Vec<FinishedUpload>,
) -> Result<Vec<ReceivedFile>, AppError> {
    let (mut files, mut errors) = (Vec::new(), Vec::new());
    for upload in uploads {
        match one(app, upload).await {
            Ok(file) => files.push(file),
            Err(AppError::Invalid(wrong)) => errors.extend(wrong),
            Err(other) => return Err(other),
        }
    }
    if errors.is_empty() {
        Ok(files)
    } else {
        Err(AppError::Invalid(errors))
    }
}

async fn one(app: &App, named: FinishedUpload) -> Result<ReceivedFile, AppError> {
    let name = named.claimed_name.clone().unwrap_or_default();
    let refuse = |code| AppError::Invalid(vec![FieldError::with("files", code, name.clone())]);
    let Some(mut upload) = find(app, &named.token).await? else {
        return Err(refuse("upload-gone"));
    };
    if upload.whole.is_none() {
        let turn = app.shared.uploads.of(upload.id).free();
        let turn = turn.ok_or_else(|| refuse("upload-unfinished"))?;
        if app.store.blobs().upload_size(upload.id).await? < upload.length_bytes {
            return Err(refuse("upload-unfinished"));
        }
        upload = complete(app, upload, turn).await?;
    }
    let Some(whole) = upload.whole else {
        return Err(refuse("upload-unfinished"));
    };
    let declared = named.sha256.trim().to_lowercase();
    if !declared.is_empty() && declared != whole.sha256.to_string() {
        return Err(refuse("upload-differs"));
    }
    Ok(ReceivedFile {
        blob: StoredBlob {
            sha256: whole.sha256,
            size_bytes: upload.length_bytes,
        },
        mime: whole.mime,
        kind: whole.kind,
        claimed_name: named.claimed_name,
        upload: Some(upload.id),
    })
}

/// Makes blobs of those files that were uploaded: durable under their names before a row says so.
pub async fn settle(app: &App, files: &[ReceivedFile]) -> Result<(), AppError> {
    for file in files {
        if let Some(id) = file.upload {
            let settled = app.store.blobs().settle_upload(id, file.blob).await;
            settled.map_err(gone)?;
        }
    }
    Ok(())
}

/// Uses the uploads up, in the transaction that names their files.
///
/// # Errors
/// [`StorageError::Missing`] if another submission took one in the meantime.
pub async fn take(app: &App, tx: &WriteTx, files: &[ReceivedFile]) -> Result<(), StorageError> {
    for id in files.iter().filter_map(|file| file.upload) {
        if !tx.remove_upload(id).await? {
            return Err(StorageError::Missing { what: "upload" });
        }
        app.shared.uploads.forget(id);
    }
    Ok(())
}

/// An upload that is not there any more, in words for the form.
pub(crate) fn gone(error: StorageError) -> AppError {
    match error {
        StorageError::Missing { what: "upload" } => AppError::invalid("files", "upload-gone"),
        other => other.into(),
    }
}
