//! Describing files again that an older Cairn described: their bytes are still there.

use cairn_domain::{FileId, FingerprintKind, ItemId, JobId};
use cairn_matching::Fingerprint;
use cairn_media::Sniffed;
use cairn_storage::{NewJob, Store};

use super::{Comparison, look_for_same};
use crate::{App, AppError};

/// Kind of job, payload `{item, file}`: describes a file in the present form and looks it up.
pub(crate) const DESCRIBE: &str = "describe_file";

/// At the start of a server: lets workers describe what is in an older form, and says how many
/// files that are. Until then those files are found by their bytes alone.
pub async fn describe_outdated(app: &App) -> Result<usize, AppError> {
    let reads = app.store.read();
    let mut outdated = Vec::new();
    for kind in FingerprintKind::ALL {
        let version = Fingerprint::current_version(*kind);
        outdated.extend(reads.described_otherwise(*kind, version).await?);
    }
    let count = outdated.len();
    let (app, store) = (app.clone(), app.store.clone());
    Store::detached(async move {
        let tx = store.begin().await?;
        let now = app.clock.now();
        for (item, file) in outdated {
            tx.enqueue(&NewJob {
                id: JobId(app.dice.uuid(now)),
                kind: DESCRIBE.to_owned(),
                payload: serde_json::json!({ "item": item, "file": file }),
                not_before: now,
            })
            .await?;
        }
        tx.commit().await.map_err(AppError::from)
    })
    .await?;
    Ok(count)
}

/// Describes one file and looks it up. Safe to repeat; what is in the present form is left alone.
pub(crate) async fn describe(app: &App, item: ItemId, file: FileId) -> Result<(), AppError> {
    let reads = app.store.read();
    let known = reads.fingerprints_of(&[file]).await?;
    let is_current =
        |kind: FingerprintKind, version: u8| Fingerprint::current_version(kind) == version;
    if known.iter().all(|row| is_current(row.kind, row.version)) {
        return Ok(());
    }
    let item = reads.load_item(item).await?;
    let mut files = reads.files_of(item.id).await?.into_iter();
    let file = files.find(|one| one.id == file).ok_or(AppError::NotFound)?;
    let Some(sniffed) = Sniffed::of_mime(&file.mime) else {
        return Ok(());
    };
    let path = app.store.blobs().local_path(&file.sha256);
    let workshop = app.workshop.of_project(item.project);
    let seen = workshop.describe(&path, sniffed).await;
    let Some(fingerprint) = seen.fingerprint.as_ref() else {
        let reason = seen.problem.unwrap_or_default();
        return Err(AppError::Internal(reason.into()));
    };
    let looked = look_for_same(app, item.project, &file, item.id, Some(fingerprint)).await?;
    let compared = Comparison::new(app, &item, &file, Some(fingerprint), looked)?;
    let (store, app) = (app.store.clone(), app.clone());
    Store::detached(async move {
        let tx = store.begin().await?;
        compared.save(&app, &tx).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await
}
