//! Keeping one exact frame of a recording: decoded from the original, lossless, with who and when.
//!
//! A kept frame stands beside the log and not in it. It concludes nothing: no guard asks for it, no
//! sign-off covers it, and an event would make everybody's open form stale and every sign-off too,
//! because somebody pressed a key. What is concluded from it is a finding, and that is in the log.

use cairn_domain::{Action, Derivative, Digest, File, FrameTable, ShortId};
use cairn_media::Sniffed;
use cairn_storage::{SnapshotRecord, Store};

use super::find_file;
use crate::{App, AppError, FieldError, Visit, intake::store_derivative};

/// A frame that is kept now, whoever kept it first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its number, from nought.
    pub frame: usize,
    /// The name of its picture's bytes.
    pub sha256: Digest,
}

/// Keeps a frame of a recording by its number as people count, from 1. Keeping it again changes
/// nothing.
pub async fn keep_frame(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    sha256: &Digest,
    number: &str,
) -> Result<Kept, AppError> {
    visit.permit(Action::RecordFinding)?;
    let reads = app.store.read();
    let file = find_file(&reads, visit, short, sha256).await?;
    let table = reads.find_frame_table(file.id).await?;
    let table = table.ok_or_else(|| AppError::invalid("frame", "frame-uncounted"))?;
    let frame = number.trim().parse::<usize>().ok();
    let frame = frame
        .and_then(|number| number.checked_sub(1))
        .filter(|frame| *frame < table.frames.len())
        .ok_or_else(|| AppError::invalid("frame", "frame-unknown"))?;
    let kept = reads.snapshots_of(file.id).await?;
    if let Some(before) = kept.iter().find(|kept| kept.frame == frame as u64) {
        let sha256 = before.sha256;
        return Ok(Kept { frame, sha256 });
    }
    let picture = take(app, &file, &table, frame).await?;
    save(app, visit, &file, &table, frame, picture).await
}

async fn take(
    app: &App,
    file: &File,
    table: &FrameTable,
    frame: usize,
) -> Result<Derivative, AppError> {
    let sniffed = Sniffed::of_mime(&file.mime).ok_or(AppError::NotFound)?;
    let path = app.store.blobs().local_path(&file.sha256);
    let taken = app.workshop.take_frame(&path, sniffed, table, frame).await;
    let made = taken.map_err(|reason| {
        AppError::Invalid(vec![FieldError::with("frame", "frame-undecodable", reason)])
    })?;
    store_derivative(app, &made).await
}

async fn save(
    app: &App,
    visit: &Visit,
    file: &File,
    table: &FrameTable,
    frame: usize,
    picture: Derivative,
) -> Result<Kept, AppError> {
    let time = table.frames.get(frame).zip(table.at_s(frame));
    let (time, at_s) = time.ok_or(AppError::NotFound)?;
    let record = SnapshotRecord {
        file: file.id,
        frame: frame as u64,
        pts: time.pts,
        tick: table.tick,
        at_s,
        sha256: picture.sha256,
        kept_by: visit.user,
        kept_at: app.clock.now(),
    };
    let (store, project, sha256) = (app.store.clone(), visit.project.id, picture.sha256);
    Store::detached(async move {
        let tx = store.begin().await?;
        tx.keep_snapshot(project, &record, &picture).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await?;
    Ok(Kept { frame, sha256 })
}
