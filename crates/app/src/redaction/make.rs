//! Making the redacted copy: the caged child covers and encodes, the bytes are stored, and what
//! became of it is recorded once.

use cairn_domain::{Derivative, DerivativeKind, File, ItemId, RedactionId};
use cairn_media::{Made, Redacted, Sniffed};
use cairn_storage::{RedactionOutcome, RedactionRecord, Store};

use crate::{App, AppError, intake::store_derivative};

/// Kind of job, payload `{item, redaction}`.
pub(crate) const MAKE: &str = "make_redacted_copy";

/// Makes the copy of one redaction. Safe to repeat: what was made is not made again.
pub(crate) async fn make(app: &App, item: ItemId, id: RedactionId) -> Result<(), AppError> {
    let reads = app.store.read();
    let mut known = reads.redactions_of(item).await?.into_iter();
    let record = known.find(|record| record.redaction.id == id);
    let Some(record) = record.filter(|record| record.outcome.is_none()) else {
        return Ok(());
    };
    let mut files = reads.files_of(item).await?.into_iter();
    let file = files.find(|file| file.id == record.redaction.file);
    let file = file.ok_or(AppError::NotFound)?;
    let (outcome, made) = match copy(app, &file, &record).await {
        Ok(redacted) => stored(app, &redacted).await?,
        Err(problem) => (RedactionOutcome::Failed { problem }, Vec::new()),
    };
    let (store, now) = (app.store.clone(), app.clock.now());
    Store::detached(async move {
        let tx = store.begin().await?;
        tx.record_redaction_copy(&record.redaction, &outcome, &made, now)
            .await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await
}

async fn copy(app: &App, file: &File, record: &RedactionRecord) -> Result<Redacted, String> {
    let sniffed = Sniffed::of_mime(&file.mime).ok_or("Cairn does not look inside this file")?;
    let path = app.store.blobs().local_path(&file.sha256);
    app.workshop
        .redact(&path, sniffed, &record.redaction.body)
        .await
}

/// Copy and cover are derivatives of one kind: neither shows what was covered.
async fn stored(
    app: &App,
    redacted: &Redacted,
) -> Result<(RedactionOutcome, Vec<Derivative>), AppError> {
    let copy = derivative(app, &redacted.copy).await?;
    let cover = match &redacted.cover {
        Some(cover) => Some(derivative(app, cover).await?),
        None => None,
    };
    let outcome = RedactionOutcome::Made {
        copy: copy.sha256,
        cover: cover.as_ref().map(|cover| cover.sha256),
    };
    Ok((outcome, std::iter::once(copy).chain(cover).collect()))
}

async fn derivative(app: &App, made: &Made) -> Result<Derivative, AppError> {
    Ok(Derivative {
        kind: DerivativeKind::Redacted,
        ..store_derivative(app, made).await?
    })
}
