//! Writing the files of a release and storing them. Durable before acknowledged: the bytes are
//! stored before any row names them, and what a failed build leaves behind has no name.

use cairn_dataset::{Before, Release};
use cairn_domain::{Digest, ProjectId};
use cairn_storage::ReleaseFileRecord;
use futures::TryStreamExt;

use super::signing_key;
use crate::{App, AppError};

/// Writes and stores every file of a release; also gives its manifest.
pub(super) async fn store(
    app: &App,
    project: ProjectId,
    release: &Release,
) -> Result<(Vec<ReleaseFileRecord>, serde_json::Value), AppError> {
    let before = before(app, project).await?;
    let key = signing_key(app)?;
    let release = release.clone();
    // Minutes of computing for a large dataset: not on a thread that answers requests.
    let written =
        tokio::task::spawn_blocking(move || cairn_dataset::files(&release, before.as_ref(), &key));
    let written = written.await.map_err(AppError::internal)?;
    let mut records = Vec::new();
    let mut manifest = serde_json::Value::Null;
    for file in written.map_err(AppError::internal)? {
        if file.name == "manifest.json" {
            manifest = serde_json::from_slice(&file.bytes).map_err(AppError::internal)?;
        }
        let blob = app.store.blobs().put_bytes(&file.bytes).await?;
        records.push(ReleaseFileRecord {
            name: file.name.to_owned(),
            sha256: blob.sha256,
            mime: file.mime.to_owned(),
            size_bytes: blob.size_bytes,
        });
    }
    Ok((records, manifest))
}

/// What the next release builds on: the tables of the newest one, as they were published.
pub(super) async fn before(app: &App, project: ProjectId) -> Result<Option<Before>, AppError> {
    let reads = app.store.read();
    let Some(newest) = reads.latest_release(project).await? else {
        return Ok(None);
    };
    let mut before = Before {
        version: newest.version,
        files: Vec::new(),
    };
    for file in reads.release_files(newest.id).await? {
        if Before::reads(&file.name) {
            let bytes = bytes(app, &file.sha256).await?;
            before.files.push((file.name, bytes));
        }
    }
    Ok(Some(before))
}

async fn bytes(app: &App, sha256: &Digest) -> Result<Vec<u8>, AppError> {
    let mut pieces = app.store.blobs().open_range(sha256, None).await?;
    let mut bytes = Vec::new();
    while let Some(piece) = pieces.try_next().await? {
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}
