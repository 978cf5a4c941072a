//! Opening connections: the SQLite recipe, the PostgreSQL pool, the lock on the data.

use std::{
    fs::File,
    path::{Path, PathBuf},
    str::FromStr,
    time::Duration,
};

use cairn_migrations::{Migrator, MigratorTrait};
use sea_orm::{
    ConnectOptions, Database, DatabaseConnection,
    sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

use crate::{StorageError, error::Settle, remote};

const READERS: u32 = 4;
const SCANNERS: u32 = 2;
const POSTGRES_CONNECTIONS: u32 = 16;
/// A writer waits this long for its turn before it gives up.
const PATIENCE: Duration = Duration::from_secs(30);

/// Open connections of one store.
pub(crate) struct Connections {
    /// Cannot write on SQLite; the same pool as the writer on PostgreSQL.
    pub(crate) reader: DatabaseConnection,
    /// For what is read once, from one end to the other; the reader on PostgreSQL.
    pub(crate) scanner: DatabaseConnection,
    pub(crate) writer: DatabaseConnection,
    /// Held for as long as the store is open.
    pub(crate) lock: Option<File>,
}

/// Connects by URL, takes the lock (SQLite) and brings the schema up to date.
pub(crate) async fn connect(url: &str) -> Result<Connections, StorageError> {
    if url.starts_with("sqlite:") {
        sqlite(url).await
    } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
        postgres(url).await
    } else {
        Err(StorageError::broken(
            "a database URL begins with sqlite: or postgres:",
        ))
    }
}

/// Connects by URL to read what is there; creates, locks and migrates nothing.
pub(crate) async fn connect_to_read(url: &str) -> Result<Connections, StorageError> {
    if !url.starts_with("sqlite:") {
        return postgres_pool(url).await;
    }
    if !database_path(url)?.is_file() {
        return Err(StorageError::Missing { what: "database" });
    }
    let reader = sqlite_pool(url, Use::Read).await?;
    Ok(Connections {
        writer: reader.clone(),
        scanner: reader.clone(),
        reader,
        lock: None,
    })
}

async fn sqlite(url: &str) -> Result<Connections, StorageError> {
    let lock = lock(&database_path(url)?)?;
    let writer = sqlite_pool(url, Use::Write).await?;
    migrate(&writer).await?;
    Ok(Connections {
        reader: sqlite_pool(url, Use::Read).await?,
        scanner: sqlite_pool(url, Use::Scan).await?,
        writer,
        lock: Some(lock),
    })
}

/// Brings the schema up to date, unless it is ahead of this program: then nothing is touched.
async fn migrate(db: &DatabaseConnection) -> Result<(), StorageError> {
    Migrator::install(db).await.settle()?;
    let known: Vec<_> = Migrator::migrations()
        .iter()
        .map(|step| step.name().to_owned())
        .collect();
    let done = Migrator::get_migration_models(db).await.settle()?;
    match done.into_iter().find(|step| !known.contains(&step.version)) {
        Some(step) => Err(StorageError::Newer { step: step.version }),
        None => Migrator::up(db, None).await.settle(),
    }
}

fn database_path(url: &str) -> Result<PathBuf, StorageError> {
    let options = SqliteConnectOptions::from_str(url).map_err(StorageError::broken)?;
    Ok(options.get_filename().to_owned())
}

/// One process per database: a second one would serve stale caches and clean up foreign uploads.
fn lock(database: &Path) -> Result<File, StorageError> {
    if let Some(parent) = database.parent() {
        std::fs::create_dir_all(parent)?;
    }
    let mut name = database.as_os_str().to_owned();
    name.push(".lock");
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(name)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => Err(StorageError::InUse),
        Err(std::fs::TryLockError::Error(error)) => Err(error.into()),
    }
}

/// What connections to SQLite are for.
#[derive(Clone, Copy, PartialEq)]
enum Use {
    /// One alone, so that nobody waits inside SQLite.
    Write,
    /// They cannot write by mistake.
    Read,
    /// Like readers, but nothing stays mapped of what they have passed: it would count as the
    /// server's memory, as much as the database is long.
    Scan,
}

async fn sqlite_pool(url: &str, used: Use) -> Result<DatabaseConnection, StorageError> {
    // Pages are shared through mmap, as much of the database as SQLite maps at most: reading one by a
    // call costs more than what is done with it. The private caches stay small.
    let (connections, cache_kib, mapped_bytes) = match used {
        Use::Write => (1, "-8192", "2147418112"),
        Use::Read => (READERS, "-2048", "2147418112"),
        Use::Scan => (SCANNERS, "-1024", "0"),
    };
    let mut options = pool_options(url, connections);
    options.map_sqlx_sqlite_opts(move |sqlite| {
        let sqlite = sqlite
            .journal_mode(SqliteJournalMode::Wal)
            // Evidence: a power cut must not take back what was acknowledged.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            .pragma("cache_size", cache_kib)
            .pragma("mmap_size", mapped_bytes)
            // Without it, REPLACE would slip past the append-only triggers.
            .pragma("recursive_triggers", "on");
        match used {
            Use::Write => sqlite.optimize_on_close(true, None),
            Use::Read | Use::Scan => sqlite.pragma("query_only", "on"),
        }
    });
    Database::connect(options).await.settle()
}

async fn postgres(url: &str) -> Result<Connections, StorageError> {
    let connections = postgres_pool(url).await?;
    migrate(&connections.writer).await?;
    Ok(connections)
}

async fn postgres_pool(url: &str) -> Result<Connections, StorageError> {
    let url = remote::secured(url)?;
    let mut options = pool_options(&url, POSTGRES_CONNECTIONS);
    options.test_before_acquire_if_idle_for(Duration::from_secs(30));
    let writer = Database::connect(options).await.settle()?;
    Ok(Connections {
        reader: writer.clone(),
        scanner: writer.clone(),
        writer,
        lock: None,
    })
}

fn pool_options(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .acquire_timeout(PATIENCE)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .sqlx_logging(false);
    options
}
