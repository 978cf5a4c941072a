//! What others said about when a checkpoint existed, with proofs that the item's events were under it.

use cairn_ledger::{LogDirectory, Stamp, StampedCheckpoint};
use cairn_storage::LeafRecord;

use super::{
    gather::Material,
    ledger::{File, place},
    record::StampFacts,
};
use crate::{AppError, ledger::prove_events};

/// The stamps that go into a bag, by their path below `stamps/`.
#[derive(Debug, Default)]
pub(super) struct Stamped {
    pub(super) facts: Vec<StampFacts>,
    pub(super) files: Vec<File>,
}

/// The stamps of the first checkpoint that has everything of an item; of the last one that has
/// something, while none has all. An earlier one would say less, a later one nothing more.
pub(super) async fn stamped(
    material: &Material<'_>,
    log: &LogDirectory,
    leaves: &[LeafRecord],
) -> Result<Stamped, AppError> {
    let numbers: Vec<u64> = leaves.iter().map(|leaf| leaf.number).collect();
    let (first, last) = (numbers.iter().min(), numbers.iter().max());
    let (Some(first), Some(last)) = (first, last) else {
        return Ok(Stamped::default());
    };
    let mut kept = log.stamped()?;
    kept.retain(|kept| {
        kept.checkpoint.head().size > *first && kept.stamps().iter().any(|one| one.stamp.is_ok())
    });
    let whole = kept
        .iter()
        .find(|kept| kept.checkpoint.head().size > *last)
        .or(kept.last());
    match whole {
        Some(kept) => packed(material, log, (kept, leaves)).await,
        None => Ok(Stamped::default()),
    }
}

async fn packed(
    material: &Material<'_>,
    log: &LogDirectory,
    (kept, leaves): (&StampedCheckpoint, &[LeafRecord]),
) -> Result<Stamped, AppError> {
    let (reads, item) = (material.reads, material.item.id);
    let proofs = prove_events(reads, log, &kept.checkpoint, item, material.events).await?;
    let mut stamped = Stamped::default();
    for leaf in leaves {
        let Some((_, seq)) = leaf.event else { continue };
        let proof = proofs.iter().find(|proof| proof.seq == seq);
        let (_, file) = place(material, (seq, leaf), proof);
        stamped.files.extend(file);
    }
    // Not of this log, or of another past: then it says nothing about the item.
    if stamped.files.is_empty() {
        return Ok(Stamped::default());
    }
    let proven = stamped.files.len();
    for found in kept.stamps() {
        let Ok(stamp) = found.stamp else { continue };
        let name = format!("checkpoint.{}", stamp.extension());
        stamped
            .facts
            .push(facts(&stamp, kept.checkpoint.head().size, &name, proven));
        let bytes = std::fs::read(&found.path).map_err(AppError::internal)?;
        stamped.files.push((name, bytes));
    }
    let checkpoint = kept.checkpoint.bytes().to_vec();
    stamped.files.push(("checkpoint".to_owned(), checkpoint));
    Ok(stamped)
}

fn facts(stamp: &Stamp, size: u64, name: &str, proven: usize) -> StampFacts {
    let path = format!("stamps/{name}");
    let bare = StampFacts {
        kind: "rfc3161",
        size,
        proven,
        path,
        at: None,
        serial: None,
        bitcoin_blocks: Vec::new(),
        pending: Vec::new(),
    };
    match stamp.clone() {
        Stamp::Authority { at, serial, .. } => StampFacts {
            at: Some(at),
            serial: Some(serial),
            ..bare
        },
        Stamp::OpenTimestamps { pending, blocks } => StampFacts {
            kind: "opentimestamps",
            pending,
            bitcoin_blocks: blocks,
            ..bare
        },
    }
}
