//! Proofs of OpenTimestamps (`.ots`), read by its own library.

use cairn_domain::Digest;
use opentimestamps::{
    DetachedTimestampFile,
    attestation::Attestation,
    ser::DigestType,
    timestamp::{Step, StepData},
};

use super::{Stamp, bad, other_bytes};
use crate::LedgerError;

/// How every such file begins.
const MAGIC: &[u8] = b"\x00OpenTimestamps\x00";

pub(super) fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

pub(super) fn read(bytes: &[u8], digest: Digest) -> Result<Stamp, LedgerError> {
    let file = DetachedTimestampFile::from_reader(bytes)
        .map_err(|error| bad(format!("no proof of OpenTimestamps: {error}")))?;
    if file.digest_type != DigestType::Sha256 || file.timestamp.start_digest != digest.0 {
        return Err(other_bytes());
    }
    let (mut pending, mut blocks) = (Vec::new(), Vec::new());
    gather(&file.timestamp.first_step, &mut pending, &mut blocks);
    if pending.is_empty() && blocks.is_empty() {
        return Err(bad("nobody attests anything in it"));
    }
    Ok(Stamp::OpenTimestamps { pending, blocks })
}

fn gather(step: &Step, pending: &mut Vec<String>, blocks: &mut Vec<u64>) {
    match &step.data {
        StepData::Attestation(Attestation::Pending { uri }) => pending.push(uri.clone()),
        StepData::Attestation(Attestation::Bitcoin { height }) => blocks.push(*height as u64),
        StepData::Attestation(Attestation::Unknown { .. }) | StepData::Fork | StepData::Op(_) => {}
    }
    for next in &step.next {
        gather(next, pending, blocks);
    }
}
