//! The two handles that every query and every change hangs on.

use sea_orm::{ConnectionTrait, DatabaseExecutor, DatabaseTransaction, DbBackend};

use crate::{StorageError, error::Settle};

/// Every query. Comes from [`Store::read`](crate::Store::read) (what is committed) or from
/// [`WriteTx::read`] (what this transaction sees).
#[derive(Debug)]
pub struct Reads<'a> {
    pub(crate) db: DatabaseExecutor<'a>,
}

impl<'a> Reads<'a> {
    pub(crate) fn of(db: DatabaseExecutor<'a>) -> Self {
        Self { db }
    }
}

/// One state of everything that is committed, however long it is read.
#[derive(Debug)]
pub struct Snapshot {
    db: DatabaseTransaction,
}

impl Snapshot {
    pub(crate) fn of(db: DatabaseTransaction) -> Self {
        Self { db }
    }

    /// Reads of that state.
    pub fn read(&self) -> Reads<'_> {
        Reads::of((&self.db).into())
    }
}

/// An open transaction and every change. Dropped without [`WriteTx::commit`], it leaves nothing.
#[derive(Debug)]
pub struct WriteTx {
    pub(crate) db: DatabaseTransaction,
    /// Whether leaves are written; always, but where their cost is measured.
    pub(crate) seals: bool,
}

impl WriteTx {
    pub(crate) fn of(db: DatabaseTransaction, seals: bool) -> Self {
        Self { db, seals }
    }

    pub(crate) fn is_postgres(&self) -> bool {
        self.db.get_database_backend() == DbBackend::Postgres
    }

    /// Reads inside this transaction, its own changes included.
    pub fn read(&self) -> Reads<'_> {
        Reads::of((&self.db).into())
    }

    /// Makes everything durable, or nothing.
    pub async fn commit(self) -> Result<(), StorageError> {
        self.db.commit().await.settle()
    }
}
