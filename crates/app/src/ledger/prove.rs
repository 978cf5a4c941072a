//! Proofs of an item's history, one file an event, and of single acts.

use cairn_domain::ItemId;
use cairn_ledger::{ItemProof, LedgerError, LogDirectory, SignedCheckpoint};
use cairn_storage::{Reads, RecordedEvent, canonical_event};

use crate::{App, AppError};

/// A proof, or why there is none.
#[derive(Debug)]
pub struct ProofFile {
    /// Number of the event in the item's history, from 1.
    pub seq: u64,
    /// Its place in the log, from 0.
    pub index: u64,
    /// The file; nothing for an event whose salt was destroyed.
    pub proof: Result<ItemProof, LedgerError>,
}

/// Proves every event of an item under the present checkpoint.
///
/// # Errors
/// [`AppError::NotFound`] if no checkpoint was signed yet.
pub async fn prove_item(app: &App, item: ItemId) -> Result<Vec<ProofFile>, AppError> {
    let log = LogDirectory::at(&app.settings.ledger.directory);
    let checkpoint = log.checkpoint()?.ok_or(AppError::NotFound)?;
    let reads = app.store.read();
    let events = reads.events_of(item).await?;
    prove_events(&reads, &log, &checkpoint, item, &events).await
}

/// The same for events that were read before, in the same state.
pub(crate) async fn prove_events(
    reads: &Reads<'_>,
    log: &LogDirectory,
    checkpoint: &SignedCheckpoint,
    item: ItemId,
    events: &[RecordedEvent],
) -> Result<Vec<ProofFile>, AppError> {
    let leaves = reads.leaves_of(item).await?;
    let mut proofs = Vec::new();
    for event in events {
        let leaf = leaves
            .iter()
            .find(|leaf| leaf.event == Some((item, event.seq)));
        let leaf = leaf.ok_or(AppError::NotFound)?;
        let salt = reads.salt_of(item, event.seq).await?;
        let proof = match salt {
            Some(salt) => {
                let event = canonical_event(item, event);
                ItemProof::make(log, checkpoint, leaf.number, salt, event)
            }
            None => Err(LedgerError::BadProof(
                "the salt of this event was destroyed",
            )),
        };
        proofs.push(ProofFile {
            seq: event.seq,
            index: leaf.number,
            proof,
        });
    }
    Ok(proofs)
}

/// Proves the act with a number under the present checkpoint.
///
/// # Errors
/// [`AppError::NotFound`] if no checkpoint was signed yet, or the number is not that of an act.
pub async fn prove_act(app: &App, number: u64) -> Result<Result<ItemProof, LedgerError>, AppError> {
    let log = LogDirectory::at(&app.settings.ledger.directory);
    let checkpoint = log.checkpoint()?.ok_or(AppError::NotFound)?;
    let known = app.store.read().act_to_prove(number).await?;
    let (act, salt) = known.ok_or(AppError::NotFound)?;
    Ok(match salt {
        Some(salt) => ItemProof::make(&log, &checkpoint, number, salt, act),
        None => Err(LedgerError::BadProof("the salt of this act was destroyed")),
    })
}
