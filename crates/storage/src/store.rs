//! Opening, closing, and the two ways in: reading and writing.

use std::{path::PathBuf, sync::Arc};

use sea_orm::{
    AccessMode, DatabaseConnection, DbBackend, IsolationLevel, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};

use crate::{
    Blobs, Reads, Snapshot, StorageError, WriteTx,
    connect::{self, Connections},
    ear::Ear,
    error::Settle,
};

/// Where a store lives.
#[derive(Debug, Clone)]
pub struct StoreOptions {
    /// `sqlite:///path/cairn.db?mode=rwc` or `postgres://…`.
    pub database_url: String,
    /// Directory of the blobs; made if missing.
    pub blob_dir: PathBuf,
}

/// Rows and blobs of one instance. Clones share one set of connections.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
    seals: bool,
}

struct Inner {
    connections: Connections,
    blobs: Blobs,
}

impl Store {
    /// Opens the store and brings its schema up to date.
    ///
    /// # Errors
    /// [`StorageError::InUse`] if another process has the SQLite file open.
    pub async fn open(options: &StoreOptions) -> Result<Self, StorageError> {
        let connections = connect::connect(&options.database_url).await?;
        Self::on(connections, options).await
    }

    /// Opens the store to read, beside a server that may be running on it: nothing is locked,
    /// migrated or cleaned up, and nothing can be written.
    ///
    /// # Errors
    /// If there is no database there.
    pub async fn open_to_read(options: &StoreOptions) -> Result<Self, StorageError> {
        let connections = connect::connect_to_read(&options.database_url).await?;
        let blobs = Blobs::open_to_read(&options.blob_dir)?;
        Ok(Self {
            inner: Arc::new(Inner { connections, blobs }),
            seals: true,
        })
    }

    /// The same store without leaves: what is written through it is on no log. For measuring what
    /// the log costs, and for nothing else; no setting leads here.
    #[doc(hidden)]
    #[must_use]
    pub fn without_leaves_to_measure(self) -> Self {
        Self {
            seals: false,
            ..self
        }
    }

    /// Opens the store with somebody listening to every statement; not for serving.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn open_heard(options: &StoreOptions, ear: &Ear) -> Result<Self, StorageError> {
        let mut connections = connect::connect(&options.database_url).await?;
        ear.listen_to(&mut connections.reader);
        ear.listen_to(&mut connections.scanner);
        ear.listen_to(&mut connections.writer);
        Self::on(connections, options).await
    }

    async fn on(connections: Connections, options: &StoreOptions) -> Result<Self, StorageError> {
        // On PostgreSQL other servers may be receiving files right now.
        let is_alone = connections.lock.is_some();
        let uploads = Reads::of((&connections.reader).into()).uploads().await?;
        let blobs = Blobs::open(&options.blob_dir, is_alone, &uploads).await?;
        Ok(Self {
            inner: Arc::new(Inner { connections, blobs }),
            seals: true,
        })
    }

    pub(crate) fn reader(&self) -> &DatabaseConnection {
        &self.inner.connections.reader
    }

    /// Reads what is committed.
    pub fn read(&self) -> Reads<'_> {
        Reads::of((&self.inner.connections.reader).into())
    }

    /// Reads what is committed, for answers that pass over all of it: they keep nobody else from a
    /// connection, and nothing of what they passed stays in memory.
    pub fn scan(&self) -> Reads<'_> {
        Reads::of((&self.inner.connections.scanner).into())
    }

    /// One state to read several things from; others may write meanwhile, and are not seen. It holds
    /// one connection until it is dropped.
    pub async fn snapshot(&self) -> Result<Snapshot, StorageError> {
        let reader = self.inner.connections.reader.clone();
        let is_postgres = reader.get_database_backend() == DbBackend::Postgres;
        let options = TransactionOptions {
            // SQLite reads one state in every transaction, and takes no such wish.
            isolation_level: is_postgres.then_some(IsolationLevel::RepeatableRead),
            access_mode: is_postgres.then_some(AccessMode::ReadOnly),
            ..TransactionOptions::default()
        };
        // In its own task, as below.
        let begun = tokio::spawn(async move { reader.begin_with_options(options).await });
        let transaction = begun.await.map_err(StorageError::broken)?.settle()?;
        Ok(Snapshot::of(transaction))
    }

    /// Begins a transaction: the single writer's turn on SQLite (`BEGIN IMMEDIATE`), an ordinary
    /// one on PostgreSQL. Call it inside [`Store::detached`], and await nothing but the store
    /// before it is committed: on SQLite everybody else waits.
    pub async fn begin(&self) -> Result<WriteTx, StorageError> {
        let writer = self.inner.connections.writer.clone();
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        // In its own task, because sqlx's `begin` is not cancel-safe on PostgreSQL: dropped in the
        // middle it would leave a pooled connection inside a transaction.
        let begun = tokio::spawn(async move { writer.begin_with_options(options).await });
        let transaction = begun.await.map_err(StorageError::broken)?.settle()?;
        Ok(WriteTx::of(transaction, self.seals))
    }

    /// Runs work in a task of its own, so that a client who hangs up cannot cancel it half-way.
    ///
    /// # Panics
    /// If the work does: the panic goes on in the caller.
    pub async fn detached<T, E>(
        work: impl Future<Output = Result<T, E>> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StorageError> + Send + 'static,
    {
        match tokio::spawn(work).await {
            Ok(outcome) => outcome,
            Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            Err(error) => Err(StorageError::broken(error).into()),
        }
    }

    /// Whether no other process can have this data open (SQLite).
    pub fn is_alone(&self) -> bool {
        self.inner.connections.lock.is_some()
    }

    /// The blobs.
    pub fn blobs(&self) -> &Blobs {
        &self.inner.blobs
    }

    /// Waits for the connections to finish and closes them, for every clone of this store.
    pub async fn close(self) {
        let Connections {
            reader,
            scanner,
            writer,
            ..
        } = &self.inner.connections;
        for connection in [reader, scanner, writer] {
            if let Err(error) = connection.close_by_ref().await {
                tracing::warn!(%error, "closing the database");
            }
        }
    }

    #[cfg(test)]
    pub(crate) fn connections(&self) -> &Connections {
        &self.inner.connections
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").finish_non_exhaustive()
    }
}
