//! Bundles of entries: each with its length before it in two bytes, as C2SP tlog-tiles has it.

use cairn_domain::Digest;

use crate::{Leaf, LedgerError};

/// Every entry is a commitment.
const LENGTH: u16 = 32;

/// The bytes of a bundle.
pub(crate) fn bundle(leaves: &[Leaf]) -> Vec<u8> {
    let mut out = Vec::with_capacity(leaves.len() * (2 + usize::from(LENGTH)));
    for leaf in leaves {
        out.extend(LENGTH.to_be_bytes());
        out.extend(leaf.commitment().0);
    }
    out
}

/// Reads a bundle of `width` entries.
pub(crate) fn read_bundle(bytes: &[u8], width: u32, name: &str) -> Result<Vec<Leaf>, LedgerError> {
    let bad = |why: &str| LedgerError::BadEntries(format!("{name}: {why}"));
    let mut leaves = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let (length, after) = rest.split_first_chunk().ok_or_else(|| bad("cut short"))?;
        if u16::from_be_bytes(*length) != LENGTH {
            return Err(bad("an entry is not 32 bytes long"));
        }
        let (entry, after) = after.split_first_chunk().ok_or_else(|| bad("cut short"))?;
        leaves.push(Leaf::from_commitment(Digest(*entry)));
        rest = after;
    }
    if leaves.len() as u64 == u64::from(width) {
        Ok(leaves)
    } else {
        Err(bad("there are more or fewer entries than its name says"))
    }
}
