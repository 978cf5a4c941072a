//! What a backup says of itself, written when all of it is on the disk.

use std::{
    fs,
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    BackupError, MANIFEST,
    files::{At, write_file},
};

/// What this version writes and reads.
const FORMAT: &str = "cairn-backup-1";

/// The whole of one backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Format of the backup.
    pub format: String,
    /// Version of the program that wrote it.
    pub made_by: String,
    /// When it was begun.
    pub made_at: DateTime<Utc>,
    /// Last step of the database's schema; an older program refuses it.
    pub schema: String,
    /// Over all rows, as `cairn check --digest` prints it of the instance.
    pub digest: String,
    /// Rows of each table, by name.
    pub tables: Vec<TableCount>,
    /// Every file of the backup but this one and the blobs.
    pub files: Vec<FileEntry>,
    /// How many blobs `blobs.sha256` names.
    pub blobs: u64,
    /// Bytes of these blobs.
    pub blob_bytes: u64,
    /// Blobs that a row names and the instance itself did not have, or not whole: not in here.
    #[serde(default)]
    pub missing: Vec<String>,
    /// Keys of the instance that were put elsewhere or left out; none is in here.
    pub keys: usize,
}

/// Rows of one table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableCount {
    /// Name.
    pub table: String,
    /// How many.
    pub rows: u64,
}

/// One file of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Where, from the directory of the backup.
    pub path: PathBuf,
    /// How many bytes.
    pub bytes: u64,
    /// Their SHA-256.
    pub sha256: String,
}

impl Manifest {
    /// The name of the present format.
    pub(super) fn format() -> String {
        FORMAT.to_owned()
    }

    /// Makes a backup whole.
    pub(super) fn write(&self, backup: &Path) -> Result<(), BackupError> {
        let path = backup.join(MANIFEST);
        let text = serde_json::to_vec_pretty(self).map_err(|error| BackupError::Unreadable {
            path: path.clone(),
            reason: error.to_string(),
        })?;
        write_file(&path, &text)
    }

    /// Reads the manifest of one backup.
    pub(super) fn read(backup: &Path) -> Result<Self, BackupError> {
        let path = backup.join(MANIFEST);
        let text = fs::read(&path).at(&path)?;
        let unreadable = |reason: String| BackupError::Unreadable {
            path: path.clone(),
            reason,
        };
        let read: Self =
            serde_json::from_slice(&text).map_err(|error| unreadable(error.to_string()))?;
        if read.format != FORMAT {
            let reason = format!(
                "{} is not {FORMAT}; take the version that wrote it",
                read.format
            );
            return Err(unreadable(reason));
        }
        Ok(read)
    }
}

/// The newest whole backup: the directory itself, or the last by name inside it.
pub(super) fn newest(from: &Path) -> Result<PathBuf, BackupError> {
    if from.join(MANIFEST).is_file() {
        return Ok(from.to_owned());
    }
    let mut found = backups(from)?;
    found.retain(|backup| backup.join(MANIFEST).is_file());
    found
        .pop()
        .ok_or_else(|| BackupError::Nothing(from.to_owned()))
}

/// Every directory that is or was going to be a backup: those named by a moment.
pub(super) fn backups(directory: &Path) -> Result<Vec<PathBuf>, BackupError> {
    let mut found = Vec::new();
    for entry in fs::read_dir(directory).at(directory)? {
        let path = entry.at(directory)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() && name.starts_with(|first: char| first.is_ascii_digit()) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
