//! `cairn panic` while somebody is at the door: how long it takes where there is much to lose.

use std::{
    fs,
    io::{Read, Write},
    net::TcpStream,
    time::{Duration, Instant},
};

use rusqlite::Connection;

use super::place::{Closed, closed};

/// Sessions, and as many sealed lines and more.
const MANY: i64 = 20_000;
const MOST: Duration = Duration::from_secs(5);

/// Sessions of an account with the key they hang on, and lines of what a file says, as years of work would
/// leave them.
fn fill(instance: &Closed) {
    let keys = instance.path("keys");
    fs::create_dir_all(&keys).expect("a folder");
    fs::write(keys.join("secrets.key"), [7; 32]).expect("a key");
    let database = Connection::open(instance.path("cairn.db")).expect("opens");
    let numbers =
        format!("WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {MANY})");
    let sql = format!(
        "{numbers} INSERT INTO session (id, digest, account, created_at, last_seen_at, expires_at, device, factor, proved_at)
         SELECT randomblob(16), lower(hex(randomblob(32))), id, created_at, created_at, '2999-01-01T00:00:00+00:00', '', 'password', created_at
         FROM n, (SELECT * FROM account LIMIT 1);
         {numbers} INSERT INTO sealed_claim (file, position, tag, raw, parsed, place, tool)
         SELECT id, 1000 + n, 'Make', 'of the measuring', NULL, 'exif', 'nom-exif' FROM n, (SELECT * FROM file LIMIT 1);"
    );
    database.execute_batch(&sql).expect("filled");
    for table in ["session", "sealed_claim"] {
        let count: i64 = database
            .query_row(&format!("SELECT count(*) FROM {table}"), [], |row| {
                row.get(0)
            })
            .expect("counted");
        assert!(count >= MANY, "{count} of {table}");
    }
}

/// The status of a page.
fn status(address: &str) -> u16 {
    let mut stream = TcpStream::connect(address).expect("it listens");
    let request = format!("GET /login HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("asked");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("answered");
    let status = answer.split(' ').nth(1).expect("a status line");
    status.parse().expect("a number")
}

#[tokio::test]
#[expect(
    clippy::disallowed_methods,
    reason = "what is measured is the real time until nobody comes in"
)]
async fn panic_ends_twenty_thousand_sessions_within_five_seconds() {
    let instance = closed().await;
    fill(&instance);
    let server = instance.serving();
    let address = server.address().to_owned();
    assert_eq!(status(&address), 200);
    let before = instance.path("keys/secrets.key");
    assert!(before.exists(), "sessions hang on a key");

    let begun = Instant::now();
    let panicked = instance.run(&["panic"]);
    let refused = status(&address);
    let taken = begun.elapsed();

    println!("locked and shredded in {taken:?}");
    assert_eq!((panicked.code, panicked.said.as_str()), (0, ""));
    assert_eq!(panicked.lines[0]["mode"], "locked");
    assert_eq!(refused, 503, "the running server follows at once");
    assert!(!before.exists(), "no cookie fits any row any more");
    assert!(taken < MOST, "{taken:?}");
}
