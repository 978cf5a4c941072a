//! What can be wrong with a log, or with a file that claims to speak of one.

use std::{io, path::PathBuf};

/// Why something of the ledger could not be read, written or believed.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// A file of the ledger cannot be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A key is not one.
    #[error("a ledger key cannot be read: {0}")]
    BadKey(String),
    /// A checkpoint is not one.
    #[error("this is not a signed checkpoint")]
    BadCheckpoint,
    /// No key that is trusted signed it, or what it signed was changed.
    #[error("the checkpoint is not signed by a key that is trusted here: {0}")]
    BadSignature(String),
    /// A proof is not one.
    #[error("this is not a tlog-proof: {0}")]
    BadProof(&'static str),
    /// The proof does not lead to the checkpoint.
    #[error("the proof does not lead to its checkpoint")]
    NotProven,
    /// Tiles on disk and what they are asked for do not fit.
    #[error("the tiles of the ledger do not fit its checkpoint: {0}")]
    BadTiles(String),
    /// A bundle of entries cannot be read.
    #[error("entries of the ledger cannot be read: {0}")]
    BadEntries(String),
    /// A time stamp is none, or not of this checkpoint.
    #[error("the time stamp is not taken: {0}")]
    BadStamp(String),
    /// There is no such entry under the checkpoint.
    #[error("entry {index} is not in the log yet; its checkpoint has {size} entries")]
    NotYet {
        /// The entry asked for, from 0.
        index: u64,
        /// How many there are.
        size: u64,
    },
}

impl From<tlog_tiles::Error> for LedgerError {
    fn from(error: tlog_tiles::Error) -> Self {
        Self::BadTiles(error.to_string())
    }
}
