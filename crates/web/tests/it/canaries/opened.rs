//! What is packed, unpacked: workbooks, databases and column files hold texts that a search of
//! their bytes would miss.

use std::io::Read;

use bytes::Bytes;
use flate2::read::{DeflateDecoder, GzDecoder};
use parquet::file::reader::{FileReader, SerializedFileReader};
use rusqlite::{Connection, types::ValueRef};

/// A file as it is, and everything that is packed in it.
pub(super) fn unpacked(name: &str, body: &[u8]) -> Vec<Vec<u8>> {
    let mut parts = vec![body.to_vec()];
    if body.starts_with(b"PK\x03\x04") {
        parts.extend(zipped(body));
    }
    if body.starts_with(b"PAR1") {
        parts.extend(columns(body));
    }
    if body.starts_with(b"SQLite format 3") {
        parts.push(cells(body));
    }
    if body.starts_with(&[0x1f, 0x8b]) {
        let mut plain = Vec::new();
        let read = GzDecoder::new(body).read_to_end(&mut plain);
        read.unwrap_or_else(|error| panic!("{name}: {error}"));
        parts.push(plain);
    }
    parts
}

/// Members of a ZIP archive, from their own headers.
fn zipped(body: &[u8]) -> Vec<Vec<u8>> {
    const HEAD: usize = 30;
    let starts = (0..body.len()).filter(|at| body[*at..].starts_with(b"PK\x03\x04"));
    let member = |at: usize| {
        let head = body.get(at..at + HEAD)?;
        let length = |at: usize| usize::from(u16::from_le_bytes([head[at], head[at + 1]]));
        let data = body.get(at + HEAD + length(26) + length(28)..)?;
        let mut plain = Vec::new();
        match length(8) {
            0 => plain.extend_from_slice(data),
            _ => drop(DeflateDecoder::new(data).read_to_end(&mut plain)),
        }
        Some(plain)
    };
    let members: Vec<_> = starts.filter_map(member).collect();
    assert!(members.iter().any(|plain| plain.starts_with(b"<?xml")));
    members
}

/// Pages of every column of a Parquet file, decompressed.
fn columns(body: &[u8]) -> Vec<Vec<u8>> {
    let reader = SerializedFileReader::new(Bytes::copy_from_slice(body)).expect("a Parquet file");
    let mut pages = Vec::new();
    for group in 0..reader.num_row_groups() {
        let group = reader.get_row_group(group).expect("a row group");
        for column in 0..group.num_columns() {
            let reader = group.get_column_page_reader(column).expect("a column");
            pages.extend(reader.map(|page| page.expect("a page").buffer().to_vec()));
        }
    }
    pages
}

/// Every cell of every table of a SQLite database, as text.
fn cells(body: &[u8]) -> Vec<u8> {
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), body).expect("written");
    let db = Connection::open(file.path()).expect("a database");
    let mut names = db
        .prepare("select name from sqlite_master where type = 'table'")
        .expect("has tables");
    let names = names.query_map([], |row| row.get::<_, String>(0));
    let names: Vec<String> = names
        .expect("reads")
        .map(|name| name.expect("a name"))
        .collect();
    let mut all = Vec::new();
    for name in names {
        let mut rows = db
            .prepare(&format!("select * from \"{name}\""))
            .expect("a table");
        let width = rows.column_count();
        let mut rows = rows.query([]).expect("reads");
        while let Some(row) = rows.next().expect("a row") {
            for at in 0..width {
                all.extend(cell(row.get_ref(at).expect("a cell")));
                all.push(b'\n');
            }
        }
    }
    all
}

fn cell(value: ValueRef<'_>) -> Vec<u8> {
    match value {
        ValueRef::Null => Vec::new(),
        ValueRef::Integer(number) => number.to_string().into_bytes(),
        ValueRef::Real(number) => [number.to_string().as_bytes(), &number.to_be_bytes()].concat(),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => bytes.to_vec(),
    }
}
