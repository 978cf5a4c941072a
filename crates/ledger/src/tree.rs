//! The Merkle tree of RFC 6962 section 2.1 (unchanged in RFC 9162 section 2.1.1).

use cairn_domain::Digest;
use sha2::{Digest as _, Sha256};

use crate::Leaf;

/// The hash of an entry: SHA-256 of 0x00 and the entry. The prefix keeps leaves and nodes apart.
pub fn leaf_hash(entry: &[u8]) -> Digest {
    Digest(
        Sha256::new()
            .chain_update([0])
            .chain_update(entry)
            .finalize()
            .into(),
    )
}

/// The hash of an inner node: SHA-256 of 0x01 and its two children.
pub fn node_hash(left: &Digest, right: &Digest) -> Digest {
    let hash = Sha256::new()
        .chain_update([1])
        .chain_update(left.0)
        .chain_update(right.0);
    Digest(hash.finalize().into())
}

/// The root of a log's leaves. Of none it is the hash of nothing.
pub fn tree_head(leaves: &[Leaf]) -> Digest {
    root_of(&leaves.iter().map(Leaf::hash).collect::<Vec<_>>())
}

/// The root over leaf hashes in log order.
pub fn root_of(leaf_hashes: &[Digest]) -> Digest {
    match leaf_hashes {
        [] => Digest::of_bytes(&[]),
        [only] => *only,
        several => {
            // The left subtree is full: the largest power of two smaller than the whole.
            let split = several.len().next_power_of_two() / 2;
            let (left, right) = several.split_at(split);
            node_hash(&root_of(left), &root_of(right))
        }
    }
}
