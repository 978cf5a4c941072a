//! Verifying a whole log from its files alone.

use tlog_tiles::Tile;

use crate::{
    Leaf, LedgerError, LogDirectory, MemoryTree, SignedCheckpoint, TreeHead, VerifierKeys,
    paths::{HEIGHT, tile_path},
};

/// One thing that is wrong with a log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// There is nothing to verify.
    #[error("there is no checkpoint")]
    NoCheckpoint,
    /// The checkpoint cannot be read or is not signed by a trusted key.
    #[error("{0}")]
    Checkpoint(String),
    /// Entries are missing or cannot be read.
    #[error("{0}")]
    Entries(String),
    /// The entries are not those that were signed.
    #[error("the entries do not give the root that the checkpoint signs")]
    Root,
    /// A tile is missing or holds other hashes than the entries give.
    #[error("{0} is missing or does not hold the hashes of its entries")]
    Tile(String),
    /// An older checkpoint is not of this log.
    #[error("the older checkpoint {0} cannot be used: {1}")]
    OldCheckpoint(usize, String),
    /// The log is shorter than it once was.
    #[error(
        "the log has {now} entries and had {then} under the older checkpoint {which}: it was cut"
    )]
    Shrunk {
        /// Which of the older checkpoints, from 0.
        which: usize,
        /// Entries then.
        then: u64,
        /// Entries now.
        now: u64,
    },
    /// The log's past is not what it was.
    #[error(
        "the first {size} entries are not those of the older checkpoint {which}: history was rewritten"
    )]
    Rewritten {
        /// Which of the older checkpoints, from 0.
        which: usize,
        /// Its entries.
        size: u64,
    },
}

/// What verifying a log came to.
#[derive(Debug, Clone)]
pub struct Verified {
    /// The head, if it is signed by a trusted key.
    pub head: Option<TreeHead>,
    /// Trusted keys that signed it.
    pub signed_by: Vec<String>,
    /// The entries, as far as they can be read.
    pub entries: Vec<Leaf>,
    /// Everything that is wrong; empty for a log that holds.
    pub faults: Vec<Fault>,
}

/// Checks the signature, every entry, every tile, and that older checkpoints are of the same past.
pub fn verify_directory(log: &LogDirectory, keys: &VerifierKeys, older: &[Vec<u8>]) -> Verified {
    let mut verified = Verified {
        head: None,
        signed_by: Vec::new(),
        entries: Vec::new(),
        faults: Vec::new(),
    };
    if let Err(fault) = verified.read(log, keys) {
        verified.faults.push(fault);
        return verified;
    }
    let tree = MemoryTree::of(verified.entries.iter().copied());
    verified.check_tiles(log, &tree);
    verified.check_older(&tree, keys, older);
    verified
}

impl Verified {
    /// Which of these heads are of the same past as what was verified, whoever signed them: a key
    /// that signed them may have been replaced since.
    pub fn has_past_of<'a>(&self, heads: impl IntoIterator<Item = &'a TreeHead>) -> Vec<bool> {
        let tree = MemoryTree::of(self.entries.iter().copied());
        let origin = self.head.as_ref().map(|head| head.origin.as_str());
        let is_of_it = |head: &TreeHead| {
            origin == Some(head.origin.as_str()) && tree.root_at(head.size) == Some(head.root)
        };
        heads.into_iter().map(is_of_it).collect()
    }

    fn read(&mut self, log: &LogDirectory, keys: &VerifierKeys) -> Result<(), Fault> {
        let said = |error: LedgerError| Fault::Checkpoint(error.to_string());
        let checkpoint = log.checkpoint().map_err(said)?;
        let checkpoint = checkpoint.ok_or(Fault::NoCheckpoint)?;
        let (head, signed_by) = checkpoint.verify(keys).map_err(said)?;
        let entries = log.entries(head.size);
        self.entries = entries.map_err(|error| Fault::Entries(error.to_string()))?;
        self.signed_by = signed_by;
        self.head = Some(head.clone());
        Ok(())
    }

    fn check_tiles(&mut self, log: &LogDirectory, tree: &MemoryTree) {
        let Some(head) = &self.head else { return };
        if tree.root_at(head.size) != Some(head.root) {
            self.faults.push(Fault::Root);
        }
        for tile in Tile::new_tiles(HEIGHT, 0, head.size) {
            let expected = tile.read_data(tree).ok();
            if expected.is_none() || log.read(&tile).ok() != expected {
                self.faults.push(Fault::Tile(tile_path(&tile)));
            }
        }
    }

    fn check_older(&mut self, tree: &MemoryTree, keys: &VerifierKeys, older: &[Vec<u8>]) {
        for (which, bytes) in older.iter().enumerate() {
            if let Err(fault) = self.one_older(which, bytes, tree, keys) {
                self.faults.push(fault);
            }
        }
    }

    fn one_older(
        &self,
        which: usize,
        bytes: &[u8],
        tree: &MemoryTree,
        keys: &VerifierKeys,
    ) -> Result<(), Fault> {
        let unusable = |error: LedgerError| Fault::OldCheckpoint(which, error.to_string());
        let old = SignedCheckpoint::parse(bytes).map_err(unusable)?;
        let (old, _) = old.verify(keys).map_err(unusable)?;
        if self
            .head
            .as_ref()
            .is_some_and(|head| head.origin != old.origin)
        {
            return Err(Fault::OldCheckpoint(
                which,
                "it is of another log".to_owned(),
            ));
        }
        let (then, now) = (old.size, tree.size());
        match tree.root_at(then) {
            None => Err(Fault::Shrunk { which, then, now }),
            Some(root) if root != old.root => Err(Fault::Rewritten { which, size: then }),
            Some(_) => Ok(()),
        }
    }
}
