//! What became of a submission, read from the database while the server runs.

use std::{fs, path::Path, thread, time::Duration};

use rusqlite::{Connection, OpenFlags, OptionalExtension};

use crate::http::now;

/// A file as the instance knows it after looking at it.
#[derive(Debug)]
pub struct Outcome {
    pub item: String,
    pub sha256: String,
    pub size: i64,
    pub claimed_name: String,
    pub problem: Option<String>,
    /// SHA-256 and type of each derivative.
    pub derivatives: Vec<(String, String)>,
    pub claims: Vec<(String, String)>,
}

/// Reads, and never writes.
pub struct Database {
    connection: Connection,
}

impl Database {
    pub fn open(data: &Path) -> Self {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
        let connection = Connection::open_with_flags(data.join("cairn.db"), flags);
        let connection = connection.expect("the database opens");
        connection
            .busy_timeout(Duration::from_secs(5))
            .expect("is set");
        Self { connection }
    }

    /// Waits until no job is waiting or being done.
    pub fn wait_for_workers(&self, patience: Duration) {
        let began = now();
        while self.number("SELECT count(*) FROM job WHERE due_at IS NOT NULL") > 0 {
            assert!(
                began.elapsed() < patience,
                "jobs are left: {:?}",
                self.jobs()
            );
            thread::park_timeout(Duration::from_millis(100));
        }
        let given_up = self.number("SELECT count(*) FROM job WHERE due_at IS NULL");
        assert_eq!(given_up, 0, "jobs were given up: {:?}", self.jobs());
    }

    /// How many pairs of files were found to look alike; byte-identical ones do not count.
    pub fn likenesses(&self) -> i64 {
        self.number("SELECT count(*) FROM file_match WHERE NOT exact")
    }

    fn number(&self, query: &str) -> i64 {
        let found = self.connection.query_row(query, [], |row| row.get(0));
        found.expect("a number")
    }

    fn jobs(&self) -> Vec<String> {
        let words = "SELECT kind || ' ' || attempts || ' ' || coalesce(last_error, '') FROM job";
        self.texts(words, "")
    }

    fn texts(&self, query: &str, value: &str) -> Vec<String> {
        let mut statement = self.connection.prepare(query).expect("a query");
        let none = statement.parameter_count() == 0;
        let read = |row: &rusqlite::Row<'_>| row.get(0);
        let rows = if none {
            statement.query_map([], read)
        } else {
            statement.query_map([value], read)
        };
        let texts = rows.expect("rows").collect::<Result<_, _>>();
        texts.expect("texts")
    }

    /// The first file of the submission with this title.
    pub fn find(&self, title: &str) -> Option<Outcome> {
        let query = "SELECT hex(file.id), item.short, file.sha256, file.size_bytes, \
             coalesce(name.raw, ''), file.preview_problem \
             FROM item JOIN file ON file.item = item.id \
             LEFT JOIN sealed_claim name ON name.file = file.id AND name.position = 0 \
             WHERE item.title = ?1";
        let found = self.connection.query_row(query, [title], |row| {
            let outcome = Outcome {
                item: row.get(1)?,
                sha256: row.get(2)?,
                size: row.get(3)?,
                claimed_name: row.get(4)?,
                problem: row.get(5)?,
                derivatives: Vec::new(),
                claims: Vec::new(),
            };
            Ok((row.get::<_, String>(0)?, outcome))
        });
        let (id, mut outcome) = found.optional().expect("the query runs")?;
        let of_file = |columns: &str, table: &str| {
            let query = format!("SELECT {columns} FROM {table} WHERE hex(file) = ?1");
            let texts = self.texts(&query, &id);
            texts
                .iter()
                .filter_map(|text| {
                    let (first, second) = text.split_once('\n')?;
                    Some((first.to_owned(), second.to_owned()))
                })
                .collect::<Vec<_>>()
        };
        outcome.derivatives = of_file("sha256 || char(10) || mime", "derivative");
        outcome.claims = of_file("tag || char(10) || raw", "sealed_claim");
        Some(outcome)
    }

    /// How many submissions carry a file with these bytes.
    pub fn submissions_of(&self, sha256: &str) -> usize {
        self.texts("SELECT hex(item) FROM file WHERE sha256 = ?1", sha256)
            .len()
    }
}

/// The bytes of a blob.
pub fn blob(data: &Path, sha256: &str) -> Vec<u8> {
    let (folder, name) = sha256.split_at(2);
    fs::read(data.join("blobs").join(folder).join(name)).expect("the blob is there")
}
