//! Holding the database to the last checkpoint: a restored backup or an edited row must not go on
//! as if nothing had been said before.

use cairn_ledger::{LogDirectory, MemoryTree, SignedCheckpoint, VerifierKeys};

use tokio::task::spawn_blocking;

use super::{key::load_key, restart::restart, sequence};
use crate::{App, AppError};

/// The database is not what the log says.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Mismatch {
    /// It is older than the checkpoint.
    #[error(
        "the database is older than the ledger: {signed} events were signed and it holds {stored}. \
         Was a backup restored? Restore a newer one; or start once with --accept-rollback REASON, \
         which puts the reason on record and begins a new ledger beside the old one"
    )]
    RolledBack {
        /// Entries of the checkpoint.
        signed: u64,
        /// Leaves of the database.
        stored: u64,
    },
    /// It has other events than were signed.
    #[error(
        "the database does not hold the {signed} events that the ledger signed: its past was changed. \
         Restore a backup from before the change; `cairn ledger verify` tells whether the ledger \
         itself is whole. To go on all the same, start once with --accept-rollback REASON, which \
         puts the reason on record and begins a new ledger beside the old one"
    )]
    Rewritten {
        /// Entries of the checkpoint.
        signed: u64,
    },
    /// The checkpoint is not signed by the key of this instance.
    #[error(
        "the checkpoint of the ledger is not signed by this instance's key ({why}). Bring back the \
         key or the ledger that belong together; --accept-rollback REASON begins a new ledger"
    )]
    AnotherKey {
        /// What is wrong with it.
        why: String,
    },
}

/// Compares the checkpoint, if there is one, with the whole database.
pub async fn compare(app: &App) -> Result<Option<Mismatch>, AppError> {
    compare_up_to(app, u64::MAX).await
}

/// The same; of a log with more than `most` entries, only how many there are and the last ones.
async fn compare_up_to(app: &App, most: u64) -> Result<Option<Mismatch>, AppError> {
    let log = LogDirectory::at(&app.settings.ledger.directory);
    let Some(checkpoint) = log.checkpoint()? else {
        return Ok(None);
    };
    if let Some(why) = unsigned(app, &checkpoint)? {
        return Ok(Some(Mismatch::AnotherKey { why }));
    }
    let head = checkpoint.head();
    let (signed, stored) = (head.size, app.store.read().leaf_count().await?);
    if signed > stored {
        return Ok(Some(Mismatch::RolledBack { signed, stored }));
    }
    let is_same = if signed > most {
        let from = signed - LAST.min(signed);
        let leaves = sequence::leaves_from(app, from, Some(signed)).await?;
        leaves == log.entries_from(from, signed)?
    } else {
        let leaves = sequence::leaves_from(app, 0, Some(signed)).await?;
        // Two hashes an entry: not on a thread that answers requests.
        let root = spawn_blocking(move || MemoryTree::of(leaves).root_at(signed)).await;
        root.map_err(AppError::internal)? == Some(head.root)
    };
    Ok((!is_same).then_some(Mismatch::Rewritten { signed }))
}

fn unsigned(app: &App, checkpoint: &SignedCheckpoint) -> Result<Option<String>, AppError> {
    let key = load_key(app)?;
    let keys = VerifierKeys::parse(&key.verifiers().join("\n"))?;
    Ok(checkpoint
        .verify(&keys)
        .err()
        .map(|error| error.to_string()))
}

/// A start waits for so many entries to be compared: a second or two.
const MOST_AT_START: u64 = 50_000;
/// Of a longer log so many at its end are compared first.
const LAST: u64 = 10_000;

/// What a server does before it serves: refuses a database that is not what was signed, unless the
/// operator accepts it with a reason; signs the first checkpoint of a new log. Of a long log only the
/// end is compared here; [`compare`] has to follow while it serves.
pub async fn open(app: &App, accepted: Option<&str>) -> Result<Option<Mismatch>, AppError> {
    if app.settings.ledger.every.is_zero() {
        return Ok(None);
    }
    match (
        compare_up_to(app, MOST_AT_START).await?,
        accepted.map(str::trim),
    ) {
        (Some(mismatch), Some(reason)) if !reason.is_empty() => {
            restart(app, &mismatch, reason).await?;
            sequence::sign(app).await?;
        }
        (Some(mismatch), _) => return Ok(Some(mismatch)),
        (None, _) if !app.settings.ledger.directory.join("checkpoint").exists() => {
            sequence::sign(app).await?;
        }
        (None, _) => {}
    }
    Ok(None)
}
