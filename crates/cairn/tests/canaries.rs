//! Nothing that names a submitter stays anywhere but in the sealed table and in the files as they
//! were received: fifty planted canaries, a hundred anonymous uploads to the real `cairn serve`,
//! and then every byte it left behind is searched.

#[path = "canary/birds.rs"]
mod birds;
#[path = "canary/files.rs"]
mod files;
#[path = "canary/search.rs"]
mod search;
#[path = "canary/server.rs"]
mod server;

use birds::Birds;
use server::Server;

/// How many uploads there are at each level of logging.
const UPLOADS: usize = 50;

/// One run of the server: uploads, pages, refusals; then everything it left is searched.
async fn run(log: Option<&str>, seed: usize) {
    let birds = Birds::plant(seed);
    let server = Server::start(log).await;
    let mut sent = Vec::new();
    for number in 0..UPLOADS {
        let (name, bytes) = files::file(&birds, number);
        // Both ways in: the plain form, and the upload that survives the line.
        let status = if number % 2 == 0 {
            server.submit(&birds, &name, &bytes).await
        } else {
            server.submit_resumable(&birds, &name, &bytes).await
        };
        assert_eq!(status, 303, "{name} is taken");
        sent.push(bytes);
    }
    // What is refused, not found or half sent is logged no more than what is taken.
    let refused = birds.of("refused file name");
    let status = server.submit(&birds, &refused, b"<svg>no</svg>").await;
    assert_eq!(status, 415);
    server
        .get(&birds, &format!("/receipt?ref={}", birds.of("query")))
        .await;
    server
        .get(&birds, &format!("/incidents/{}", birds.of("address")))
        .await;
    server.hang_up(&birds).await;
    server.wait_until_examined(UPLOADS as i64).await;

    // Killed, so that the write-ahead log is still there to be searched.
    let left = server.kill();
    let found = search::outside_of_what_is_sealed(&left, &birds, &sent);
    assert!(
        found.is_empty(),
        "{} canaries sang:\n{}",
        found.len(),
        found.join("\n")
    );
    let sealed = search::in_the_sealed_table(&left, &birds);
    assert!(
        sealed.len() >= 25,
        "the sealed table has what was planted: {sealed:?}"
    );
}

#[tokio::test]
async fn no_canary_sings_with_the_log_as_shipped() {
    run(None, 1).await;
}

#[tokio::test]
async fn no_canary_sings_with_everything_logged() {
    run(Some("debug"), 2).await;
}
