//! Reading all blobs again, gently, for as long as the server runs: bits rot where nobody looks.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::{App, AppError};

/// After a start there is other work first.
const REST: Duration = Duration::from_secs(60 * 60);
/// After each blob the disk belongs to others for so many times as long as the reading took.
const GENTLY: u32 = 4;

/// Goes over all blobs once in every so many days until the task is dropped; never if that is zero.
pub async fn run(app: App) {
    let every = app.settings.ledger.scrub_every;
    if every.is_zero() {
        return;
    }
    loop {
        sleep(REST).await;
        let begun = Instant::now();
        match pass(&app, GENTLY).await {
            Ok(passed) => tracing::info!(
                blobs = passed.blobs,
                bytes = passed.bytes,
                changed = passed.changed,
                "blobs read again"
            ),
            Err(error) => tracing::error!(
                error = &error as &dyn std::error::Error,
                "reading blobs again"
            ),
        }
        sleep(every.saturating_sub(begun.elapsed())).await;
    }
}

/// One pass over all blobs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Passed {
    /// Blobs read.
    pub blobs: u64,
    /// Bytes read.
    pub bytes: u64,
    /// Blobs that are no longer what their name says, or cannot be read.
    pub changed: u64,
}

/// Reads every blob, resting `rest` times as long as each took. It begins anywhere, so that a server
/// which is often restarted reads all of them in the long run.
pub async fn pass(app: &App, rest: u32) -> Result<Passed, AppError> {
    let mut blobs = app.store.blobs_on_disk().await?;
    let first = u32::from_le_bytes(app.dice.bytes()) as usize % blobs.len().max(1);
    blobs.rotate_left(first);
    let mut passed = Passed::default();
    for blob in blobs {
        let begun = Instant::now();
        passed.blobs += 1;
        passed.bytes += blob.size_bytes;
        if !matches!(app.store.is_whole(blob.sha256).await, Ok(true)) {
            passed.changed += 1;
            tracing::error!(sha256 = %blob.sha256, "a blob is not what its name says: run cairn check");
        }
        sleep(begun.elapsed() * rest).await;
    }
    Ok(passed)
}
