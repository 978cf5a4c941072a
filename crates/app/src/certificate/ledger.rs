//! The proofs of an item's events, and the log they lead to.

use cairn_domain::Digest;
use cairn_ledger::{LedgerError, LogDirectory, SignedCheckpoint};
use cairn_storage::LeafRecord;

use super::{
    gather::Material,
    past,
    record::{LeafFacts, LedgerFacts, NoProof},
    stamps::stamped,
};
use crate::{
    AppError,
    ledger::{ProofFile, prove_events, public_keys},
};

/// What can be proven.
pub(super) struct Proven {
    pub(super) ledger: LedgerFacts,
    /// By the number of the event.
    pub(super) leaves: Vec<(u64, LeafFacts)>,
    pub(super) files: Vec<File>,
    /// Files of the stamps, by their path below `stamps/`.
    pub(super) stamps: Vec<File>,
}

/// Proves every event that the signed log has; without a signed log, none.
pub(super) async fn proven(material: &Material<'_>) -> Result<Proven, AppError> {
    let settings = &material.app.settings.ledger;
    let log = LogDirectory::at(&settings.directory);
    let checkpoint = log.checkpoint()?;
    let (reads, item) = (material.reads, material.item.id);
    let proofs = match &checkpoint {
        Some(signed) => prove_events(reads, &log, signed, item, material.events).await?,
        None => Vec::new(),
    };
    let keys = match &checkpoint {
        Some(_) => public_keys(settings)?,
        None => String::new(),
    };
    let mut files = Vec::new();
    let mut leaves = Vec::new();
    let all = reads.leaves_of(item).await?;
    for leaf in &all {
        // Leaves of an item are those of its events; acts have none.
        let Some((_, seq)) = leaf.event else { continue };
        let proof = proofs.iter().find(|proof| proof.seq == seq);
        let (facts, file) = place(material, (seq, leaf), proof);
        leaves.push((seq, facts));
        files.extend(file);
    }
    let stamped = stamped(material, &log, &all).await?;
    Ok(Proven {
        ledger: LedgerFacts {
            stamps: stamped.facts,
            ..ledger(checkpoint.as_ref(), &keys, files.len())
        },
        leaves,
        files,
        stamps: stamped.files,
    })
}

/// A file of the bag: its name and what is in it.
pub(super) type File = (String, Vec<u8>);

/// Where an event is in the log, with the file that proves it or why there is none.
pub(super) fn place(
    material: &Material<'_>,
    (seq, leaf): (u64, &LeafRecord),
    proof: Option<&ProofFile>,
) -> (LeafFacts, Option<File>) {
    let mut events = material.events.iter().filter(|event| event.seq == seq);
    let names_submitter = events.any(past::names_submitter);
    let made = match proof.map(|proof| &proof.proof) {
        _ if names_submitter => Err(NoProof::Withheld),
        None | Some(Err(LedgerError::NotYet { .. })) => Err(NoProof::NotYetSigned),
        Some(Err(LedgerError::BadProof(_))) => Err(NoProof::SaltDestroyed),
        Some(Err(_)) => Err(NoProof::DoesNotHold),
        Some(Ok(proof)) => {
            let name = material.spoken(&material.item.short);
            Ok((format!("{name}-{seq:03}.tlog-proof"), proof))
        }
    };
    let facts = LeafFacts {
        index: leaf.number,
        commitment: leaf.leaf.commitment(),
        proof: made.as_ref().ok().map(|(name, _)| format!("proofs/{name}")),
        no_proof: made.as_ref().err().copied(),
    };
    (
        facts,
        made.ok().map(|(name, proof)| (name, proof.to_bytes())),
    )
}

fn ledger(checkpoint: Option<&SignedCheckpoint>, keys: &str, proven: usize) -> LedgerFacts {
    let head = checkpoint.map(SignedCheckpoint::head);
    let text = |signed: &SignedCheckpoint| String::from_utf8_lossy(signed.bytes()).into_owned();
    LedgerFacts {
        origin: head.map(|head| head.origin.clone()),
        size: head.map(|head| head.size),
        root: head.map(|head| -> Digest { head.root }),
        checkpoint: checkpoint.map(text),
        keys: keys.lines().map(str::to_owned).collect(),
        proven,
        stamps: Vec::new(),
    }
}
