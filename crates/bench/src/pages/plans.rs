//! How SQLite answers each statement of each page, at this size and with these statistics.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use cairn_app::Clock;
use cairn_storage::{Bound, Ear, Heard};
use rusqlite::{Connection, OpenFlags, params_from_iter};

use super::{requests::Kind, server::Server};
use crate::{Problem, instance, sqlite::Value, table};

/// A table of fewer rows is read as a whole for good reason: that is the shortest way.
const SMALL: i64 = 500;

/// Asks every page once and reads the plans.
///
/// # Errors
/// When a statement reads a whole table.
pub(super) async fn check(directory: &Path, kinds: &[Kind]) -> Result<(), Problem> {
    let heard = hear(directory, kinds).await?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let database = Connection::open_with_flags(instance::database(directory), flags)?;
    let (mut rows, mut scans) = (Vec::new(), Vec::new());
    let mut known = BTreeMap::new();
    for (kind, statements) in heard {
        let took: f64 = statements.iter().map(|said| said.took.as_secs_f64()).sum();
        rows.push(vec![
            kind.into(),
            statements.len().to_string(),
            format!("{:.1}", took * 1e3),
        ]);
        for said in statements {
            if known.insert(said.sql.clone(), ()).is_none() {
                scans.extend(scans_of(&database, kind, &said)?);
            }
        }
    }
    table::print(&["page", "statements", "ms in them, once, cold"], &rows);
    println!(
        "{} different statements; their plans read whole tables: {}.\n",
        known.len(),
        scans.len()
    );
    if scans.is_empty() {
        Ok(())
    } else {
        Err(format!("statements that read whole tables:\n{}", scans.join("\n")).into())
    }
}

async fn hear<'k>(
    directory: &Path,
    kinds: &'k [Kind],
) -> Result<Vec<(&'k str, Vec<Heard>)>, Problem> {
    let said = Arc::new(Mutex::new(Vec::new()));
    let ears = Arc::clone(&said);
    let ear = Ear::new(move |heard| {
        ears.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(heard);
    });
    let take = || std::mem::take(&mut *said.lock().unwrap_or_else(PoisonError::into_inner));
    let app = instance::open(directory, Clock::System, Some(&ear)).await?;
    let server = Server::start(&app).await?;
    let mut client = server.client().await?;
    let mut all = Vec::new();
    for kind in kinds {
        take();
        // The one in the middle, to meet neither the first nor the last row of anything.
        let path = kind.paths.get(kind.paths.len() / 2).ok_or("no address")?;
        client.get(path).await?;
        all.push((kind.name, take()));
    }
    drop(client);
    server.stop().await?;
    app.store.clone().close().await;
    Ok(all)
}

/// The steps of a plan that walk a whole table, as lines to show.
fn scans_of(database: &Connection, kind: &str, said: &Heard) -> Result<Vec<String>, Problem> {
    let mut explain = database.prepare(&format!("EXPLAIN QUERY PLAN {}", said.sql))?;
    let values = params_from_iter(said.values.iter().map(|value: &Bound| Value(value)));
    let steps = explain.query_map(values, |row| row.get::<_, String>("detail"))?;
    let mut scans = Vec::new();
    for step in steps {
        let step = step?;
        let table = step.strip_prefix("SCAN ").unwrap_or_default();
        let table = table.split(' ').next().unwrap_or_default();
        if !table.is_empty() && !table.starts_with('(') && rows_of(database, table)? >= SMALL {
            scans.push(format!("{kind}: {step}: {}", said.sql));
        }
    }
    Ok(scans)
}

fn rows_of(database: &Connection, table: &str) -> Result<i64, Problem> {
    let sql = format!("SELECT count(*) FROM \"{table}\"");
    Ok(database.query_row(&sql, [], |row| row.get(0))?)
}
