//! The whole tree in memory, from its entries: what a verifier computes for itself.

use cairn_domain::Digest;
use tlog_tiles::{Error, Hash, HashReader, stored_hash_count, stored_hashes, tree_hash};

use crate::Leaf;

/// All hashes of a log, in the order in which `tlog_tiles` stores them: two for each entry.
#[derive(Debug, Default, Clone)]
pub struct MemoryTree {
    hashes: Vec<Hash>,
    size: u64,
}

impl MemoryTree {
    /// The tree over some leaves.
    pub fn of(leaves: impl IntoIterator<Item = Leaf>) -> Self {
        let mut tree = Self::default();
        for leaf in leaves {
            tree.push(&leaf.commitment().0);
        }
        tree
    }

    /// Adds an entry.
    ///
    /// # Panics
    /// Never: all earlier hashes are at hand.
    pub fn push(&mut self, entry: &[u8]) {
        let new = stored_hashes(self.size, entry, self).expect("earlier hashes are in memory");
        self.hashes.extend(new);
        self.size += 1;
    }

    /// How many entries there are.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root when the log had this many entries; `None` if it never had so many.
    pub fn root_at(&self, size: u64) -> Option<Digest> {
        if size == 0 {
            return Some(Digest(tlog_tiles::EMPTY_HASH.0));
        }
        let known = (size <= self.size).then(|| tree_hash(size, self).ok());
        known.flatten().map(|root| Digest(root.0))
    }
}

impl HashReader for MemoryTree {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, Error> {
        debug_assert_eq!(self.hashes.len() as u64, stored_hash_count(self.size));
        let at = |index: &u64| {
            usize::try_from(*index)
                .ok()
                .and_then(|at| self.hashes.get(at))
        };
        indexes
            .iter()
            .map(|index| at(index).copied().ok_or(Error::IndexesNotInTree))
            .collect()
    }
}

/// The root of a log's leaves. Of none it is the hash of nothing.
///
/// # Panics
/// Never: a tree knows its own root.
pub fn tree_head(leaves: &[Leaf]) -> Digest {
    let tree = MemoryTree::of(leaves.iter().copied());
    tree.root_at(tree.size())
        .expect("a tree knows its own root")
}
