//! What a filter finds in the formats that are whole or nothing, each with its filter inside.

use std::io::{Cursor, Read};

use axum::{
    body::Body,
    http::{Method, Request},
};
use bytes::Bytes;
use parquet::{
    file::reader::{FileReader, SerializedFileReader},
    record::RowAccessor,
};
use rusqlite::Connection;
use serde_json::Value;

use crate::reading::dataset;

const FILTER: &str = "?province=Herat&from=2021-02-01";

/// Titles that a CSV of the same filter has, sorted.
fn titles(csv: &str) -> Vec<String> {
    let mut lines = csv.lines();
    let head: Vec<_> = lines.next().expect("a header").split(',').collect();
    let at = head
        .iter()
        .position(|name| *name == "title")
        .expect("titles");
    let mut titles: Vec<_> = lines
        .map(|line| line.split(',').nth(at).expect("a title").to_owned())
        .collect();
    titles.sort();
    titles
}

fn says_its_filter(manifest: &str) {
    let manifest: Value = serde_json::from_str(manifest).expect("JSON");
    assert_eq!(manifest["filter"]["province"], "Herat");
    assert_eq!(manifest["filter"]["from"], "2021-02-01");
    assert_eq!(manifest["release"], 1);
    assert_eq!(manifest["licence"], "CC-BY-4.0");
}

#[tokio::test]
async fn a_filter_finds_the_same_in_every_format_and_stands_in_the_file() {
    let (story, _) = dataset(2_500, false).await;
    let mut reader = story.browser();
    let expected = titles(
        &reader
            .get(&format!("/data/incidents.csv{FILTER}"))
            .await
            .text(),
    );
    assert!(expected.len() > 800, "{}", expected.len());

    let answer = reader
        .get(&format!("/data/incidents.parquet{FILTER}"))
        .await;
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.headers["content-length"],
        answer.body.len().to_string()
    );
    let file = SerializedFileReader::new(Bytes::from(answer.body)).expect("a Parquet file");
    let about = file.metadata().file_metadata();
    let fields = about.schema().get_fields();
    let at = fields.iter().position(|field| field.name() == "title");
    let at = at.expect("titles");
    let rows = file.get_row_iter(None).expect("rows");
    let title = |row: parquet::record::Row| row.get_string(at).expect("a title").clone();
    let mut found: Vec<_> = rows.map(|row| title(row.expect("a row"))).collect();
    found.sort();
    assert_eq!(found, expected);
    let entries = about.key_value_metadata().expect("metadata");
    let own = entries.iter().find(|entry| entry.key == "cairn");
    says_its_filter(own.and_then(|own| own.value.as_deref()).expect("ours"));
    assert!(entries.iter().any(|entry| entry.key == "geo"));

    let answer = reader.get(&format!("/data/dataset.sqlite{FILTER}")).await;
    let kept = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(kept.path(), &answer.body).expect("written");
    let db = Connection::open(kept.path()).expect("a database");
    let mut query = db
        .prepare("SELECT title FROM incidents ORDER BY title")
        .expect("a table");
    let rows = query.query_map([], |row| row.get::<_, String>(0));
    let found: Vec<String> = rows
        .expect("reads")
        .map(|one| one.expect("a title"))
        .collect();
    assert_eq!(found, expected);
    let free = db.query_row("PRAGMA freelist_count", [], |row| row.get::<_, i64>(0));
    assert_eq!(free.expect("reads"), 0);
    let filter = "SELECT value FROM about WHERE name = 'filter'";
    let filter: String = db.query_row(filter, [], |row| row.get(0)).expect("reads");
    assert!(filter.contains("Herat"), "{filter}");
    let whole = db.query_row("PRAGMA integrity_check", [], |row| row.get::<_, String>(0));
    assert_eq!(whole.expect("reads"), "ok");

    let answer = reader.get(&format!("/data/incidents.xlsx{FILTER}")).await;
    let mut book = zip::ZipArchive::new(Cursor::new(answer.body)).expect("a workbook");
    let mut sheet = |name: &str| {
        let mut text = String::new();
        let mut member = book.by_name(name).expect(name);
        member.read_to_string(&mut text).expect("reads");
        text
    };
    let rows = sheet("xl/worksheets/sheet2.xml").matches("<row ").count();
    assert_eq!(rows, expected.len() + 1);
    assert!(sheet("xl/worksheets/sheet1.xml").contains("Herat"));
    assert!(sheet("xl/worksheets/sheet2.xml").contains(&expected[0]));
}

#[tokio::test]
async fn a_file_that_cannot_be_finished_is_not_begun() {
    let (story, _) = dataset(1_500, true).await;
    let mut reader = story.browser();
    for name in ["incidents.parquet", "dataset.sqlite", "incidents.xlsx"] {
        let answer = reader.get(&format!("/data/{name}")).await;
        assert_eq!(answer.status, 500, "{name}");
        assert!(
            !answer.headers.contains_key("content-disposition"),
            "{name}"
        );
    }
}

#[tokio::test]
async fn who_holds_a_file_or_asks_for_its_head_makes_nobody_write() {
    let (story, _) = dataset(10, true).await;
    let mut reader = story.browser();
    let path = "/data/incidents.parquet";
    let head = Request::builder().method(Method::HEAD).uri(path);
    let head = reader
        .send(head.body(Body::empty()).expect("a request"))
        .await;
    // The whole file could not be written: a record in it is broken.
    assert_eq!(head.status, 200);
    assert_eq!(
        head.headers["content-type"],
        "application/vnd.apache.parquet"
    );
    let tag = head.headers["etag"].to_str().expect("text").to_owned();
    assert_eq!(
        reader.get_with(path, "if-none-match", &tag).await.status,
        304
    );
    let unread = reader.get("/data/dataset.sqlite?from=yesterday").await;
    assert_eq!(unread.status, 422);
}
