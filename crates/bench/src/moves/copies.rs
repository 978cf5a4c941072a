//! One seeded database, copied for every engine, and whether two of them are still equal.

use std::{
    fs,
    path::{Path, PathBuf},
};

use cairn_app::Clock;
use rusqlite::{Connection, OpenFlags};
use tempfile::TempDir;

use super::Moves;
use crate::{
    Problem,
    instance::{self, beginning, database},
    seed::seed,
};

/// What a move writes to.
const TABLES: [&str; 4] = ["item", "event", "event_words", "stage_count"];
/// What the ledger adds.
const SEALS: [&str; 2] = ["event_salt", "ledger_leaf"];

/// Directories with equal databases; gone when dropped.
pub(super) struct Copies {
    pub(super) heard: PathBuf,
    pub(super) app: PathBuf,
    pub(super) sqlx: PathBuf,
    pub(super) rusqlite: PathBuf,
    pub(super) unsealed: PathBuf,
    _directory: TempDir,
}

impl Copies {
    /// Seeds one and copies it.
    pub(super) async fn make(wanted: &Moves) -> Result<Self, Problem> {
        fs::create_dir_all(&wanted.directory)?;
        let directory = tempfile::Builder::new()
            .prefix("bench-moves-")
            .tempdir_in(&wanted.directory)?;
        let path = directory.path().canonicalize()?;
        let copies = Self {
            heard: path.join("heard"),
            app: path.join("app"),
            sqlx: path.join("sqlx"),
            rusqlite: path.join("rusqlite"),
            unsealed: path.join("unsealed"),
            _directory: directory,
        };
        fs::create_dir(&copies.heard)?;
        let app = instance::open(&copies.heard, Clock::standing_at(beginning()), None).await?;
        seed(&app, wanted.items).await?;
        // Closing writes the whole log back into the one file.
        app.store.clone().close().await;
        drop(app);
        for copy in [
            &copies.app,
            &copies.sqlx,
            &copies.rusqlite,
            &copies.unsealed,
        ] {
            fs::create_dir(copy)?;
            fs::copy(database(&copies.heard), database(copy))?;
        }
        Ok(copies)
    }
}

/// Refuses two databases in which any row that moves write differs.
pub(super) fn compare(one: &Path, other: &Path) -> Result<(), Problem> {
    compare_tables(one, other, &[&TABLES[..], &SEALS[..]].concat())
}

/// Refuses two databases in which any such row differs, leaves and salts apart.
pub(super) fn compare_unsealed(one: &Path, other: &Path) -> Result<(), Problem> {
    compare_tables(one, other, &TABLES)
}

fn compare_tables(one: &Path, other: &Path, tables: &[&str]) -> Result<(), Problem> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(database(one), flags)?;
    connection.execute("ATTACH ?1 AS other", [database(other).to_string_lossy()])?;
    for table in tables {
        for (left, right) in [("main", "other"), ("other", "main")] {
            let sql = format!(
                "SELECT count(*) FROM (SELECT * FROM {left}.{table} EXCEPT SELECT * FROM {right}.{table})"
            );
            let different: i64 = connection.query_row(&sql, [], |row| row.get(0))?;
            if different != 0 {
                return Err(format!("{different} rows of {table} differ").into());
            }
        }
    }
    Ok(())
}
