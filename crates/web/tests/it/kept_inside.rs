//! What a server keeps to itself: its keys, its folders and whatever lies beside it; and that nobody makes
//! it read without end.

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use cairn_app::Settings;
use cairn_testkit::{PASSWORD, TestApp};

use crate::hardened::lacks;

#[tokio::test]
async fn a_key_that_cannot_be_read_lets_nobody_in_and_is_not_spoken_of() {
    let story = TestApp::new().await;
    let mut ana = story.signed_in(&story.ana).await;
    let key = story.app.settings.keys_dir.join("secrets.key");
    fs::write(&key, "short").expect("written");
    let fields = [("email", story.ana.email.as_str()), ("password", PASSWORD)];
    for (what, answer) in [
        ("page", story.browser().post("/login", &fields).await),
        (
            "document",
            story.browser().post_for_json("/login", &fields).await,
        ),
        ("session", ana.get("/projects").await),
    ] {
        assert_eq!(answer.status, 500, "{what}");
        assert!(!answer.headers.contains_key("set-cookie"), "{what}");
        assert!(lacks("", &answer).is_empty(), "{what}");
        let said = answer.text().to_lowercase();
        for inside in [
            "secrets.key",
            "whole buffer",
            "unexpectedeof",
            "project afg",
        ] {
            assert!(!said.contains(inside), "{what} says {inside}: {said}");
        }
    }
}

#[tokio::test]
async fn keys_are_their_owners_alone_and_passwords_are_hashed_slowly() {
    let story = TestApp::new().await;
    let mut lea = story.signed_in(&story.lea).await;
    lea.get("/account/second-factor").await;
    let folder = &story.app.settings.keys_dir;
    let mut keys = 0;
    for key in fs::read_dir(folder).expect("reads") {
        let path = key.expect("an entry").path();
        assert_eq!(mode(&path) & 0o177, 0, "{}", path.display());
        let bits = fs::metadata(&path).expect("is there").len() * 8;
        assert!(bits >= 256, "{}: {bits}", path.display());
        keys += 1;
    }
    assert!(keys >= 2, "those of sessions and of seeds: {keys}");
    // Stories hash quickly; what ships does not.
    let usual = Settings::default();
    assert!(usual.argon2_memory_kib >= 64 * 1024 && usual.argon2_passes >= 3);
    let reads = story.app.store.read();
    let found = reads.find_account_by_email(&story.lea.email).await;
    let hash = found.expect("reads").expect("is there").password_hash;
    assert!(hash.starts_with("$argon2id$v=19$m="), "{hash}");
}

fn mode(path: &Path) -> u32 {
    let about = fs::metadata(path).expect("is there");
    about.permissions().mode() & 0o777
}

#[tokio::test]
async fn no_folder_is_listed_and_no_source_is_served() {
    let story = TestApp::new().await;
    let mut stranger = story.browser();
    for path in [
        "/assets/",
        "/geo/",
        "/media/",
        "/blobs/",
        "/releases/1/",
        "/ledger/tile/",
        "/.git/HEAD",
        "/.git/config",
        "/assets/.git/HEAD",
        "/assets/..%2f..%2fpackage.json",
        "/.env",
        "/Cargo.toml",
        "/cairn.db",
        "/keys/secrets.key",
        "/metrics",
        "/debug",
    ] {
        assert_eq!(stranger.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn what_is_typed_is_not_read_without_end() {
    let story = TestApp::new().await;
    let long = "a".repeat(9 << 20);
    let fields = [("email", long.as_str()), ("password", "x")];
    let answer = story.browser().post("/login", &fields).await;
    assert_eq!(answer.status, 422);
    let long = &long[..5 << 20];
    let fields = [("what", long), ("consent", "publish")];
    let answer = story.browser().upload("/submit", &fields, &[]).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("at most 4194304"));
}
