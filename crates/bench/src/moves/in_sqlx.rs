//! Raw sqlx: the statements that were heard, on a pool with the product's own options.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use cairn_storage::Bound;
use sqlx::{
    Row, Sqlite, SqliteConnection, SqlitePool, ValueRef,
    query::Query,
    sqlite::{
        SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteRow,
        SqliteSynchronous,
    },
};

use super::script::{Script, Statement};
use crate::{
    Problem,
    instance::database,
    measure::{Samples, Stretch, Watch, now},
};

pub(super) struct InSqlx {
    pool: SqlitePool,
    script: Arc<Script>,
    next: Arc<AtomicUsize>,
}

impl InSqlx {
    /// The writer of `crates/storage/src/connect.rs`: one connection, WAL, FULL.
    pub(super) async fn open(directory: &Path, script: &Arc<Script>) -> Result<Self, Problem> {
        let options = SqliteConnectOptions::new()
            .filename(database(directory))
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            .pragma("cache_size", "-8192")
            .pragma("mmap_size", "2147418112")
            .pragma("recursive_triggers", "on");
        let pool = SqlitePoolOptions::new()
            .max_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .test_before_acquire(false)
            .connect_with(options)
            .await?;
        Ok(Self {
            pool,
            script: Arc::clone(script),
            next: Arc::default(),
        })
    }

    pub(super) async fn one_caller(&mut self, moves: usize) -> Result<Stretch, Problem> {
        self.many_callers(moves, 1).await
    }

    pub(super) async fn many_callers(
        &mut self,
        moves: usize,
        callers: usize,
    ) -> Result<Stretch, Problem> {
        let watch = Watch::start();
        let tasks: Vec<_> = (0..callers)
            .map(|_| {
                let (pool, script) = (self.pool.clone(), Arc::clone(&self.script));
                tokio::spawn(make(pool, script, Arc::clone(&self.next), moves / callers))
            })
            .collect();
        let mut samples = Samples::default();
        for task in tasks {
            samples.append(task.await??);
        }
        Ok(watch.stop(samples))
    }
}

async fn make(
    pool: SqlitePool,
    script: Arc<Script>,
    next: Arc<AtomicUsize>,
    moves: usize,
) -> Result<Samples, Problem> {
    let mut samples = Samples::default();
    for _ in 0..moves {
        let began = now();
        let mut tx = pool.begin_with("BEGIN IMMEDIATE").await?;
        // Taken inside the transaction, so that moves are made in the order they were heard.
        let number = next.fetch_add(1, Ordering::SeqCst);
        for statement in &script.moves[number] {
            ask(&mut tx, statement).await?;
        }
        tx.commit().await?;
        samples.push(began.elapsed());
    }
    Ok(samples)
}

async fn ask(connection: &mut SqliteConnection, statement: &Statement) -> Result<(), Problem> {
    let mut query = sqlx::query(statement.sql);
    for value in &statement.values {
        query = bind(query, value);
    }
    if statement.is_query {
        for row in query.fetch_all(connection).await? {
            read(&row)?;
        }
    } else {
        query.execute(connection).await?;
    }
    Ok(())
}

fn bind<'q>(
    query: Query<'q, Sqlite, SqliteArguments>,
    value: &'q Bound,
) -> Query<'q, Sqlite, SqliteArguments> {
    match value {
        Bound::Null => query.bind(None::<i64>),
        Bound::Integer(number) => query.bind(*number),
        Bound::Real(number) => query.bind(*number),
        Bound::Text(text) => query.bind(text.as_str()),
        Bound::Blob(bytes) => query.bind(bytes.as_slice()),
    }
}

/// Looks at every column, as a program that asked for it would.
fn read(row: &SqliteRow) -> Result<(), Problem> {
    for column in 0..row.len() {
        std::hint::black_box(row.try_get_raw(column)?.is_null());
    }
    Ok(())
}
