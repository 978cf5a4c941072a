//! The operator's scanner for malware: a real program over real files.

use std::{fs, os::unix::fs::PermissionsExt};

use cairn_domain::{AuditAct, AuditKind, ScanVerdict, ShortId};
use cairn_storage::{ActFilter, ScanRecord};
use cairn_testkit::{TestApp, jpeg, street};
use chrono::TimeDelta;

/// Finds a mark, chokes on another, and says so as scanners do.
const SCANNER: &str = r#"#!/bin/sh
if grep -q HARMLESS-TEST-MARK "$2"; then echo "$2: Harmless-Test-Mark FOUND"; exit 1; fi
if grep -q CHOKES-THE-SCANNER "$2"; then echo "out of memory" >&2; exit 2; fi
[ "$1" = --quiet ]
"#;

async fn with_scanner() -> TestApp {
    let mut story = TestApp::new().await;
    let program = story.directory().join("scan files");
    fs::write(&program, SCANNER).expect("written");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("may run");
    let words = [program.display().to_string(), "--quiet".into()];
    story.app.settings.scanner = Some(words.into());
    story
}

fn photo(mark: &str) -> Vec<u8> {
    let mut bytes = jpeg(&street(9, 64, 48));
    bytes.extend(mark.as_bytes());
    bytes
}

async fn said(story: &TestApp, short: &ShortId) -> Option<ScanRecord> {
    let reads = story.app.store.read();
    let item = story.item(short).await.id;
    let file = reads.files_of(item).await.expect("reads").remove(0);
    reads.find_scan(file.id).await.expect("reads")
}

#[tokio::test]
async fn a_file_with_a_finding_is_kept_shown_as_such_and_handed_out_after_a_warning() {
    let story = with_scanner().await;
    let bytes = photo("HARMLESS-TEST-MARK");
    let short = story.submit(bytes.clone(), None).await;
    let scan = said(&story, &short).await.expect("it has looked");
    assert_eq!(
        (scan.verdict, scan.said.as_str()),
        (ScanVerdict::Found, "Harmless-Test-Mark FOUND")
    );
    let found = ActFilter {
        kind: Some(AuditKind::FileScanned),
        ..ActFilter::default()
    };
    let acts = story
        .app
        .store
        .read()
        .acts(&found, 10)
        .await
        .expect("reads");
    let verdict = |act: &AuditAct| match act {
        AuditAct::FileScanned { verdict, .. } => Some(*verdict),
        _ => None,
    };
    assert_eq!(
        (acts.len(), verdict(&acts[0].new.act)),
        (1, Some(ScanVerdict::Found))
    );

    let mut ana = story.signed_in(&story.ana).await;
    let item = format!("/projects/AFG/items/{short}");
    let page = ana.get(&item).await.text();
    assert!(page.contains("found something in this file") && page.contains("Harmless-Test-Mark"));
    let href = page
        .split('"')
        .find(|word| word.starts_with(&format!("{item}/files/")));
    let href = href.expect("a link").to_owned();
    let warned = ana.get(&href).await;
    assert_eq!(warned.status, 422);
    assert!(
        warned.text().contains(&format!("action=\"{href}\"")),
        "a form to confirm"
    );
    assert!(!warned.headers.contains_key("content-disposition"));
    let refused = ana.get_with(&href, "accept", "application/json").await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("scanner-found"));
    let confirmed = ana.post(&href, &[]).await;
    assert_eq!(
        (confirmed.status.as_u16(), &confirmed.body),
        (200, &bytes),
        "nothing is deleted"
    );
    let disposition = confirmed.headers["content-disposition"]
        .to_str()
        .expect("ASCII");
    assert!(disposition.starts_with("attachment;"), "{disposition}");
}

#[tokio::test]
async fn a_clean_file_is_handed_out_at_once_and_says_so() {
    let story = with_scanner().await;
    let bytes = photo("");
    let short = story.submit(bytes.clone(), None).await;
    assert_eq!(
        said(&story, &short).await.expect("looked").verdict,
        ScanVerdict::Clean
    );
    let mut ana = story.signed_in(&story.ana).await;
    let item = format!("/projects/AFG/items/{short}");
    let page = ana.get(&item).await.text();
    assert!(page.contains("found nothing in this file"));
    let href = page
        .split('"')
        .find(|word| word.starts_with(&format!("{item}/files/")));
    assert_eq!(ana.get(href.expect("a link")).await.body, bytes);
}

#[tokio::test]
async fn a_scanner_that_cannot_say_is_asked_again_and_holds_nothing_up() {
    let story = with_scanner().await;
    let short = story.submit(photo("CHOKES-THE-SCANNER"), None).await;
    assert_ne!(
        story.item(&short).await.state.stage.to_string(),
        "received",
        "out of intake"
    );
    for _ in 0..2 {
        assert_eq!(said(&story, &short).await, None, "not yet");
        story.app.clock.advance(TimeDelta::seconds(31));
        let done = cairn_app::worker::run_until_idle(&story.app).await;
        assert_eq!(done.expect("runs"), 1);
    }
    let scan = said(&story, &short).await.expect("the last time");
    assert_eq!(
        (scan.verdict, scan.said.as_str()),
        (ScanVerdict::Unknown, "out of memory")
    );
    let mut ana = story.signed_in(&story.ana).await;
    let page = ana
        .get(&format!("/projects/AFG/items/{short}"))
        .await
        .text();
    assert!(page.contains("could not say anything of this file"));
}

#[tokio::test]
async fn without_a_scanner_nothing_is_said() {
    let story = TestApp::new().await;
    let short = story.submit(photo("HARMLESS-TEST-MARK"), None).await;
    assert_eq!(said(&story, &short).await, None);
    let mut ana = story.signed_in(&story.ana).await;
    let page = ana
        .get(&format!("/projects/AFG/items/{short}"))
        .await
        .text();
    assert!(!page.contains("malware"));
}
