//! What the app was heard to ask the database, move by move.

use std::{
    collections::HashMap,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use cairn_app::Clock;
use cairn_storage::{Bound, Ear, Heard};

use super::caller::Caller;
use crate::{
    Problem,
    instance::{self, beginning},
};

/// The statements of many moves. Between the statements of a move and around them nothing else is
/// asked but `BEGIN IMMEDIATE` and `COMMIT`.
#[derive(Debug)]
pub(super) struct Script {
    pub(super) moves: Vec<Vec<Statement>>,
    /// Each text with how often it was asked and how long that took altogether.
    pub(super) texts: Vec<(&'static str, u32, Duration)>,
    /// How long the moves took altogether, with somebody listening.
    pub(super) took: Duration,
}

/// One statement with its values.
#[derive(Debug)]
pub(super) struct Statement {
    pub(super) sql: &'static str,
    pub(super) values: Vec<Bound>,
    /// Whether rows are read.
    pub(super) is_query: bool,
}

impl Script {
    /// Makes this many moves in a directory and writes down what is heard.
    pub(super) async fn hear(directory: &Path, moves: usize) -> Result<Self, Problem> {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let ears = Arc::clone(&heard);
        let ear = Ear::new(move |said| {
            ears.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(said);
        });
        let clock = Clock::standing_at(beginning());
        let app = instance::open(directory, clock, Some(&ear)).await?;
        let mut caller = Caller::of_all(&app).await?;
        let mut script = Self {
            moves: Vec::with_capacity(moves),
            texts: Vec::new(),
            took: Duration::ZERO,
        };
        let mut known = HashMap::new();
        let take = || std::mem::take(&mut *heard.lock().unwrap_or_else(PoisonError::into_inner));
        take();
        for _ in 0..moves {
            script.took += caller.make_move().await?;
            let statements = take().into_iter().map(|said| script.note(&mut known, said));
            let statements = statements.collect();
            script.moves.push(statements);
        }
        app.store.clone().close().await;
        Ok(script)
    }

    fn note(&mut self, known: &mut HashMap<String, usize>, said: Heard) -> Statement {
        let at = *known.entry(said.sql.clone()).or_insert_with(|| {
            // There are about fifteen of them, and they live as long as the program.
            self.texts.push((said.sql.leak(), 0, Duration::ZERO));
            self.texts.len() - 1
        });
        let (sql, times, took) = &mut self.texts[at];
        *times += 1;
        *took += said.took;
        Statement {
            sql,
            values: said.values,
            is_query: sql.starts_with("SELECT") || sql.contains(" RETURNING "),
        }
    }
}
