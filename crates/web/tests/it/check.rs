//! Checking an instance over a story that really happened: nothing to say of one that is whole, and
//! every planted flip of a bit found.

use std::{fs, path::PathBuf};

use cairn_app::{
    audit,
    ledger::{self, check, scrub},
    review,
};
use cairn_testkit::TestApp;
use rusqlite::{Connection, params};

async fn whole() -> TestApp {
    let story = TestApp::new().await;
    audit::begin(&story.app).await.expect("begun");
    let short = story.item_at_sign_off(1).await;
    let lea = story.visit(&story.lea).await;
    review::comment(&story.app, &lea, &short, "Look at the gate")
        .await
        .expect("written");
    story.sign_off(&story.lea, &short).await;
    for seed in 2..5 {
        story.submit_photo(seed).await;
    }
    ledger::sign(&story.app).await.expect("signed");
    story
}

fn codes(checked: &ledger::Checked) -> Vec<&'static str> {
    checked
        .findings
        .iter()
        .map(|finding| finding.code)
        .collect()
}

#[tokio::test]
async fn an_instance_that_is_whole_has_no_findings_and_one_digest() {
    let story = whole().await;
    let once = check(&story.app).await.expect("checked");
    assert_eq!(once.findings, []);
    assert_eq!(once.items, 4);
    assert!(
        once.blobs > 4 && once.bytes > 10_000 && once.leaves > 10,
        "{once:?}"
    );
    let again = check(&story.app).await.expect("checked");
    assert_eq!(once.digest, again.digest);
    story.submit_photo(9).await;
    let later = check(&story.app).await.expect("checked");
    assert_eq!(
        later.findings,
        [],
        "events after the checkpoint are no fault"
    );
    assert_ne!(once.digest, later.digest);
}

#[tokio::test]
async fn two_hundred_of_two_hundred_flipped_bits_in_blobs_are_found() {
    let story = whole().await;
    let blobs = story.app.store.blobs_on_disk().await.expect("listed");
    let folder = story.app.settings.ledger.directory.with_file_name("blobs");
    for flip in 0..200_usize {
        let sha256 = blobs[flip % blobs.len()].sha256;
        let hex = sha256.to_string();
        let path: PathBuf = folder.join(&hex[..2]).join(&hex[2..]);
        let bytes = fs::read(&path).expect("read");
        let mut flipped = bytes.clone();
        let at = flip * 7_919 % bytes.len();
        flipped[at] ^= 1 << (flip % 8);
        rewrite(&path, &flipped);
        assert!(
            !story.app.store.is_whole(sha256).await.expect("read"),
            "bit {flip}"
        );
        if flip % 40 == 0 {
            let checked = check(&story.app).await.expect("checked");
            assert_eq!(codes(&checked), ["blob-changed"], "bit {flip}");
            assert_eq!(checked.findings[0].what, hex);
            assert_eq!(scrub::pass(&story.app, 0).await.expect("passed").changed, 1);
        }
        rewrite(&path, &bytes);
    }
    fs::remove_file(
        folder
            .join(&blobs[0].sha256.to_string()[..2])
            .join(&blobs[0].sha256.to_string()[2..]),
    )
    .expect("gone");
    assert_eq!(
        codes(&check(&story.app).await.expect("checked")),
        ["blob-missing"]
    );
}

/// Blobs are 0400; whoever breaks them takes no notice.
fn rewrite(path: &PathBuf, bytes: &[u8]) {
    fs::remove_file(path).expect("it was there");
    fs::write(path, bytes).expect("written");
}

/// Cells that are sealed by a leaf, or a cache of what is.
const CELLS: [(&str, &str); 21] = [
    ("audit_event", "act"),
    ("audit_event", "at"),
    ("audit_event", "kind"),
    ("audit_event", "actor"),
    ("audit_salt", "salt"),
    ("finding", "body"),
    ("finding", "reasoning"),
    ("comment", "body"),
    ("membership", "role"),
    ("event", "event"),
    ("event", "at"),
    ("event", "actor_kind"),
    ("event", "actor_role"),
    ("event", "item"),
    ("event_salt", "salt"),
    ("ledger_leaf", "commitment"),
    ("item", "state"),
    ("item", "stage"),
    ("item", "revision"),
    ("item", "entered_at"),
    ("file", "sha256"),
];

/// A database whose triggers and conditions are gone, as a disk or a thief sees it.
fn bare(story: &TestApp) -> Connection {
    let path = story
        .app
        .settings
        .ledger
        .directory
        .with_file_name("cairn.db");
    let database = Connection::open(path).expect("opens");
    let loose = "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;
        DROP TRIGGER event_no_update; DROP TRIGGER ledger_leaf_no_update;
        DROP TRIGGER audit_event_no_update; DROP TRIGGER finding_no_update;";
    database.execute_batch(loose).expect("loosened");
    database
}

/// Rows of a table with something in this column: number, whether it is text, and the bytes.
fn cells(database: &Connection, table: &str, column: &str) -> Vec<(i64, bool, Vec<u8>)> {
    let sql = format!(
        "SELECT rowid, typeof({column}) = 'text', CAST({column} AS BLOB) FROM {table}
         WHERE {column} IS NOT NULL ORDER BY rowid"
    );
    let mut query = database.prepare(&sql).expect("a query");
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
    rows.expect("rows").map(|row| row.expect("a row")).collect()
}

fn put(
    database: &Connection,
    (table, column): (&str, &str),
    row: i64,
    is_text: bool,
    bytes: &[u8],
) {
    let value = if is_text { "CAST(?1 AS TEXT)" } else { "?1" };
    let sql = format!("UPDATE {table} SET {column} = {value} WHERE rowid = ?2");
    database
        .execute(&sql, params![bytes, row])
        .expect("written");
}

#[tokio::test]
async fn two_hundred_of_two_hundred_flipped_bits_in_used_cells_are_found() {
    let story = whole().await;
    let database = bare(&story);
    let mut missed = Vec::new();
    for flip in 0..200_usize {
        let (table, column) = CELLS[flip % CELLS.len()];
        let rows = cells(&database, table, column);
        let (row, is_text, bytes) = &rows[flip * 13 % rows.len()];
        let mut flipped = bytes.clone();
        let at = flip * 7_919 % bytes.len();
        flipped[at] ^= 1 << (flip / CELLS.len() % 8);
        put(&database, (table, column), *row, *is_text, &flipped);
        let checked = check(&story.app).await.expect("checked");
        if checked.findings.is_empty() {
            missed.push((
                table,
                column,
                String::from_utf8_lossy(&flipped).into_owned(),
            ));
        }
        put(&database, (table, column), *row, *is_text, bytes);
    }
    assert_eq!(missed, []);
    assert_eq!(check(&story.app).await.expect("checked").findings, []);
}
