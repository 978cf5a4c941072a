//! rusqlite: the statements that were heard, with nothing between the caller and SQLite.

use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    thread,
};

use rusqlite::{Connection, TransactionBehavior, params_from_iter};

use super::script::{Script, Statement};
use crate::{
    Problem,
    instance::database,
    measure::{Samples, Stretch, Watch, now},
    sqlite::Value,
};

pub(super) struct InRusqlite {
    turn: Arc<Mutex<Turn>>,
    script: Arc<Script>,
}

/// The one connection and the number of the next move: who holds it makes that move.
struct Turn {
    connection: Connection,
    next: usize,
}

impl InRusqlite {
    /// The same pragmas as the product's writer.
    pub(super) fn open(directory: &Path, script: &Arc<Script>) -> Result<Self, Problem> {
        let connection = Connection::open(database(directory))?;
        connection.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
             PRAGMA busy_timeout = 5000; PRAGMA cache_size = -8192; PRAGMA mmap_size = 2147418112;
             PRAGMA recursive_triggers = ON;",
        )?;
        connection.set_prepared_statement_cache_capacity(100);
        let turn = Turn {
            connection,
            next: 0,
        };
        Ok(Self {
            turn: Arc::new(Mutex::new(turn)),
            script: Arc::clone(script),
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
        let (turn, script) = (Arc::clone(&self.turn), Arc::clone(&self.script));
        tokio::task::spawn_blocking(move || {
            let watch = Watch::start();
            let samples = thread::scope(|scope| {
                let threads: Vec<_> = (0..callers)
                    .map(|_| scope.spawn(|| make(&turn, &script, moves / callers)))
                    .collect();
                let mut samples = Samples::default();
                for thread in threads {
                    samples.append(thread.join().map_err(|_| "a caller panicked")??);
                }
                Ok::<_, Problem>(samples)
            })?;
            Ok(watch.stop(samples))
        })
        .await?
    }
}

fn make(turn: &Mutex<Turn>, script: &Script, moves: usize) -> Result<Samples, Problem> {
    let mut samples = Samples::default();
    for _ in 0..moves {
        let began = now();
        let mut turn = turn.lock().unwrap_or_else(PoisonError::into_inner);
        let number = turn.next;
        turn.next += 1;
        let tx = turn
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        for statement in &script.moves[number] {
            ask(&tx, statement)?;
        }
        tx.commit()?;
        drop(turn);
        samples.push(began.elapsed());
    }
    Ok(samples)
}

fn ask(connection: &Connection, statement: &Statement) -> Result<(), Problem> {
    let mut prepared = connection.prepare_cached(statement.sql)?;
    let values = params_from_iter(statement.values.iter().map(Value));
    if statement.is_query {
        let columns = prepared.column_count();
        let mut rows = prepared.query(values)?;
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                std::hint::black_box(row.get_ref(column)?);
            }
        }
    } else {
        prepared.execute(values)?;
    }
    Ok(())
}
