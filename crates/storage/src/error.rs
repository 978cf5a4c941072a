//! What can go wrong with storage, without naming what is underneath.

use std::{borrow::Cow, error::Error};

use rustix::io::Errno;
use sea_orm::{DbErr, RuntimeErr, SqlErr, SqlxError};

use crate::disk;

/// Why storage could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The database or the file system failed, or refused what should never have been asked.
    #[error("storage is broken")]
    Broken(#[source] Box<dyn Error + Send + Sync>),
    /// A row holds something that Cairn never writes.
    #[error("corrupt {table}.{column} in row {row}")]
    Corrupt {
        /// Table, or `blob`.
        table: &'static str,
        /// Column.
        column: &'static str,
        /// Key of the row.
        row: String,
    },
    /// Someone else changed it in the meantime; nothing was written.
    #[error("changed in the meantime")]
    Conflict,
    /// A name that must be unique is taken.
    #[error("{what} is taken")]
    Taken {
        /// What the name is of.
        what: &'static str,
    },
    /// A row that must be there is not.
    #[error("{what} is missing")]
    Missing {
        /// What it would be.
        what: &'static str,
    },
    /// Another process holds this data directory, or another request this upload.
    #[error("somebody else is using this data")]
    InUse,
    /// The schema has a step that this program does not know.
    #[error(
        "this data was written by a newer version of Cairn ({step}); run that version, or restore a backup from before"
    )]
    Newer {
        /// The step.
        step: String,
    },
    /// There is no room left on the disk.
    #[error("the disk is full")]
    Full,
    /// The disk failed, or what stands for it.
    #[error("the disk failed while {doing}")]
    Disk {
        /// What was being done, and to what.
        doing: &'static str,
        /// What was said below, with its number.
        source: Box<dyn Error + Send + Sync>,
    },
}

impl StorageError {
    /// Any failure of the machine below.
    pub(crate) fn broken(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Broken(source.into())
    }
}

impl From<std::io::Error> for StorageError {
    fn from(source: std::io::Error) -> Self {
        use std::io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
        match source.kind() {
            StorageFull | QuotaExceeded | FileTooLarge => Self::Full,
            _ if source.raw_os_error() == Some(Errno::IO.raw_os_error()) => Self::Disk {
                doing: "reading or writing a file",
                source: source.into(),
            },
            _ => Self::broken(source),
        }
    }
}

/// Turns what sea-orm answers into what this crate answers. A trait, because an
/// `impl From<DbErr>` would carry `DbErr` across the border.
pub(crate) trait Settle<T> {
    /// Any failure is ours.
    fn settle(self) -> Result<T, StorageError>;
    /// A second row with the same unique key is the caller's business.
    fn or_taken(self, what: &'static str) -> Result<T, StorageError>;
}

impl<T> Settle<T> for Result<T, DbErr> {
    fn settle(self) -> Result<T, StorageError> {
        self.map_err(|error| match code(&error).as_deref() {
            // 40001 and 40P01: PostgreSQL, appendix A: a deadlock or a serialisation failure.
            // 5 and 517: SQLITE_BUSY, SQLITE_BUSY_SNAPSHOT. Two writers met.
            Some("40001" | "40P01" | "5" | "517") => StorageError::Conflict,
            // 53100: PostgreSQL, disk full. 13: SQLITE_FULL.
            Some("53100" | "13") => StorageError::Full,
            known => match known.and_then(disk::doing) {
                Some(doing) => StorageError::Disk {
                    doing,
                    source: error.into(),
                },
                None => StorageError::broken(error),
            },
        })
    }

    fn or_taken(self, what: &'static str) -> Result<T, StorageError> {
        match self {
            Err(error) if is_duplicate(&error) => Err(StorageError::Taken { what }),
            other => other.settle(),
        }
    }
}

fn is_duplicate(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
}

/// The database's own code of an error.
fn code(error: &DbErr) -> Option<String> {
    let (DbErr::Conn(RuntimeErr::SqlxError(inner))
    | DbErr::Exec(RuntimeErr::SqlxError(inner))
    | DbErr::Query(RuntimeErr::SqlxError(inner))) = error
    else {
        return None;
    };
    let SqlxError::Database(inner) = inner.as_ref() else {
        return None;
    };
    inner.code().map(Cow::into_owned)
}
