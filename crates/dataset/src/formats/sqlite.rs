//! `dataset.sqlite`: every table in one database, packed, without a journal beside it.

use std::path::Path;

use rusqlite::{
    Connection, params_from_iter,
    types::{Null, ToSqlOutput},
};

use crate::{
    PublicIncident, Release,
    cell::Cell,
    column::Heading,
    formats::{
        Cause, Work,
        selection::{Selected, as_release},
    },
    tables::{TABLES, Table},
};

pub(super) fn write(work: &Work<'_>) -> Result<Vec<u8>, Cause> {
    let mut db = Connection::open_in_memory()?;
    create(&db, work.release.version)?;
    let tx = db.transaction()?;
    fill(&tx, work.release)?;
    tx.commit()?;
    db.execute("VACUUM", [])?;
    Ok(db.serialize("main")?.to_vec())
}

/// Page by page into a file, which is of use only once it is whole: no journal, no waiting for the
/// disk.
pub(super) fn selection(
    selected: Selected<'_>,
    pages: impl IntoIterator<Item = Vec<PublicIncident>>,
    path: &Path,
) -> Result<(), Cause> {
    let mut db = Connection::open(path)?;
    db.pragma_update(None, "journal_mode", "off")?;
    db.pragma_update(None, "synchronous", "off")?;
    create(&db, selected.version)?;
    let tx = db.transaction()?;
    tx.execute(
        "CREATE TABLE about (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL)",
        [],
    )?;
    for (name, value) in selected.lines() {
        tx.execute("INSERT INTO about VALUES (?, ?)", [name, value.as_str()])?;
    }
    for page in pages {
        fill(&tx, &as_release(page))?;
    }
    Ok(tx.commit()?)
}

fn create(db: &Connection, version: u32) -> Result<(), Cause> {
    db.pragma_update(None, "foreign_keys", true)?;
    db.pragma_update(None, "user_version", version)?;
    for table in TABLES {
        db.execute(&schema(table, &(table.headings)()), [])?;
    }
    Ok(())
}

/// Adds the rows of every table.
fn fill(db: &Connection, release: &Release) -> Result<(), Cause> {
    for table in TABLES {
        let marks = vec!["?"; (table.headings)().len()].join(", ");
        let mut insert = db.prepare(&format!("INSERT INTO {} VALUES ({marks})", table.name))?;
        for row in (table.rows)(release) {
            insert.execute(params_from_iter(row.iter().map(value)))?;
        }
    }
    Ok(())
}

fn schema(table: &Table, headings: &[Heading]) -> String {
    let key = Table::key(headings);
    let column = |heading: &Heading| {
        let own = if key == Some(heading.name) {
            " PRIMARY KEY NOT NULL"
        } else {
            ""
        };
        let refers = table.refers.iter().find(|(name, _)| *name == heading.name);
        let refers =
            refers.map_or_else(String::new, |(_, other)| format!(" REFERENCES {other}(id)"));
        format!(
            "  \"{}\" {}{own}{refers}",
            heading.name,
            heading.kind.sqlite()
        )
    };
    let columns: Vec<_> = headings.iter().map(column).collect();
    format!("CREATE TABLE {} (\n{}\n)", table.name, columns.join(",\n"))
}

fn value<'a>(cell: &'a Cell<'_>) -> ToSqlOutput<'a> {
    match cell {
        Cell::Text(words) => ToSqlOutput::from(words.as_ref()),
        Cell::Whole(count) => ToSqlOutput::from(i64::try_from(*count).unwrap_or(i64::MAX)),
        Cell::Degrees { value, decimals } => {
            ToSqlOutput::from(crate::protect::rounded_to(*value, *decimals))
        }
        Cell::Truth(truth) => ToSqlOutput::from(*truth),
        Cell::Day(day) => ToSqlOutput::from(day.to_string()),
        Cell::Unknown => ToSqlOutput::from(Null),
    }
}
