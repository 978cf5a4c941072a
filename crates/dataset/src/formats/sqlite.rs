//! `dataset.sqlite`: every table in one database, packed, without a journal beside it.

use rusqlite::{
    Connection, params_from_iter,
    types::{Null, ToSqlOutput},
};

use crate::{
    cell::Cell,
    column::Heading,
    formats::{Cause, Work},
    tables::{TABLES, Table},
};

pub(super) fn write(work: &Work<'_>) -> Result<Vec<u8>, Cause> {
    let mut db = Connection::open_in_memory()?;
    db.pragma_update(None, "foreign_keys", true)?;
    db.pragma_update(None, "user_version", work.release.version)?;
    let tx = db.transaction()?;
    for table in TABLES {
        let headings = (table.headings)();
        tx.execute(&schema(table, &headings), [])?;
        let marks = vec!["?"; headings.len()].join(", ");
        let mut insert = tx.prepare(&format!("INSERT INTO {} VALUES ({marks})", table.name))?;
        for row in (table.rows)(work.release) {
            insert.execute(params_from_iter(row.iter().map(value)))?;
        }
    }
    tx.commit()?;
    db.execute("VACUUM", [])?;
    Ok(db.serialize("main")?.to_vec())
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
