//! What can go wrong with storage, without naming what is underneath.

use std::error::Error;

use sea_orm::{DbErr, RuntimeErr, SqlErr, SqlxError};

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
    /// Another process holds this data directory.
    #[error("another process is using this data")]
    InUse,
}

impl StorageError {
    /// Any failure of the machine below.
    pub(crate) fn broken(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Broken(source.into())
    }
}

impl From<std::io::Error> for StorageError {
    fn from(source: std::io::Error) -> Self {
        Self::broken(source)
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
        self.map_err(|error| {
            if is_contention(&error) {
                StorageError::Conflict
            } else {
                StorageError::broken(error)
            }
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

/// Two writers met: deadlock or serialisation failure on PostgreSQL, a busy file on SQLite.
fn is_contention(error: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(inner)) | DbErr::Query(RuntimeErr::SqlxError(inner))) =
        error
    else {
        return false;
    };
    let SqlxError::Database(inner) = inner.as_ref() else {
        return false;
    };
    let code = inner.code();
    // 40001 and 40P01: PostgreSQL, appendix A. 5 and 517: SQLITE_BUSY, SQLITE_BUSY_SNAPSHOT.
    matches!(code.as_deref(), Some("40001" | "40P01" | "5" | "517"))
}
