//! Signing the log on a fixed clock.

use std::{fs, time::Duration};

use cairn_ledger::{Leaf, LedgerError, LogDirectory, LogKey, SignedCheckpoint, TreeHead};
use cairn_storage::StorageError;

use super::{key, mirror::mirror};
use crate::{App, AppError};

/// Leaves read at a time.
const PAGE: u64 = 10_000;

/// Signs at every multiple of the setting until the task is dropped; never if it is zero.
pub async fn run(app: App) {
    let every = app.settings.ledger.every;
    if every.is_zero() {
        return;
    }
    loop {
        tokio::time::sleep(until_next(&app, every)).await;
        match sign(&app).await {
            Ok(head) => tracing::debug!(size = head.size, "checkpoint signed"),
            Err(error) => {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "signing the ledger"
                );
            }
        }
    }
}

/// On the clock rather than after the last time, so that restarts show in no checkpoint either.
fn until_next(app: &App, every: Duration) -> Duration {
    let now = u64::try_from(app.clock.now().timestamp_micros()).unwrap_or(0);
    let every = u64::try_from(every.as_micros()).unwrap_or(u64::MAX).max(1);
    Duration::from_micros(every - now % every)
}

/// Writes every leaf that is not in the tiles yet, and signs a checkpoint over all.
pub async fn sign(app: &App) -> Result<TreeHead, AppError> {
    let log = LogDirectory::at(&app.settings.ledger.directory);
    let key = key::load_key(app)?;
    let old = log
        .checkpoint()?
        .map(|checkpoint| checkpoint.head().clone());
    let size = old.as_ref().map_or(0, |head| head.size);
    let leaves = leaves_from(app, LogDirectory::wanted_from(size), None).await?;
    let settings = app.settings.ledger.clone();
    let written = tokio::task::spawn_blocking(move || {
        let checkpoint = write(&log, old.as_ref(), &leaves, &key)?;
        if let Some(to) = &settings.mirror {
            // A share that is away must not keep the log from being signed here.
            if let Err(error) = mirror(log.path(), to) {
                tracing::error!(%error, "mirroring the ledger");
            }
        }
        Ok::<_, AppError>(checkpoint.head().clone())
    });
    written.await.map_err(AppError::internal)?
}

fn write(
    log: &LogDirectory,
    old: Option<&TreeHead>,
    leaves: &[Leaf],
    key: &LogKey,
) -> Result<SignedCheckpoint, AppError> {
    let path = log.path().join("key");
    let checkpoint = log.append(old, leaves, key)?;
    let text: String = key
        .verifiers()
        .iter()
        .map(|line| format!("{line}\n"))
        .collect();
    let known = fs::read_to_string(&path).unwrap_or_default();
    if known != text {
        fs::write(&path, text).map_err(|source| LedgerError::File { path, source })?;
    }
    Ok(checkpoint)
}

/// Leaves of the database from a number on, up to another.
pub(super) async fn leaves_from(
    app: &App,
    from: u64,
    to: Option<u64>,
) -> Result<Vec<Leaf>, StorageError> {
    let reads = app.store.read();
    let mut leaves = Vec::new();
    loop {
        let next = from + leaves.len() as u64;
        let wanted = to.map_or(PAGE, |to| to.saturating_sub(next).min(PAGE));
        let page = reads.commitments(next, wanted).await?;
        let is_last = (page.len() as u64) < PAGE;
        leaves.extend(page);
        if is_last {
            return Ok(leaves);
        }
    }
}
