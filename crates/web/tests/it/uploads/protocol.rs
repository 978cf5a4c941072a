//! What the protocol asks of a server.

use axum::{body::Body, http::Request};
use cairn_testkit::TestApp;

use super::{Client, PIECE, ask, create, header, photo, refused};

#[tokio::test]
async fn the_server_says_what_it_can_do() {
    let story = TestApp::new().await;
    let request = Request::options("/uploads").body(Body::empty());
    let answer = story.browser().send(request.expect("a request")).await;
    assert_eq!(answer.status, 204);
    assert_eq!(header(&answer, "tus-version"), "1.0.0");
    assert_eq!(header(&answer, "tus-max-size"), (10_u64 << 30).to_string());
    assert_eq!(header(&answer, "tus-checksum-algorithm"), "sha256,sha1");
    for extension in ["creation", "checksum", "expiration", "termination"] {
        assert!(
            header(&answer, "tus-extension")
                .split(',')
                .any(|one| one == extension)
        );
    }
    let request = Request::post("/uploads").header("upload-length", "10");
    let without = story
        .browser()
        .send(request.body(Body::empty()).expect("a request"))
        .await;
    assert_eq!(refused(&without).0, 412);
    assert_eq!(header(&without, "tus-version"), "1.0.0");
}

#[tokio::test]
async fn what_is_announced_is_looked_at_before_a_byte_is_sent() {
    let story = TestApp::new().await;
    let empty = create(&story, &[("upload-length", "0")]).await;
    assert_eq!(refused(&empty).0, 400);
    let (status, words) = refused(&create(&story, &[("upload-length", "10737418241")]).await);
    assert_eq!(status, 413);
    assert!(words.contains("at most 10.7 GB"), "{words}");
    for length in ["", "-1", "+1", "many"] {
        let unread = create(&story, &[("upload-length", length)]).await;
        assert_eq!(refused(&unread).0, 400, "{length}");
    }
    assert_eq!(
        refused(&create(&story, &[("upload-defer-length", "1")]).await).0,
        400
    );
}

#[tokio::test]
async fn clients_without_patch_say_what_they_mean() {
    let story = TestApp::new().await;
    let bytes = photo(8);
    let mut client = Client::begin(&story, bytes.len(), "").await;
    let headers = [
        ("x-http-method-override", "PATCH"),
        ("content-type", PIECE),
        ("upload-offset", "0"),
    ];
    let sent = client
        .ask("POST", &headers, Body::from(bytes.clone()))
        .await;
    assert_eq!(sent.status, 204);
    let dropped = client
        .ask(
            "POST",
            &[("x-http-method-override", "DELETE")],
            Body::empty(),
        )
        .await;
    assert_eq!(dropped.status, 204);
    let whole = ask(
        &mut story.browser(),
        "POST",
        "/uploads",
        &[
            ("upload-length", &bytes.len().to_string()),
            ("content-type", PIECE),
        ],
        Body::from(bytes.clone()),
    )
    .await;
    assert_eq!(
        (whole.status.as_u16(), header(&whole, "upload-offset")),
        (201, bytes.len().to_string())
    );
}

#[tokio::test]
async fn another_site_cannot_write_to_an_upload() {
    let story = TestApp::new().await;
    let client = Client::begin(&story, 100, "").await;
    let request = Request::patch(&client.place)
        .header("tus-resumable", "1.0.0")
        .header("content-type", PIECE)
        .header("upload-offset", "0")
        .header("origin", "https://evil.example")
        .header("host", "cairn.example")
        .header("sec-fetch-site", "cross-site");
    let answer = story
        .browser()
        .send(request.body(Body::empty()).expect("a request"))
        .await;
    assert_eq!(answer.status, 403);
}
