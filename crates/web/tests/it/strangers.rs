//! Strangers may knock often, not endlessly, and nothing of where they come from remains.

use std::net::SocketAddr;

use axum::{body::Body, extract::ConnectInfo, http::Request};
use cairn_app::Limits;
use cairn_testkit::TestApp;
use cairn_web::{Web, WebSettings, router};
use chrono::TimeDelta;
use tower::ServiceExt;

const GUESS: &str = "code=zoo+zoo+zoo+zoo+zoo+zoo+zoo";

fn few() -> Limits {
    Limits {
        receipts_per_min: 5,
        submissions_per_min: 2,
        ..Limits::default()
    }
}

/// One POST from an address; status and how long to wait.
async fn knock(web: &Web, path: &str, peer: &str, forwarded: Option<&str>) -> (u16, Option<u64>) {
    let mut request = Request::post(path)
        .header("content-type", "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin");
    if let Some(forwarded) = forwarded {
        request = request.header("x-forwarded-for", forwarded);
    }
    let mut request = request.body(Body::from(GUESS)).expect("a request");
    let peer: SocketAddr = format!("{peer}:4000").parse().expect("an address");
    request.extensions_mut().insert(ConnectInfo(peer));
    let answer = router(web.clone()).oneshot(request).await.expect("answers");
    let wait = answer.headers().get("retry-after").map(|value| {
        let text = value.to_str().expect("ASCII");
        text.parse().expect("seconds")
    });
    (answer.status().as_u16(), wait)
}

async fn instance(trusted: &[&str]) -> (TestApp, Web) {
    let story = TestApp::new().await;
    let mut app = story.app.clone();
    app.settings.limits = few();
    let settings = WebSettings {
        trusted_proxies: trusted.iter().map(|n| n.parse().expect("a net")).collect(),
        ..WebSettings::default()
    };
    (story, Web::new(app, settings))
}

#[tokio::test]
async fn guesses_from_one_network_are_stopped_and_others_go_on() {
    let (story, web) = instance(&[]).await;
    for _ in 0..5 {
        assert_eq!(knock(&web, "/receipt", "192.0.2.1", None).await.0, 422);
    }
    let (status, wait) = knock(&web, "/receipt", "192.0.2.1", None).await;
    assert_eq!(status, 429);
    assert!(
        wait.is_some_and(|seconds| (1..=60).contains(&seconds)),
        "{wait:?}"
    );
    assert_eq!(
        knock(&web, "/receipt/note", "192.0.2.1", None).await.0,
        429,
        "any door"
    );
    assert_eq!(knock(&web, "/receipt", "192.0.2.2", None).await.0, 422);
    assert_ne!(
        knock(&web, "/submit", "192.0.2.1", None).await.0,
        429,
        "another count"
    );
    // Nobody says whom they are behind, unless the operator trusts them.
    let (status, _) = knock(&web, "/receipt", "192.0.2.1", Some("192.0.2.9")).await;
    assert_eq!(status, 429);
    // The next hour has another salt and begins from nothing.
    story.app.clock.advance(TimeDelta::hours(1));
    assert_eq!(knock(&web, "/receipt", "192.0.2.1", None).await.0, 422);
}

#[tokio::test]
async fn behind_a_trusted_proxy_each_client_is_counted_alone() {
    let (_story, web) = instance(&["127.0.0.1/32"]).await;
    for client in ["198.51.100.1", "198.51.100.2", "198.51.100.3"] {
        for _ in 0..5 {
            let (status, _) = knock(&web, "/receipt", "127.0.0.1", Some(client)).await;
            assert_eq!(status, 422);
        }
        let (status, _) = knock(&web, "/receipt", "127.0.0.1", Some(client)).await;
        assert_eq!(status, 429, "{client}");
    }
}

#[tokio::test]
async fn submissions_are_counted_before_their_body_is_read() {
    let (_story, web) = instance(&[]).await;
    for _ in 0..2 {
        assert_ne!(knock(&web, "/submit", "192.0.2.5", None).await.0, 429);
    }
    assert_eq!(knock(&web, "/submit", "192.0.2.5", None).await.0, 429);
}
