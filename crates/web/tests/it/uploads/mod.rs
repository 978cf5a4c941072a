//! Uploads by tus 1.0.0, as a client sees them.

mod at_once;
mod endings;
mod pieces;
mod protocol;

use axum::{body::Body, http::Request};
use cairn_domain::Digest;
use cairn_testkit::{Answer, Browser, TestApp, jpeg, street};

const PIECE: &str = "application/offset+octet-stream";

/// A client that knows one upload.
struct Client {
    browser: Browser,
    place: String,
}

async fn ask(
    browser: &mut Browser,
    method: &str,
    place: &str,
    headers: &[(&str, &str)],
    body: Body,
) -> Answer {
    let mut request = Request::builder()
        .method(method)
        .uri(place)
        .header("tus-resumable", "1.0.0")
        .header("sec-fetch-site", "same-origin");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    browser.send(request.body(body).expect("a request")).await
}

async fn create(story: &TestApp, headers: &[(&str, &str)]) -> Answer {
    ask(
        &mut story.browser(),
        "POST",
        "/uploads",
        headers,
        Body::empty(),
    )
    .await
}

impl Client {
    async fn begin(story: &TestApp, length: usize, metadata: &str) -> Self {
        let length = length.to_string();
        let mut headers = vec![("upload-length", length.as_str())];
        if !metadata.is_empty() {
            headers.push(("upload-metadata", metadata));
        }
        let answer = create(story, &headers).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        Self {
            browser: story.browser(),
            place: answer.location().to_owned(),
        }
    }

    async fn ask(&mut self, method: &str, headers: &[(&str, &str)], body: Body) -> Answer {
        let place = self.place.clone();
        ask(&mut self.browser, method, &place, headers, body).await
    }

    async fn patch(&mut self, offset: usize, bytes: &[u8]) -> Answer {
        self.patch_with(offset, bytes, &[]).await
    }

    async fn patch_with(&mut self, offset: usize, bytes: &[u8], more: &[(&str, &str)]) -> Answer {
        let offset = offset.to_string();
        let mut headers = vec![("content-type", PIECE), ("upload-offset", offset.as_str())];
        headers.extend(more);
        self.ask("PATCH", &headers, Body::from(bytes.to_vec()))
            .await
    }

    async fn head(&mut self) -> Answer {
        self.ask("HEAD", &[], Body::empty()).await
    }

    async fn offset(&mut self) -> String {
        let answer = self.head().await;
        assert_eq!(answer.status, 200);
        header(&answer, "upload-offset")
    }

    fn token(&self) -> &str {
        self.place.rsplit('/').next().expect("a token")
    }
}

fn header(answer: &Answer, name: &str) -> String {
    let value = answer.headers.get(name);
    value
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .to_owned()
}

/// What a program reads of a refusal: status and sentence.
fn refused(answer: &Answer) -> (u16, String) {
    let problem: serde_json::Value = serde_json::from_slice(&answer.body).expect("JSON");
    let kind = header(answer, "content-type");
    assert_eq!(kind, "application/problem+json");
    assert_eq!(header(answer, "tus-resumable"), "1.0.0");
    let detail = problem["detail"].as_str().unwrap_or_default().to_owned();
    (answer.status.as_u16(), detail)
}

fn photo(seed: u64) -> Vec<u8> {
    jpeg(&street(seed, 320, 240))
}

async fn hand_in(browser: &mut Browser, tokens: &[(&str, &str, &str)]) -> Answer {
    let mut fields = vec![("what", "A street"), ("consent", "publish")];
    for (token, name, sha256) in tokens {
        fields.extend([
            ("upload", *token),
            ("upload-name", *name),
            ("upload-sha256", *sha256),
        ]);
    }
    browser.upload("/submit", &fields, &[]).await
}

/// Files in the directory of what arrives.
fn left_in(story: &TestApp) -> usize {
    let blob = story.app.store.blobs().local_path(&Digest::of_bytes(b""));
    let root = blob.ancestors().nth(2).expect("a root");
    std::fs::read_dir(root.join("incoming"))
        .expect("a directory")
        .count()
}
