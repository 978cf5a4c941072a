//! Names of the ledger's files, as C2SP tlog-tiles spells them.
//!
//! `tlog_tiles` spells the older form of Go's checksum database, which names the height (always 8
//! here) and calls entries `data`.

use std::path::PathBuf;

use tlog_tiles::Tile;

/// Height of a tile: it is 256 hashes wide.
pub(crate) const HEIGHT: u8 = 8;
/// Entries in a full bundle.
pub(crate) const WIDTH: u64 = 1 << HEIGHT;

/// A file that the log publishes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LedgerFile {
    /// The signed head of the tree; changes.
    Checkpoint,
    /// A tile of hashes or a bundle of entries; never changes once it is there.
    Tile(String),
}

impl LedgerFile {
    /// Reads a path such as `tile/entries/x001/234.p/17`; nothing else names a file of the log.
    pub fn parse(path: &str) -> Option<Self> {
        if path == "checkpoint" {
            return Some(Self::Checkpoint);
        }
        let rest = path.strip_prefix("tile/")?;
        let (level, number) = rest.split_once('/')?;
        // The crate's parser panics on these two; it is not made for what strangers send.
        let width = number
            .split_once(".p/")
            .map_or(Some(1), |(_, width)| width.parse().ok());
        let is_level = level == "entries" || level.parse().is_ok_and(|level: u8| level < 64);
        if !is_level || !width.is_some_and(|width: u64| (1..WIDTH).contains(&width)) {
            return None;
        }
        let level = if level == "entries" { "data" } else { level };
        // It refuses whatever is not written in the one right way.
        let tile = Tile::from_path(&format!("tile/{HEIGHT}/{level}/{number}")).ok()?;
        Some(Self::Tile(tile_path(&tile)))
    }

    /// The file below the directory of the log.
    pub fn path(&self) -> PathBuf {
        match self {
            Self::Checkpoint => PathBuf::from("checkpoint"),
            Self::Tile(path) => PathBuf::from(path),
        }
    }
}

/// The path of a tile below the directory of the log.
pub(crate) fn tile_path(tile: &Tile) -> String {
    let go = tile.path();
    let rest = go.strip_prefix("tile/8/").unwrap_or(&go);
    match rest.strip_prefix("data/") {
        Some(number) => format!("tile/entries/{number}"),
        None => format!("tile/{rest}"),
    }
}

/// The bundles of entries of a log of this size that hold entry `from` and what follows.
pub(crate) fn bundles(from: u64, size: u64) -> impl Iterator<Item = Tile> {
    (from / WIDTH..size.div_ceil(WIDTH)).map(move |number| {
        let width = WIDTH.min(size - number * WIDTH);
        let width = u32::try_from(width).unwrap_or(1 << HEIGHT);
        Tile::new(HEIGHT, 0, number, width, true)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_those_of_c2sp_and_no_others() {
        for good in [
            "tile/0/000",
            "tile/0/x001/x234/067",
            "tile/1/000.p/8",
            "tile/entries/000",
            "tile/entries/x001/234.p/17",
        ] {
            let file = LedgerFile::parse(good).expect(good);
            assert_eq!(file.path(), PathBuf::from(good));
        }
        for bad in [
            "",
            "key",
            "tile",
            "tile/",
            "tile/0",
            "tile/0/../../cairn.db",
            "tile/0/1",
            "tile/0/000.p/0",
            "tile/0/000.p/256",
            "tile/0/000.p/257",
            "tile/64/000",
            "tile/data/000/",
            "tile/8/0/000",
            "checkpoint/",
        ] {
            assert_eq!(LedgerFile::parse(bad), None, "{bad}");
        }
    }
}
