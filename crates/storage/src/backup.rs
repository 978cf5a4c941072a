//! A database file beside the server that uses it: copied as of one moment, read, digested. No lock
//! is taken and no schema is changed, so a backup never waits for the server, nor the server for it.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    str::FromStr,
    time::Duration,
};

use cairn_domain::Digest;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, TransactionTrait,
    sqlx::sqlite::SqliteConnectOptions,
};

use crate::{
    StateDigest, StorageError, Store,
    digest::{digest_of, texts},
    error::Settle,
    settle,
};

/// Where a blob lies under a directory of blobs, a backup's too: `ab/cdef…`.
pub fn blob_path(directory: &Path, sha256: &Digest) -> PathBuf {
    settle::path_of(directory, sha256)
}

/// Tables whose `sha256` names bytes that are still arriving and may never become a blob.
const ARRIVING: &str = "upload";

/// An SQLite database, open.
#[derive(Debug)]
pub struct DatabaseFile {
    db: DatabaseConnection,
}

impl DatabaseFile {
    /// Opens a database that must be there; whoever has it open already does not notice.
    pub async fn open(path: &Path) -> Result<Self, StorageError> {
        if !path.is_file() {
            return Err(StorageError::Missing { what: "database" });
        }
        let url = format!("sqlite://{}?mode=rw", path.display());
        let mut options = ConnectOptions::new(url);
        options.max_connections(1).sqlx_logging(false);
        options.map_sqlx_sqlite_opts(|sqlite| sqlite.busy_timeout(Duration::from_secs(30)));
        let db = Database::connect(options).await.settle()?;
        Ok(Self { db })
    }

    /// The file that a database URL names; none for PostgreSQL.
    pub fn path_in(url: &str) -> Option<PathBuf> {
        let is_file = url.starts_with("sqlite:");
        let options = is_file.then(|| SqliteConnectOptions::from_str(url).ok());
        Some(options.flatten()?.get_filename().to_owned())
    }

    /// Writes everything that is committed now to a new file, as one reader sees it. It is not
    /// synced to the disk.
    ///
    /// # Errors
    /// If there is a file already, among others.
    pub async fn copy_to(&self, path: &Path) -> Result<(), StorageError> {
        let words = path.display().to_string().replace('\'', "''");
        let sql = format!("VACUUM INTO '{words}'");
        self.db.execute_unprepared(&sql).await.settle()?;
        Ok(())
    }

    /// Everything that SQLite finds wrong with the file; nothing if it is sound.
    pub async fn faults(&self) -> Result<Vec<String>, StorageError> {
        let mut found = texts(&self.db, "PRAGMA integrity_check").await?;
        found.retain(|line| line != "ok");
        Ok(found)
    }

    /// The last step of the schema.
    pub async fn schema(&self) -> Result<String, StorageError> {
        let sql = "SELECT version FROM seaql_migrations ORDER BY version DESC LIMIT 1";
        let last = texts(&self.db, sql).await?.pop();
        last.ok_or(StorageError::Missing { what: "schema" })
    }

    /// Every blob that a row names. Asks the schema which columns do, so that it can be asked of
    /// the database of an older or a newer version.
    pub async fn blob_names(&self) -> Result<BTreeSet<Digest>, StorageError> {
        let sql = format!(
            "SELECT t.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c \
             WHERE t.type = 'table' AND c.name = 'sha256' AND t.name <> '{ARRIVING}'"
        );
        let mut names = BTreeSet::new();
        for table in texts(&self.db, &sql).await? {
            let sql = format!("SELECT DISTINCT sha256 FROM \"{table}\" WHERE sha256 IS NOT NULL");
            for name in texts(&self.db, &sql).await? {
                let sha256 = name.parse().map_err(|_| StorageError::Corrupt {
                    table: "blob",
                    column: "sha256",
                    row: name,
                })?;
                names.insert(sha256);
            }
        }
        Ok(names)
    }

    /// The digest of every row.
    pub async fn digest(&self) -> Result<StateDigest, StorageError> {
        digest_now(&self.db).await
    }

    /// Closes it.
    pub async fn close(self) -> Result<(), StorageError> {
        self.db.close().await.settle()
    }
}

impl Store {
    /// The digest of every row that is committed now.
    pub async fn digest(&self) -> Result<StateDigest, StorageError> {
        digest_now(self.reader()).await
    }
}

/// In one transaction, so that every table is of the same moment.
async fn digest_now(db: &DatabaseConnection) -> Result<StateDigest, StorageError> {
    let moment = db.begin().await.settle()?;
    let digest = digest_of(&moment).await?;
    moment.rollback().await.settle()?;
    Ok(digest)
}
