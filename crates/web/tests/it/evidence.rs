//! Bytes in, bytes out: what is stored is what was sent, and only those may have it who may.

use std::process::{Command, Stdio};

use cairn_app::stored::MatchRecord;
use cairn_domain::{Digest, ShortId};
use cairn_testkit::{Browser, TestApp, jpeg, street};

/// The digest as coreutils sees it, so that Cairn is not checked with Cairn's own code.
fn sha256sum(bytes: &[u8]) -> String {
    use std::io::Write;
    let mut child = Command::new("sha256sum")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("coreutils are installed");
    child
        .stdin
        .take()
        .expect("piped")
        .write_all(bytes)
        .expect("writes");
    let output = child.wait_with_output().expect("ends").stdout;
    String::from_utf8_lossy(&output)
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_owned()
}

async fn submit(browser: &mut Browser, files: &[(&str, Vec<u8>)]) -> u16 {
    let fields = [("what", "A street"), ("consent", "publish")];
    browser
        .upload("/submit", &fields, files)
        .await
        .status
        .as_u16()
}

#[tokio::test]
async fn two_hundred_files_are_stored_byte_for_byte_and_opened_only_by_members() {
    let story = TestApp::new().await;
    let mut outside = story.browser();
    let sent: Vec<Vec<u8>> = (0..200).map(|seed| jpeg(&street(seed, 64, 48))).collect();
    for batch in sent.chunks(20) {
        let files: Vec<_> = batch.iter().map(|bytes| ("p.jpg", bytes.clone())).collect();
        assert_eq!(submit(&mut outside, &files).await, 303);
    }
    let project = story.visit(&story.ana).await.project;
    let stored = story
        .app
        .store
        .read()
        .file_digests(project.id)
        .await
        .expect("reads");
    assert_eq!(stored.len(), 200);

    let (mut ana, mut stranger) = (
        story.signed_in(&story.ana).await,
        story.signed_in(&story.stranger).await,
    );
    let mut ada = story.signed_in(&story.ada).await;
    for bytes in &sent {
        let sum = sha256sum(bytes);
        let digest: Digest = sum.parse().expect("a digest");
        let (_, item, _) = *stored
            .iter()
            .find(|(_, _, known)| *known == digest)
            .expect("stored");
        let short = story
            .app
            .store
            .read()
            .load_item(item)
            .await
            .expect("reads")
            .short;
        let path = format!("/projects/AFG/items/{short}/files/{sum}");
        let answer = ana.get(&path).await;
        assert_eq!((answer.status.as_u16(), &answer.body), (200, bytes));
        assert!(
            answer.headers["content-disposition"]
                .to_str()
                .expect("ASCII")
                .starts_with("attachment")
        );
        assert_eq!(stranger.get(&path).await.status, 404);
        assert_eq!(
            outside.get(&path).await.location().split('?').next(),
            Some("/login")
        );
        assert_eq!(
            ada.get(&path).await.status,
            409,
            "an admin does not judge evidence"
        );
    }
}

#[tokio::test]
async fn a_range_of_an_original_is_served_and_a_bad_one_refused() {
    let story = TestApp::new().await;
    let bytes = jpeg(&street(1, 64, 48));
    let short = story.submit(bytes.clone(), None).await;
    let path = format!("/projects/AFG/items/{short}/files/{}", sha256sum(&bytes));
    let mut ana = story.signed_in(&story.ana).await;
    let part = ana.get_with(&path, "range", "bytes=10-19").await;
    assert_eq!(
        (part.status.as_u16(), part.body.as_slice()),
        (206, &bytes[10..20])
    );
    let beyond = ana
        .get_with(&path, "range", &format!("bytes={}-", bytes.len()))
        .await;
    assert_eq!(beyond.status, 416);
}

#[tokio::test]
async fn what_cairn_cannot_take_is_refused_in_words_and_what_was_typed_survives() {
    let story = TestApp::new().await;
    let mut outside = story.browser();
    let page = b"<html><script>alert(1)</script></html>".to_vec();
    let fields = [("what", "Smoke over the bazaar"), ("consent", "publish")];
    let answer = outside
        .upload("/submit", &fields, &[("clip.mp4", page)])
        .await;
    assert_eq!(answer.status, 415);
    let text = answer.text();
    assert!(
        text.contains("clip.mp4") && text.contains("Smoke over the bazaar"),
        "{text}"
    );

    let empty = outside
        .upload("/submit", &fields, &[("clip.mp4", Vec::new())])
        .await;
    assert_eq!(empty.status, 400);
    let nothing = outside.upload("/submit", &fields, &[]).await;
    assert_eq!(nothing.status, 422);
    let no_consent = outside
        .upload("/submit", &[("links", "https://example.org/1")], &[])
        .await;
    assert_eq!(no_consent.status, 422);
}

#[tokio::test]
async fn a_receipt_shows_the_standing_and_takes_the_item_back() {
    let story = TestApp::new().await;
    let mut phone = story.browser();
    assert_eq!(
        submit(&mut phone, &[("p.jpg", jpeg(&street(3, 64, 48)))]).await,
        303
    );
    let fresh = phone.get("/receipt/new").await.text();
    let words: Vec<&str> = fresh
        .split("<ol class=\"receipt-words\"")
        .nth(1)
        .and_then(|rest| rest.split("</ol>").next())
        .expect("the words are there")
        .split("<li>")
        .skip(1)
        .filter_map(|item| item.split("</li>").next())
        .map(str::trim)
        .collect();
    assert_eq!(words.len(), 7, "{words:?}");
    assert_eq!(
        phone.get("/receipt/new").await.location(),
        "/receipt",
        "shown once"
    );

    cairn_app::worker::run_until_idle(&story.app)
        .await
        .expect("examined");
    let code = words.join(" ");
    let shown = phone.post("/receipt", &[("code", &code)]).await;
    assert_eq!(shown.status, 200);
    assert!(
        !shown.text().contains("ana@") && !shown.text().contains(">ana<"),
        "a submitter is not told who works on it"
    );
    let back = phone.post("/receipt/withdraw", &[("code", &code)]).await;
    assert_eq!(back.status, 200);
    let wrong = phone
        .post("/receipt", &[("code", "zoo zoo zoo zoo zoo zoo zoo")])
        .await;
    assert_eq!(wrong.status, 422);
}

async fn matches(story: &TestApp, short: &ShortId) -> Vec<MatchRecord> {
    let item = story.item(short).await;
    story
        .app
        .store
        .read()
        .matches_of(item.id)
        .await
        .expect("reads")
}

#[tokio::test]
async fn copies_are_listed_beside_the_item_and_unrelated_pictures_are_not() {
    let story = TestApp::new().await;
    let picture = street(11, 320, 240);
    let first = story.submit(jpeg(&picture), None).await;
    let same = story.submit(jpeg(&picture), None).await;
    let mirrored = story
        .submit(jpeg(&image::imageops::flip_horizontal(&picture)), None)
        .await;
    let other = story.submit(jpeg(&street(12, 320, 240)), None).await;
    let of_same = matches(&story, &same).await;
    assert!(
        of_same
            .iter()
            .any(|row| row.exact && row.other_short == first && row.verdict.is_some())
    );
    let of_mirrored = matches(&story, &mirrored).await;
    let found = of_mirrored
        .iter()
        .find(|row| row.other_short == first)
        .expect("found");
    assert_eq!(
        (found.exact, found.transform.as_str(), found.verdict),
        (false, "flip_y", None)
    );
    assert!(matches(&story, &other).await.is_empty());
}
