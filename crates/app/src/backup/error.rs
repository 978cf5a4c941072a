//! Why there is no backup, or no restored instance, in words for whoever runs the command.

use std::{io, path::PathBuf};

use cairn_storage::StorageError;

/// What stood in the way.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The rows are not in a file.
    #[error(
        "the rows of this instance are in PostgreSQL: take them with pg_dump first, then copy the \
         data directory; the operator's guide says how"
    )]
    NotInAFile,
    /// Source and target are the same place, or one lies in the other.
    #[error("{0}: choose a place outside the data directory, and for keys outside the backup")]
    Inside(PathBuf),
    /// Somebody else writes there.
    #[error("{0}: another backup is being written there")]
    Busy(PathBuf),
    /// No whole backup where one was looked for.
    #[error("{0}: no whole backup there (one without manifest.json was never finished)")]
    Nothing(PathBuf),
    /// The manifest is of another kind.
    #[error("{path}: {reason}")]
    Unreadable {
        /// The manifest.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The target holds something.
    #[error("{0} is not empty: restore into an empty directory")]
    NotEmpty(PathBuf),
    /// Bytes are not what their name or the manifest says.
    #[error("damaged or missing: {}", listed(.0))]
    Damaged(Vec<PathBuf>),
    /// What was restored is not what was backed up.
    #[error("the restored rows have the digest {found}, the backup's have {expected}")]
    Different {
        /// In the manifest.
        expected: String,
        /// In the target.
        found: String,
    },
    /// A key of that name is there, and is another one.
    #[error("{0}: another key is there already; keys are never overwritten")]
    OtherKey(PathBuf),
    /// The disk said no.
    #[error("{path}: {source}")]
    Disk {
        /// What was read or written.
        path: PathBuf,
        /// What it said.
        source: io::Error,
    },
    /// The database said no.
    #[error("the database could not be read or copied: {}", deepest(.0))]
    Database(#[from] StorageError),
}

/// Files that are named one by one; more are counted.
const MOST_NAMED: usize = 10;

fn listed(paths: &[PathBuf]) -> String {
    let mut words: Vec<_> = paths
        .iter()
        .take(MOST_NAMED)
        .map(|path| path.display().to_string())
        .collect();
    if paths.len() > MOST_NAMED {
        words.push(format!("and {} more", paths.len() - MOST_NAMED));
    }
    words.join(", ")
}

/// The innermost reason: the others say only that something is broken.
fn deepest(error: &StorageError) -> String {
    let mut reason: &dyn std::error::Error = error;
    while let Some(source) = reason.source() {
        reason = source;
    }
    reason.to_string()
}
