//! Hashes of a log that is being added to: old ones from its tiles, new ones from memory.

use std::{cell::RefCell, collections::HashMap};

use tlog_tiles::{Error, Hash, HashReader, TileHashReader, stored_hash_count, stored_hashes};

use crate::Leaf;

pub(crate) struct Growing<'a> {
    /// Checks every tile it reads against the old root.
    old: TileHashReader<'a>,
    old_count: u64,
    new: Vec<Hash>,
    size: u64,
    read: RefCell<HashMap<u64, Hash>>,
}

impl<'a> Growing<'a> {
    pub(crate) fn from(old: TileHashReader<'a>, old_size: u64) -> Self {
        Self {
            old,
            old_count: stored_hash_count(old_size),
            new: Vec::new(),
            size: old_size,
            read: RefCell::default(),
        }
    }

    pub(crate) fn push(&mut self, leaf: &Leaf) -> Result<(), Error> {
        let new = stored_hashes(self.size, &leaf.commitment().0, self)?;
        self.new.extend(new);
        self.size += 1;
        Ok(())
    }

    fn at(&self, index: u64) -> Result<Hash, Error> {
        match index.checked_sub(self.old_count) {
            Some(new) => {
                let new = usize::try_from(new).ok().and_then(|new| self.new.get(new));
                new.copied().ok_or(Error::IndexesNotInTree)
            }
            None => self
                .read
                .borrow()
                .get(&index)
                .copied()
                .ok_or(Error::IndexesNotInTree),
        }
    }
}

impl HashReader for Growing<'_> {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, Error> {
        let unread =
            |index: &&u64| **index < self.old_count && !self.read.borrow().contains_key(*index);
        let unread: Vec<u64> = indexes.iter().filter(unread).copied().collect();
        if !unread.is_empty() {
            let hashes = self.old.read_hashes(&unread)?;
            self.read
                .borrow_mut()
                .extend(unread.into_iter().zip(hashes));
        }
        indexes.iter().map(|index| self.at(*index)).collect()
    }
}
