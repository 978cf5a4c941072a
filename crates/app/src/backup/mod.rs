//! Backups: everything that an instance holds in a directory of its own, and back.
//!
//! ```text
//! TO/blobs/ab/cdef…          every blob once, for all backups in TO
//! TO/20261127T015000Z/       one backup
//!     cairn.db               the database as of one moment
//!     blobs.sha256           the blobs it names, as `sha256sum -c` reads them
//!     files/…                what else lies in the data directory, keys apart
//!     manifest.json          written last: without it there is no backup
//! ```
//!
//! The database goes first and the blobs it names after it: blobs never change, so whatever the
//! server takes meanwhile is more than the backup needs, never less.

mod error;
mod files;
mod keys;
mod manifest;
mod restore;
mod write;

pub use error::BackupError;
pub use manifest::Manifest;
pub use restore::{RestoreOrder, Restored, is_unfinished, restore};
pub use write::{BackupOrder, Written, back_up};

/// The database inside a backup and inside a data directory.
const DATABASE: &str = "cairn.db";
/// Directory of blobs, beside the backups that share it.
const BLOBS: &str = "blobs";
/// Names of the blobs of one backup.
const BLOB_LIST: &str = "blobs.sha256";
/// Directory of the other files of one backup.
const FILES: &str = "files";
/// Directory of keys inside a data directory.
const KEYS: &str = "keys";
/// What makes a backup whole.
const MANIFEST: &str = "manifest.json";
