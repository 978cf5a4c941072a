//! One digest over everything an instance holds: equal digests, equal rows and equal names of
//! blobs. It is taken row by row in the order of the keys, so it says the same of a copy whose
//! pages lie otherwise.

use std::pin::pin;

use cairn_domain::Digest;
use futures::TryStreamExt;
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, QueryResult, Statement, StreamTrait,
};
use sha2::{Digest as _, Sha256};

use crate::{StorageError, error::Settle};

/// What one table holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableDigest {
    /// Its name.
    pub table: String,
    /// How many rows it has.
    pub rows: u64,
    /// Over all of them.
    pub sha256: Digest,
}

/// What a database holds, and with that which blobs there must be: rows name blobs by their bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateDigest {
    /// Every table, by name.
    pub tables: Vec<TableDigest>,
    /// Over all tables.
    pub sha256: Digest,
}

impl StateDigest {
    /// Over the given tables.
    fn of(tables: Vec<TableDigest>) -> Self {
        let mut hasher = Sha256::new();
        for one in &tables {
            hasher.update(format!("{} {} {}\n", one.table, one.rows, one.sha256));
        }
        Self {
            sha256: Digest(hasher.finalize().into()),
            tables,
        }
    }
}

/// Reads every row. Call it inside one transaction, or tables are of different moments.
pub(crate) async fn digest_of(db: &DatabaseTransaction) -> Result<StateDigest, StorageError> {
    let backend = ConnectionTrait::get_database_backend(db);
    let mut tables = Vec::new();
    for table in tables_of(db).await? {
        let sql = rows_of(db, &table).await?;
        let statement = Statement::from_string(backend, sql);
        let mut rows = pin!(db.stream_raw(statement).await.settle()?);
        let (mut hasher, mut count) = (Sha256::new(), 0);
        while let Some(row) = rows.try_next().await.settle()? {
            let words: String = row.try_get_by_index(0).settle()?;
            // The length in front keeps two rows from reading as one.
            hasher.update((words.len() as u64).to_be_bytes());
            hasher.update(words);
            count += 1;
        }
        tables.push(TableDigest {
            table,
            rows: count,
            sha256: Digest(hasher.finalize().into()),
        });
    }
    Ok(StateDigest::of(tables))
}

async fn tables_of(db: &impl ConnectionTrait) -> Result<Vec<String>, StorageError> {
    let sql = match db.get_database_backend() {
        DbBackend::Sqlite => {
            "SELECT name FROM sqlite_schema WHERE type = 'table' \
             AND substr(name, 1, 7) <> 'sqlite_' ORDER BY name"
        }
        _ => {
            "SELECT table_name::text FROM information_schema.tables \
             WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' \
             ORDER BY table_name::text COLLATE \"C\""
        }
    };
    texts(db, sql).await
}

/// A query that gives each row of a table as one text, in an order that only the rows decide.
async fn rows_of(db: &impl ConnectionTrait, table: &str) -> Result<String, StorageError> {
    if db.get_database_backend() != DbBackend::Sqlite {
        return Ok(format!(
            "SELECT t::text FROM {table} t ORDER BY t::text COLLATE \"C\"",
            table = quoted(table)
        ));
    }
    let columns = format!(
        "SELECT name FROM pragma_table_info('{table}') ORDER BY name",
        table = table.replace('\'', "''")
    );
    let keys = columns.replace("ORDER BY name", "WHERE pk > 0 ORDER BY pk");
    let quoted_columns = texts(db, &columns).await?.into_iter();
    let words: Vec<_> = quoted_columns
        .map(|name| format!("quote({})", quoted(&name)))
        .collect();
    let mut order: Vec<_> = texts(db, &keys)
        .await?
        .iter()
        .map(|key| quoted(key))
        .collect();
    if order.is_empty() {
        order.push("1".to_owned());
    }
    Ok(format!(
        "SELECT {} FROM {} ORDER BY {}",
        words.join(" || ',' || "),
        quoted(table),
        order.join(", ")
    ))
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The first column of every row.
pub(crate) async fn texts(
    db: &impl ConnectionTrait,
    sql: &str,
) -> Result<Vec<String>, StorageError> {
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let rows: Vec<QueryResult> = db.query_all_raw(statement).await.settle()?;
    rows.iter()
        .map(|row| row.try_get_by_index(0).settle())
        .collect()
}
