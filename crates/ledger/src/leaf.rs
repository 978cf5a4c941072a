//! One entry of the log: a salted commitment to an event.

use cairn_domain::Digest;
use sha2::{Digest as _, Sha256};

/// A commitment to one event. It shows nothing of the event; deleting the event and its salt leaves
/// a leaf that nobody can open and a tree that still verifies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Leaf {
    commitment: Digest,
}

impl Leaf {
    /// Commits to an event: SHA-256 of the salt followed by the event's canonical bytes (see
    /// [`crate::canonical()`]). The salt has a fixed length, so no two pairs share their bytes.
    pub fn commit(salt: &[u8; 32], canonical_event: &[u8]) -> Self {
        let hash = Sha256::new()
            .chain_update(salt)
            .chain_update(canonical_event)
            .finalize();
        Self {
            commitment: Digest(hash.into()),
        }
    }

    /// A leaf as it was stored.
    pub fn from_commitment(commitment: Digest) -> Self {
        Self { commitment }
    }

    /// The commitment: the 32 bytes that the log publishes as its entry.
    pub fn commitment(&self) -> Digest {
        self.commitment
    }

    /// The leaf's hash in the tree (RFC 6962, section 2.1).
    pub fn hash(&self) -> Digest {
        Digest(tlog_tiles::record_hash(&self.commitment.0).0)
    }
}
