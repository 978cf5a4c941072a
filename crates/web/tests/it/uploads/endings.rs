//! How an upload ends: handed in once, dropped, expired, or not taken.

use axum::body::Body;
use base64::{Engine, prelude::BASE64_STANDARD};
use cairn_domain::Digest;
use cairn_testkit::TestApp;
use chrono::TimeDelta;

use super::{Client, hand_in, header, left_in, photo, refused};

#[tokio::test]
async fn a_file_arrives_in_pieces_and_is_handed_in_once() {
    let story = TestApp::new().await;
    let bytes = photo(1);
    let sum = Digest::of_bytes(&bytes).to_string();
    let name = BASE64_STANDARD.encode("IMG 1.jpg");
    let metadata = format!("filename {name},empty");
    let mut client = Client::begin(&story, bytes.len(), &metadata).await;
    assert!(client.token().len() >= 32, "unguessable");
    let (half, quarter) = (bytes.len() / 2, bytes.len() / 4);
    let first = client.patch(0, &bytes[..quarter]).await;
    assert_eq!(
        (first.status.as_u16(), header(&first, "upload-offset")),
        (204, quarter.to_string())
    );
    assert!(header(&first, "upload-expires").ends_with("GMT"));
    client.patch(quarter, &bytes[quarter..half]).await;
    let head = client.head().await;
    assert_eq!(header(&head, "upload-offset"), half.to_string());
    assert_eq!(header(&head, "upload-length"), bytes.len().to_string());
    assert_eq!(header(&head, "upload-metadata"), metadata);
    assert_eq!(header(&head, "cache-control"), "no-store");
    let early = hand_in(&mut story.browser(), &[(client.token(), "p.jpg", "")]).await;
    assert_eq!(early.status, 422, "half a file is not taken");

    let last = client.patch(half, &bytes[half..]).await;
    assert_eq!(last.status, 204);
    let digest = BASE64_STANDARD.encode(Digest::of_bytes(&bytes).0);
    assert_eq!(header(&last, "repr-digest"), format!("sha-256=:{digest}:"));
    let wrong = hand_in(
        &mut story.browser(),
        &[(client.token(), "p.jpg", &"0".repeat(64))],
    )
    .await;
    assert_eq!(wrong.status, 422, "the device read something else");
    let taken = hand_in(&mut story.browser(), &[(client.token(), "p.jpg", &sum)]).await;
    assert_eq!(taken.status, 303, "{}", taken.text());
    let again = hand_in(&mut story.browser(), &[(client.token(), "p.jpg", &sum)]).await;
    assert_eq!(again.status, 422, "used once");
    assert!(again.text().contains("p.jpg is not here any more"));
    assert_eq!(client.head().await.status, 404);
    let stored = std::fs::read(
        story
            .app
            .store
            .blobs()
            .local_path(&Digest::of_bytes(&bytes)),
    );
    assert_eq!(stored.expect("a blob"), bytes);
}

#[tokio::test]
async fn a_file_that_is_not_the_declared_one_or_of_no_kind_is_dropped() {
    let story = TestApp::new().await;
    let bytes = photo(4);
    let declared = BASE64_STANDARD.encode(Digest::of_bytes(b"another file").to_string());
    let mut client = Client::begin(&story, bytes.len(), &format!("sha256 {declared}")).await;
    let (status, words) = refused(&client.patch(0, &bytes).await);
    assert_eq!(status, 460);
    assert!(words.contains("send the file again"), "{words}");
    assert_eq!(client.head().await.status, 404);

    let page = b"<html><script>alert(1)</script></html>".repeat(1_000);
    let mut client = Client::begin(&story, page.len() * 100, "").await;
    let (status, words) = refused(&client.patch(0, &page[..5_000]).await);
    assert_eq!(status, 415, "by its first bytes, long before the last");
    assert!(words.contains("JPEG"), "{words}");
    assert_eq!(client.head().await.status, 404);
    assert_eq!(left_in(&story), 0, "and nothing lies about");
}

#[tokio::test]
async fn an_upload_ends_by_its_clients_wish_or_by_time() {
    let story = TestApp::new().await;
    let bytes = photo(5);
    let mut dropped = Client::begin(&story, bytes.len(), "").await;
    dropped.patch(0, &bytes[..10]).await;
    assert_eq!(dropped.ask("DELETE", &[], Body::empty()).await.status, 204);
    assert_eq!(dropped.head().await.status, 404);
    assert_eq!(dropped.ask("DELETE", &[], Body::empty()).await.status, 404);

    let mut kept = Client::begin(&story, bytes.len(), "").await;
    let mut left = Client::begin(&story, bytes.len(), "").await;
    left.patch(0, &bytes[..10]).await;
    story.app.clock.advance(TimeDelta::hours(48));
    kept.patch(0, &bytes[..10]).await;
    story.app.clock.advance(TimeDelta::hours(48));
    assert_eq!(kept.offset().await, "10", "what moves lives on");
    assert_eq!(left.head().await.status, 404, "what does not has expired");
    assert_eq!(
        cairn_app::upload::clean(&story.app).await.expect("cleans"),
        1
    );
    assert_eq!(
        left_in(&story),
        2,
        "bytes, and how many of them are durable"
    );
}
