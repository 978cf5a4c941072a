//! A log as files: `checkpoint`, `tile/<level>/…`, `tile/entries/…` (C2SP tlog-tiles).

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use tlog_tiles::{
    EMPTY_HASH, Error, Hash, Tile, TileHashReader, TileReader, check_record, prove_record,
    tree_hash,
};

use crate::{
    Leaf, LedgerError, LogKey, SignedCheckpoint, TreeHead,
    entries::{bundle, read_bundle},
    files::{Writing, at},
    grow::Growing,
    paths::{HEIGHT, WIDTH, bundles, tile_path},
};

/// The directory of one log.
#[derive(Debug, Clone)]
pub struct LogDirectory {
    root: PathBuf,
}

impl LogDirectory {
    /// The log in this directory, which need not be there yet.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The directory.
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// The checkpoint, if one was ever written. Not verified.
    ///
    /// # Errors
    /// [`LedgerError::File`], [`LedgerError::BadCheckpoint`]
    pub fn checkpoint(&self) -> Result<Option<SignedCheckpoint>, LedgerError> {
        let path = self.root.join("checkpoint");
        match fs::read(&path) {
            Ok(bytes) => SignedCheckpoint::parse(&bytes).map(Some),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(at(&path)(error)),
        }
    }

    /// The first entry that [`LogDirectory::append`] wants to be given again: where the last, partly
    /// filled bundle begins.
    pub fn wanted_from(old_size: u64) -> u64 {
        old_size - old_size % WIDTH
    }

    /// Adds entries and signs a checkpoint over all. `leaves` begin at
    /// [`LogDirectory::wanted_from`] the size of `old`, the checkpoint as it stands. Tiles are
    /// durable before the checkpoint that counts them is.
    ///
    /// # Errors
    /// [`LedgerError::BadTiles`] if what is on disk does not fit `old`: then nothing was signed.
    pub fn append(
        &self,
        old: Option<&TreeHead>,
        leaves: &[Leaf],
        key: &LogKey,
    ) -> Result<SignedCheckpoint, LedgerError> {
        let old_size = old.map_or(0, |head| head.size);
        let old_root = old.map_or(EMPTY_HASH, |head| Hash(head.root.0));
        let known = usize::try_from(old_size % WIDTH).unwrap_or(0);
        let new = leaves
            .get(known..)
            .ok_or_else(|| cannot("entries are missing"))?;
        let size = old_size + new.len() as u64;
        let reader = TileHashReader::new(old_size, old_root, self);
        let mut growing = Growing::from(reader, old_size);
        for leaf in new {
            growing.push(leaf)?;
        }
        let mut writing = Writing::default();
        if size > old_size {
            self.write_tiles(old_size, size, &growing, leaves, &mut writing)?;
        }
        let root = if size == 0 {
            EMPTY_HASH
        } else {
            tree_hash(size, &growing)?
        };
        writing.finish()?;
        let checkpoint = SignedCheckpoint::sign(size, cairn_domain::Digest(root.0), key)?;
        self.write_checkpoint(&checkpoint)?;
        self.drop_partial(old_size, size);
        Ok(checkpoint)
    }

    /// Puts a checkpoint in place of the one that is there.
    ///
    /// # Errors
    /// [`LedgerError::File`]
    pub fn write_checkpoint(&self, checkpoint: &SignedCheckpoint) -> Result<(), LedgerError> {
        let mut writing = Writing::default();
        writing.write(&self.root.join("checkpoint"), checkpoint.bytes())?;
        writing.finish()
    }

    fn write_tiles(
        &self,
        old_size: u64,
        size: u64,
        hashes: &Growing<'_>,
        leaves: &[Leaf],
        writing: &mut Writing,
    ) -> Result<(), LedgerError> {
        let chunks = leaves.chunks(usize::try_from(WIDTH).unwrap_or(256));
        for (tile, chunk) in bundles(old_size, size).zip(chunks) {
            writing.write(&self.root.join(tile_path(&tile)), &bundle(chunk))?;
        }
        for tile in Tile::new_tiles(HEIGHT, old_size, size) {
            let data = tile.read_data(hashes)?;
            writing.write(&self.root.join(tile_path(&tile)), &data)?;
        }
        Ok(())
    }

    /// Partly filled tiles may go once the full one is there; nobody depends on it that they do.
    fn drop_partial(&self, old_size: u64, size: u64) {
        let hashes = Tile::new_tiles(HEIGHT, old_size, size).into_iter();
        let all = hashes.chain(bundles(old_size, size));
        for tile in all.filter(|tile| u64::from(tile.width()) == WIDTH) {
            let partial = format!("{}.p", tile_path(&tile));
            drop(fs::remove_dir_all(self.root.join(partial)));
        }
    }

    /// The hashes that lead from an entry to the root; each was checked against it.
    pub(crate) fn prove(
        &self,
        head: &TreeHead,
        index: u64,
        leaf: &Leaf,
    ) -> Result<Vec<Hash>, LedgerError> {
        if index >= head.size {
            let size = head.size;
            return Err(LedgerError::NotYet { index, size });
        }
        let root = Hash(head.root.0);
        let reader = TileHashReader::new(head.size, root, self);
        let hashes = prove_record(head.size, index, &reader)?;
        check_record(&hashes, head.size, root, index, Hash(leaf.hash().0))
            .map_err(|_| LedgerError::NotProven)?;
        Ok(hashes)
    }

    /// All entries of a log of this size, in order, as they are in its bundles.
    ///
    /// # Errors
    /// [`LedgerError::File`], [`LedgerError::BadEntries`]
    pub fn entries(&self, size: u64) -> Result<Vec<Leaf>, LedgerError> {
        self.entries_from(0, size)
    }

    /// The same from an entry on.
    ///
    /// # Errors
    /// [`LedgerError::File`], [`LedgerError::BadEntries`]
    pub fn entries_from(&self, from: u64, size: u64) -> Result<Vec<Leaf>, LedgerError> {
        let mut all = Vec::new();
        for tile in bundles(from, size) {
            let name = tile_path(&tile);
            all.extend(read_bundle(&self.read(&tile)?, tile.width(), &name)?);
        }
        let before = usize::try_from(from % WIDTH).unwrap_or(0).min(all.len());
        Ok(all.split_off(before))
    }

    /// A file of the log; where a full tile has taken the place of a part of it, that part.
    pub(crate) fn read(&self, tile: &Tile) -> Result<Vec<u8>, LedgerError> {
        let path = self.root.join(tile_path(tile));
        match fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let full = Tile::new(
                    HEIGHT,
                    tile.level(),
                    tile.level_index(),
                    1 << HEIGHT,
                    tile.is_data(),
                );
                let mut bytes =
                    fs::read(self.root.join(tile_path(&full))).map_err(|_| at(&path)(error))?;
                let each = if tile.is_data() { 34 } else { 32 };
                bytes.truncate(tile.width() as usize * each);
                Ok(bytes)
            }
            read => read.map_err(at(&path)),
        }
    }
}

impl TileReader for LogDirectory {
    fn height(&self) -> u8 {
        HEIGHT
    }

    fn read_tiles(&self, tiles: &[Tile]) -> Result<Vec<Vec<u8>>, Error> {
        let read = |tile: &Tile| {
            let bytes = self
                .read(tile)
                .map_err(|error| Error::InvalidInput(error.to_string()))?;
            let whole = bytes.len() == tile.width() as usize * 32;
            whole.then_some(bytes).ok_or(Error::InvalidTile)
        };
        tiles.iter().map(read).collect()
    }

    fn save_tiles(&self, _: &[Tile], _: &[Vec<u8>]) {}
}

fn cannot(why: &str) -> LedgerError {
    LedgerError::BadTiles(why.to_owned())
}
