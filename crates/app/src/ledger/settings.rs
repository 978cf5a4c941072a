//! Where the log lives.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

/// Choices of the operator about the log.
#[derive(Debug, Clone)]
pub struct LedgerSettings {
    /// Directory of checkpoint and tiles.
    pub directory: PathBuf,
    /// File of the signing key; not in the database and not beside the tiles.
    pub key_file: PathBuf,
    /// A second directory that gets every checkpoint and tile, such as a mounted share.
    pub mirror: Option<PathBuf>,
    /// A checkpoint is signed at every multiple of this, whether or not something happened, so that
    /// its times tell nothing. Zero: never, where another server of the same database does it.
    pub every: Duration,
    /// All blobs are read again once in so long; zero for never.
    pub scrub_every: Duration,
    /// Name of a log that is begun; one is drawn if there is none.
    pub origin: Option<String>,
}

impl LedgerSettings {
    /// The usual: in the data directory, every hour.
    pub fn below(data_dir: &Path) -> Self {
        Self {
            directory: data_dir.join("ledger"),
            key_file: data_dir.join("keys").join("ledger.key"),
            mirror: None,
            every: Duration::from_secs(60 * 60),
            scrub_every: Duration::from_secs(7 * 24 * 60 * 60),
            origin: None,
        }
    }
}
