//! Searching everything a server left behind, byte by byte. Pages of the database are let pass if
//! they belong to the sealed table, files if they are what was sent.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, OpenFlags};
use tempfile::TempDir;

use super::birds::Birds;

/// The database, read only.
pub fn open(data: &Path) -> Connection {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    Connection::open_with_flags(data.join("cairn.db"), flags).expect("the database")
}

/// Where a canary is found although it must not be: place, file, offset.
pub fn outside_of_what_is_sealed(left: &TempDir, birds: &Birds, sent: &[Vec<u8>]) -> Vec<String> {
    let mut found = Vec::new();
    let data = left.path().join("data");
    let (pages, page_size) = sealed_pages(left);
    for path in files_under(left.path()) {
        let bytes = fs::read(&path).expect("a file");
        if sent.contains(&bytes) {
            continue;
        }
        let name = path
            .strip_prefix(left.path())
            .expect("below")
            .display()
            .to_string();
        for (place, text) in birds.all() {
            for at in all(&bytes, &text) {
                let page = page_of(&name, &bytes, at, page_size);
                if page.is_none_or(|page| !pages.contains(&page)) {
                    found.push(format!("{place} at {at} of {name}"));
                }
            }
            if name.contains(&*String::from_utf8_lossy(&text)) {
                found.push(format!("{place} in the name of {name}"));
            }
        }
    }
    found.extend(in_other_tables(&data, birds));
    found
}

/// Rows of every other table that hold a canary: what an export or a page could reach.
fn in_other_tables(data: &Path, birds: &Birds) -> Vec<String> {
    let db = open(data);
    let tables: Vec<String> = rows(&db, "SELECT name FROM sqlite_schema WHERE type = 'table'");
    let mut found = Vec::new();
    for table in tables.iter().filter(|table| *table != "sealed_claim") {
        let columns = rows(
            &db,
            &format!("SELECT name FROM pragma_table_info('{table}')"),
        );
        for column in columns {
            let texts = rows(
                &db,
                &format!("SELECT CAST(\"{column}\" AS TEXT) FROM \"{table}\""),
            );
            for (place, text) in birds.all() {
                let text = String::from_utf8_lossy(&text);
                if texts.iter().any(|value| value.contains(&*text)) {
                    found.push(format!("{place} in {table}.{column}"));
                }
            }
        }
    }
    found
}

/// Which canaries the sealed table holds.
pub fn in_the_sealed_table(left: &TempDir, birds: &Birds) -> Vec<String> {
    let db = open(&left.path().join("data"));
    let texts = rows(&db, "SELECT raw FROM sealed_claim");
    let is_there = |(_, text): &(String, Vec<u8>)| {
        let text = String::from_utf8_lossy(text).into_owned();
        texts.iter().any(|raw| raw.contains(&text))
    };
    birds
        .all()
        .into_iter()
        .filter(is_there)
        .map(|(place, _)| place)
        .collect()
}

fn rows(db: &Connection, sql: &str) -> Vec<String> {
    let mut statement = db.prepare(sql).expect(sql);
    let rows = statement
        .query_map([], |row| row.get::<_, Option<String>>(0))
        .expect(sql);
    rows.filter_map(|row| row.ok().flatten()).collect()
}

/// Pages of the sealed table and its index, and the size of a page. A copy is asked: opening the
/// database itself would fold the write-ahead log into it.
fn sealed_pages(left: &TempDir) -> (BTreeSet<u32>, usize) {
    let copy = tempfile::tempdir().expect("a folder");
    for name in ["cairn.db", "cairn.db-wal"] {
        let from = left.path().join("data").join(name);
        if from.exists() {
            fs::copy(from, copy.path().join(name)).expect("copied");
        }
    }
    let db = Connection::open(copy.path().join("cairn.db")).expect("a copy");
    let sql = "SELECT CAST(pageno AS TEXT) FROM dbstat WHERE name IN \
               (SELECT name FROM sqlite_schema WHERE tbl_name = 'sealed_claim')";
    let pages = rows(&db, sql)
        .iter()
        .map(|page| page.parse().expect("a number"))
        .collect();
    let size: u32 = db
        .query_row("PRAGMA page_size", [], |row| row.get(0))
        .expect("a size");
    (pages, size as usize)
}

/// The page an offset lies in: of the database, or of a frame of its log (a header of 32 bytes,
/// then frames of 24 bytes that begin with the number of the page, and the page).
fn page_of(name: &str, bytes: &[u8], at: usize, page_size: usize) -> Option<u32> {
    match name {
        "data/cairn.db" => u32::try_from(at / page_size + 1).ok(),
        "data/cairn.db-wal" => {
            let frame = at.checked_sub(32)? / (page_size + 24);
            let head = bytes.get(32 + frame * (page_size + 24)..)?;
            Some(u32::from_be_bytes(*head.first_chunk()?))
        }
        _ => None,
    }
}

fn all(bytes: &[u8], text: &[u8]) -> Vec<usize> {
    let first = text[0];
    let starts = bytes.iter().enumerate().filter(|(_, byte)| **byte == first);
    starts
        .map(|(at, _)| at)
        .filter(|at| bytes[*at..].starts_with(text))
        .collect()
}

fn files_under(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files_under(&path));
        } else {
            found.push(path);
        }
    }
    found
}
