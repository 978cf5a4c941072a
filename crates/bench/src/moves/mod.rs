//! Review moves per second. One move is one call of `cairn_app::review::act` with `Act::Move`: an
//! item goes from geolocation back to triage with a reason, or is accepted again. That is one event
//! with load, permit, decide, save: event, words, ledger leaf, salt, row and counters.
//!
//! First the moves are made once while an [`Ear`](cairn_storage::Ear) writes down every statement
//! with its values. Then three engines make the same moves on copies of the same database file, in
//! turns: the app, raw sqlx with the statements that were heard, rusqlite with the same. In the end
//! the databases must be equal, row by row.
//!
//! Beside them the app makes the same moves on a store that writes no leaves and no salts: what the
//! ledger costs is the difference.

mod caller;
mod copies;
mod in_app;
mod in_rusqlite;
mod in_sqlx;
mod report;
mod script;

use std::{path::PathBuf, sync::Arc};

use self::{
    copies::{Copies, compare, compare_unsealed},
    in_app::InApp,
    in_rusqlite::InRusqlite,
    in_sqlx::InSqlx,
    report::Results,
    script::Script,
};
use crate::Problem;

/// Callers at once in the second half.
const CALLERS: usize = 8;
/// Moves before anything is measured: statements are prepared, pages are cached.
const WARM_UP: usize = 48;

/// How much is to be measured.
#[derive(Debug, Clone)]
pub struct Moves {
    /// Items in the database.
    pub items: usize,
    /// Rounds; the engines take turns within each.
    pub rounds: usize,
    /// Moves per engine in each round, once with one caller and once with eight.
    pub moves: usize,
    /// Where the databases are made.
    pub directory: PathBuf,
}

impl Moves {
    /// Moves of one half, without the warm-up.
    fn half(&self) -> usize {
        self.rounds * self.moves
    }
}

/// Measures and prints.
pub async fn run(wanted: &Moves) -> Result<(), Problem> {
    report::print(&measure(wanted).await?);
    Ok(())
}

/// Measures and checks that every engine did the same.
pub async fn measure(wanted: &Moves) -> Result<Results, Problem> {
    // Every caller makes as many moves as the others.
    let moves = wanted.moves.next_multiple_of(CALLERS);
    let wanted = Moves {
        moves,
        ..wanted.clone()
    };
    let copies = Copies::make(&wanted).await?;
    let script = Arc::new(Script::hear(&copies.heard, WARM_UP + 2 * wanted.half()).await?);
    let mut app = InApp::open(&copies.app).await?;
    let mut sqlx = InSqlx::open(&copies.sqlx, &script).await?;
    let mut rusqlite = InRusqlite::open(&copies.rusqlite, &script)?;
    let mut unsealed = InApp::open_unsealed(&copies.unsealed).await?;
    let mut results = Results::new(&script);

    app.one_caller(WARM_UP).await?;
    sqlx.one_caller(WARM_UP).await?;
    rusqlite.one_caller(WARM_UP).await?;
    unsealed.one_caller(WARM_UP).await?;
    for _ in 0..wanted.rounds {
        let app = app.one_caller(wanted.moves).await?;
        let sqlx = sqlx.one_caller(wanted.moves).await?;
        let rusqlite = rusqlite.one_caller(wanted.moves).await?;
        results.one_caller.push([app.clone(), sqlx, rusqlite]);
        let without = unsealed.one_caller(wanted.moves).await?;
        results.sealing.push([app, without]);
    }
    compare_unsealed(&copies.app, &copies.unsealed)?;
    compare(&copies.app, &copies.sqlx)?;
    compare(&copies.app, &copies.rusqlite)?;
    for _ in 0..wanted.rounds {
        let app = app.many_callers(wanted.moves, CALLERS).await?;
        let sqlx = sqlx.many_callers(wanted.moves, CALLERS).await?;
        let rusqlite = rusqlite.many_callers(wanted.moves, CALLERS).await?;
        results.many_callers.push([app, sqlx, rusqlite]);
    }
    // Eight callers of the app take their own order; the two replays keep to the one that was heard.
    compare(&copies.heard, &copies.sqlx)?;
    compare(&copies.heard, &copies.rusqlite)?;
    Ok(results)
}
