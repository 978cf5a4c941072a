//! What the protocol asks of a server.

use axum::{body::Body, http::Request};
use cairn_testkit::TestApp;

use super::{Client, PIECE, ask, create, hand_in, header, photo, refused};

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
async fn the_address_of_an_upload_with_a_key_opens_nothing() {
    let story = TestApp::new().await;
    let bytes = photo(4);
    let (key, other) = ("k".repeat(32), "o".repeat(32));
    let length = bytes.len().to_string();
    let with = |key: &str| {
        [
            ("upload-length".to_owned(), length.clone()),
            ("upload-key".to_owned(), key.to_owned()),
        ]
    };
    for wrong in ["short", &"k".repeat(129), &"=".repeat(32)] {
        let headers = with(wrong);
        let headers = headers
            .each_ref()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        assert_eq!(refused(&create(&story, &headers).await).0, 400, "{wrong}");
    }
    let headers = with(&key);
    let headers = headers
        .each_ref()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let begun = create(&story, &headers).await;
    assert_eq!(begun.status, 201, "{}", begun.text());
    let place = begun.location().to_owned();
    assert!(!place.contains(&key));
    let name = place.rsplit('/').next().expect("a name");

    let mut anybody = story.browser();
    for wrong in [None, Some(other.as_str())] {
        let key: Vec<_> = wrong.map(|key| ("upload-key", key)).into_iter().collect();
        for method in ["HEAD", "DELETE", "PATCH"] {
            let mut headers = vec![("content-type", PIECE), ("upload-offset", "0")];
            headers.extend(&key);
            let body = Body::from(bytes.clone());
            let answer = ask(&mut anybody, method, &place, &headers, body).await;
            assert_eq!(answer.status, 404, "{method} with {wrong:?}");
        }
    }
    let headers = [
        ("content-type", PIECE),
        ("upload-offset", "0"),
        ("upload-key", key.as_str()),
    ];
    let body = Body::from(bytes.clone());
    assert_eq!(
        ask(&mut anybody, "PATCH", &place, &headers, body)
            .await
            .status,
        204
    );
    let stolen = hand_in(&mut anybody, &[(name, "p.jpg", "")]).await;
    assert_eq!(stolen.status, 422, "nor is it handed in by its name");
    let token = format!("{name}:{key}");
    assert_eq!(
        hand_in(&mut anybody, &[(&token, "p.jpg", "")]).await.status,
        303
    );
}

#[tokio::test]
async fn clients_without_a_key_are_taken_unless_the_operator_says_otherwise() {
    let mut story = TestApp::new().await;
    assert_eq!(create(&story, &[("upload-length", "10")]).await.status, 201);
    story.app.settings.uploads_need_key = true;
    story.router = cairn_web::router(cairn_web::Web::new(
        story.app.clone(),
        cairn_web::WebSettings::default(),
    ));
    let (status, words) = refused(&create(&story, &[("upload-length", "10")]).await);
    assert_eq!(status, 400);
    assert!(words.contains("Upload-Key"), "{words}");
    let key = "k".repeat(32);
    let headers = [("upload-length", "10"), ("upload-key", key.as_str())];
    assert_eq!(create(&story, &headers).await.status, 201);
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
