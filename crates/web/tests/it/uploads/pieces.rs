//! Pieces: those that fit, those that do not, those that are damaged.

use axum::{body::Body, http::Request};
use base64::{Engine, prelude::BASE64_STANDARD};
use cairn_domain::Digest;
use cairn_testkit::TestApp;
use futures::{StreamExt, channel::oneshot, stream};
use sha1::Sha1;
use sha2::{Digest as _, Sha256};

use super::{Client, PIECE, ask, header, photo, refused};

#[tokio::test]
async fn a_piece_that_does_not_fit_is_refused_with_what_to_do() {
    let story = TestApp::new().await;
    let bytes = photo(2);
    let mut client = Client::begin(&story, bytes.len(), "").await;
    client.patch(0, &bytes[..100]).await;
    let (status, words) = refused(&client.patch(50, &bytes[50..]).await);
    assert_eq!(status, 409);
    assert!(
        words.contains("100 bytes have arrived") && words.contains("go on from there"),
        "{words}"
    );
    assert_eq!(
        refused(&client.patch(100, &vec![0; bytes.len()]).await).0,
        400
    );
    let streamed = stream::iter([Ok::<_, std::io::Error>(vec![0_u8; bytes.len()])]);
    let headers = [("content-type", PIECE), ("upload-offset", "100")];
    let unannounced = client
        .ask("PATCH", &headers, Body::from_stream(streamed))
        .await;
    assert_eq!(
        refused(&unannounced).0,
        400,
        "too long without having said so"
    );
    assert_eq!(client.offset().await, "100", "and nothing of it is kept");
    let typed = client
        .ask("PATCH", &[("upload-offset", "100")], Body::from("x"))
        .await;
    assert_eq!(refused(&typed).0, 415);
    let packed = client
        .patch_with(100, &bytes[100..], &[("content-encoding", "gzip")])
        .await;
    assert_eq!(refused(&packed).0, 415);
    let nowhere = client
        .ask("PATCH", &[("content-type", PIECE)], Body::from("x"))
        .await;
    assert_eq!(refused(&nowhere).0, 400);
    assert_eq!(client.patch(100, &bytes[100..]).await.status, 204);
    assert_eq!(
        client.patch(bytes.len(), b"").await.status,
        204,
        "nothing more"
    );
    let other = Request::patch("/uploads/unknown").header("tus-resumable", "1.0.0");
    let other = other
        .header("content-type", PIECE)
        .header("upload-offset", "0");
    let other = story
        .browser()
        .send(other.body(Body::empty()).expect("a request"))
        .await;
    assert_eq!(other.status, 404);
}

#[tokio::test]
async fn a_checksum_makes_a_piece_whole_or_nothing() {
    let story = TestApp::new().await;
    let bytes = photo(3);
    let mut client = Client::begin(&story, bytes.len(), "").await;
    let sha1 = |part: &[u8]| format!("sha1 {}", BASE64_STANDARD.encode(Sha1::digest(part)));
    let sha256 = |part: &[u8]| format!("sha256 {}", BASE64_STANDARD.encode(Sha256::digest(part)));
    let sum = sha1(&bytes[..700]);
    let good = client
        .patch_with(0, &bytes[..700], &[("upload-checksum", &sum)])
        .await;
    assert_eq!(good.status, 204);
    let sum = sha256(b"something else");
    let bad = client
        .patch_with(700, &bytes[700..], &[("upload-checksum", &sum)])
        .await;
    assert_eq!(refused(&bad).0, 460);
    assert_eq!(client.offset().await, "700");
    let unknown = client
        .patch_with(700, &bytes[700..], &[("upload-checksum", "crc32 AAAA")])
        .await;
    assert_eq!(refused(&unknown).0, 400);
    let sum = sha256(&bytes[700..]);
    let rest = client
        .patch_with(700, &bytes[700..], &[("upload-checksum", &sum)])
        .await;
    assert_eq!(rest.status, 204, "the digest of the whole was not spoilt");
    let whole = BASE64_STANDARD.encode(Digest::of_bytes(&bytes).0);
    assert_eq!(header(&rest, "repr-digest"), format!("sha-256=:{whole}:"));
}

#[tokio::test]
async fn a_line_that_breaks_loses_nothing_that_came() {
    let story = TestApp::new().await;
    let bytes = photo(7);
    let mut client = Client::begin(&story, bytes.len(), "").await;
    let broken: Vec<Result<Vec<u8>, std::io::Error>> = vec![
        Ok(bytes[..3_000].to_vec()),
        Err(std::io::ErrorKind::ConnectionReset.into()),
    ];
    let headers = [("content-type", PIECE), ("upload-offset", "0")];
    let body = Body::from_stream(stream::iter(broken));
    assert_eq!(client.ask("PATCH", &headers, body).await.status, 400);
    assert_eq!(client.offset().await, "3000");
    // The client hangs up in the middle: nobody waits for the answer any more, and the line is
    // found to be dead only later.
    let (written, was_written) = oneshot::channel();
    let (dies, death) = oneshot::channel::<()>();
    let rest = async move {
        let _ = written.send(());
        let _ = death.await;
        Err(std::io::ErrorKind::ConnectionReset.into())
    };
    let first = bytes[3_000..6_000].to_vec();
    let line = stream::iter([Ok::<_, std::io::Error>(first)]).chain(stream::once(rest));
    let (mut other, place) = (client.browser.clone(), client.place.clone());
    let asking = tokio::spawn(async move {
        let headers = [("content-type", PIECE), ("upload-offset", "3000")];
        ask(
            &mut other,
            "PATCH",
            &place,
            &headers,
            Body::from_stream(line),
        )
        .await
    });
    was_written.await.expect("the first half was taken");
    asking.abort();
    let _ = dies.send(());
    let rest = client.patch(6_000, &bytes[6_000..]).await;
    assert_eq!(rest.status, 204, "{}", rest.text());
}
