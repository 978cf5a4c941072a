//! The two handles that every query and every change hangs on.

use sea_orm::{
    ConnectionTrait, DatabaseExecutor, DatabaseTransaction, DbBackend, Statement,
    sea_query::InsertStatement,
};

use crate::{StorageError, error::Settle};

/// Stands between statements that go together, and within none.
pub(crate) const BETWEEN: &str = ";\n";

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

    /// Adds rows that belong together, in this order. SQLite takes them in one go: handing each over to
    /// the thread of its connection costs more than writing it.
    pub(crate) async fn insert_together(
        &self,
        inserts: &[InsertStatement],
    ) -> Result<(), StorageError> {
        if inserts.is_empty() {
            return Ok(());
        }
        let backend = self.db.get_database_backend();
        let inserts = inserts.iter().map(|insert| backend.build(insert));
        if self.is_postgres() {
            for insert in inserts {
                self.db.execute_raw(insert).await.settle()?;
            }
            return Ok(());
        }
        let (sql, values): (Vec<_>, Vec<_>) =
            inserts.map(|insert| (insert.sql, insert.values)).unzip();
        let values = values.into_iter().flatten().flat_map(|values| values.0);
        let one = Statement::from_sql_and_values(backend, sql.join(BETWEEN), values);
        self.db.execute_raw(one).await.settle()?;
        Ok(())
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
