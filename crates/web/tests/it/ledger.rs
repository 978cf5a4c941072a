//! The public log over a story that really happened: served, proven, verified by Go's own code, and
//! held against the database.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use cairn_app::{
    App,
    ledger::{self, Mismatch, VerifierKeys},
};
use cairn_testkit::{TestApp, go_verifier};

/// A story with a log over it.
async fn signed() -> TestApp {
    let story = TestApp::new().await;
    let short = story.item_at_sign_off(1).await;
    story.sign_off(&story.lea, &short).await;
    ledger::sign(&story.app).await.expect("signed");
    story
}

fn directory(app: &App) -> &Path {
    &app.settings.ledger.directory
}

#[tokio::test]
async fn anybody_may_fetch_the_log_and_a_page_says_what_it_is() {
    let story = signed().await;
    let mut reader = story.browser();
    let page = reader.get("/ledger").await.text();
    assert!(
        page.contains("cairn.invalid/") && page.contains("cairn ledger verify"),
        "{page}"
    );
    let size = story.app.store.read().leaf_count().await.expect("counted");
    let checkpoint = reader.get("/ledger/checkpoint").await;
    assert!(checkpoint.text().contains(&format!("\n{size}\n")));
    assert_eq!(checkpoint.headers["access-control-allow-origin"], "*");
    let tile = reader.get(&format!("/ledger/tile/0/000.p/{size}")).await;
    assert_eq!(tile.status, 200);
    assert_eq!(
        tile.headers["cache-control"],
        "public, max-age=604800, immutable"
    );
    let entries = reader
        .get(&format!("/ledger/tile/entries/000.p/{size}"))
        .await;
    assert_eq!(entries.body.len() as u64, size * 34);
    assert!(
        reader
            .get("/ledger/key")
            .await
            .text()
            .starts_with("cairn.invalid/")
    );
    for nothing in [
        "/ledger/tile/0/001",
        "/ledger/tile/64/000",
        "/ledger/tile/0/..%2f..%2fkey",
    ] {
        assert_eq!(reader.get(nothing).await.status, 404, "{nothing}");
    }
}

#[tokio::test]
async fn before_the_first_checkpoint_the_page_says_so() {
    let story = TestApp::new().await;
    let mut reader = story.browser();
    assert!(
        reader
            .get("/ledger")
            .await
            .text()
            .contains("Nothing has been signed yet.")
    );
    assert_eq!(reader.get("/ledger/checkpoint").await.status, 404);
    assert_eq!(reader.get("/ledger/key").await.status, 404);
}

#[tokio::test]
async fn every_event_of_an_item_is_proven_in_less_than_two_kilobytes() {
    let story = TestApp::new().await;
    let short = story.item_at_sign_off(1).await;
    ledger::sign(&story.app).await.expect("signed");
    let keys = ledger::public_keys(&story.app.settings.ledger).expect("keys");
    let keys = VerifierKeys::parse(&keys).expect("keys");
    let item = story.item(&short).await.id;
    let proofs = ledger::prove_item(&story.app, item).await.expect("proofs");
    assert!(proofs.len() > 5);
    for file in proofs {
        let proof = file.proof.expect("a proof");
        let bytes = proof.to_bytes();
        let proven = proof.verify(&keys).expect("it holds");
        let event: serde_json::Value = serde_json::from_slice(&proven.event).expect("JSON");
        assert_eq!(
            (event["seq"].as_u64(), event["item"].as_str()),
            (Some(file.seq), Some(&*item.to_string()))
        );
        println!(
            "event {} of {} bytes: proof of {}",
            file.seq,
            proven.event.len(),
            bytes.len()
        );
    }
}

#[tokio::test]
async fn a_database_that_is_not_what_was_signed_is_refused_until_it_is_accepted_on_record() {
    let story = signed().await;
    assert_eq!(
        ledger::open(&story.app, None).await.expect("compared"),
        None
    );
    let restored = TestApp::new().await;
    let mut app = restored.app.clone();
    app.settings.ledger = story.app.settings.ledger.clone();
    let refused = ledger::open(&app, None).await.expect("compared");
    assert!(
        matches!(refused, Some(Mismatch::RolledBack { .. })),
        "{refused:?}"
    );
    assert!(
        refused
            .expect("refused")
            .to_string()
            .contains("--accept-rollback")
    );
    let empty = ledger::open(&app, Some("  ")).await.expect("compared");
    assert!(empty.is_some(), "no reason is no reason");

    // Chance is the same in both stories, so what happens must not be.
    restored.submit_photo(5).await;
    let short = restored.item_at_sign_off(2).await;
    restored.sign_off(&restored.lea, &short).await;
    let other = ledger::open(&app, None).await.expect("compared");
    assert!(
        matches!(other, Some(Mismatch::Rewritten { .. })),
        "{other:?}"
    );

    let accepted = ledger::open(&app, Some("The disk died.")).await;
    assert_eq!(accepted.expect("compared"), None);
    let restarts = app
        .store
        .read()
        .setting("ledger.restarts")
        .await
        .expect("read");
    assert_eq!(restarts.expect("kept")[0]["reason"], "The disk died.");
    let checkpoint = fs::read_to_string(directory(&app).join("checkpoint")).expect("a new one");
    assert!(
        checkpoint
            .lines()
            .next()
            .is_some_and(|origin| origin.ends_with("/2"))
    );
    let folder = directory(&app).parent().expect("a folder");
    let aside = fs::read_dir(folder).expect("read").flatten();
    let aside = aside.filter(|entry| {
        entry
            .file_name()
            .to_string_lossy()
            .starts_with("ledger.ended-")
    });
    assert_eq!(aside.count(), 1, "the old log is kept");
    assert_eq!(ledger::open(&app, None).await.expect("compared"), None);
}

#[tokio::test]
async fn a_mirror_keeps_every_checkpoint() {
    let story = TestApp::new().await;
    let mut app = story.app.clone();
    let mirror = directory(&app).with_file_name("mirror");
    app.settings.ledger.mirror = Some(mirror.clone());
    let mut sizes = Vec::new();
    for seed in 1..3 {
        story.submit_photo(seed).await;
        sizes.push(ledger::sign(&app).await.expect("signed").size);
    }
    assert!(sizes[0] < sizes[1]);
    for size in &sizes {
        let kept =
            fs::read_to_string(mirror.join("checkpoints").join(size.to_string())).expect("kept");
        assert_eq!(kept.lines().nth(1), Some(&*size.to_string()));
    }
    let all = [
        ledger_file(directory(&app), sizes[1]),
        ledger_file(&mirror, sizes[1]),
    ];
    assert_eq!(
        fs::read(&all[0]).expect("read"),
        fs::read(&all[1]).expect("read")
    );
}

fn ledger_file(directory: &Path, size: u64) -> PathBuf {
    directory.join(format!("tile/entries/000.p/{size}"))
}

#[tokio::test]
async fn go_verifies_the_log_and_sees_what_was_changed() {
    let story = signed().await;
    let folder = directory(&story.app).with_file_name("go");
    fs::create_dir_all(&folder).expect("a folder");
    let Some(program) = go_verifier(&folder) else {
        return;
    };
    let log = directory(&story.app).to_owned();
    let old = folder.join("old");
    fs::copy(log.join("checkpoint"), &old).expect("kept");
    for seed in 2..4 {
        story.submit_photo(seed).await;
    }
    let head = ledger::sign(&story.app).await.expect("signed");
    let run = |older: &[&Path]| {
        let ran = Command::new(&program)
            .arg(&log)
            .arg(log.join("key"))
            .args(older)
            .output();
        String::from_utf8(ran.expect("runs").stdout).expect("text")
    };
    assert_eq!(run(&[&old]), format!("OK {} entries\n", head.size));

    let entries = ledger_file(&log, head.size);
    let whole = fs::read(&entries).expect("read");
    let mut touched = whole.clone();
    touched[40] ^= 1;
    fs::write(&entries, &touched).expect("written");
    assert!(run(&[]).starts_with("FAIL entry 1"), "{}", run(&[]));

    // Somebody with the key signs another past.
    let stranger = TestApp::new().await;
    for seed in 1..9 {
        stranger.submit_photo(seed).await;
    }
    let mut app = stranger.app.clone();
    app.settings.ledger.key_file = story.app.settings.ledger.key_file.clone();
    ledger::sign(&app).await.expect("signed");
    let rewritten = |older: &[&Path]| {
        let log = directory(&app);
        let ran = Command::new(&program)
            .arg(log)
            .arg(log.join("key"))
            .args(older)
            .output();
        String::from_utf8(ran.expect("runs").stdout).expect("text")
    };
    assert!(rewritten(&[]).starts_with("OK"), "it holds by itself");
    assert!(
        rewritten(&[&old]).starts_with("FAIL consistency"),
        "{}",
        rewritten(&[&old])
    );
}
