//! Headers, cross-site requests, errors for programs.

use axum::{body::Body, http::Request};
use cairn_testkit::TestApp;

#[tokio::test]
async fn every_answer_carries_the_policy_and_no_page_asks_a_third_party() {
    let story = TestApp::new().await;
    let mut browser = story.browser();
    for path in ["/", "/submit", "/login", "/receipt", "/nothing-here"] {
        let answer = browser.get(path).await;
        let policy = answer.headers["content-security-policy"]
            .to_str()
            .expect("ASCII")
            .to_owned();
        assert!(
            policy.starts_with("default-src 'none'") && !policy.contains("unsafe"),
            "{policy}"
        );
        assert_eq!(answer.headers["x-content-type-options"], "nosniff");
        let text = answer.text();
        assert!(
            !text.contains("<style") && !text.contains(" style=\""),
            "{path}"
        );
        for source in ["src=\"http", "href=\"//", "url(http"] {
            assert!(
                !text.contains(source),
                "{path} asks somebody else: {source}"
            );
        }
    }
}

#[tokio::test]
async fn a_form_from_another_site_is_refused() {
    let story = TestApp::new().await;
    let mut ana = story.signed_in(&story.ana).await;
    let request = Request::post("/logout")
        .header("host", "cairn.example")
        .header("origin", "https://evil.example")
        .header("sec-fetch-site", "cross-site")
        .body(Body::empty())
        .expect("a request");
    assert_eq!(ana.send(request).await.status, 403);
    assert_eq!(ana.get("/projects").await.status, 200, "still signed in");
}

#[tokio::test]
async fn programs_get_a_problem_document() {
    let story = TestApp::new().await;
    let answer = story
        .browser()
        .get_with("/incidents/AFG-222222", "accept", "application/json")
        .await;
    assert_eq!(answer.status, 404);
    assert_eq!(answer.headers["content-type"], "application/problem+json");
    let problem: serde_json::Value = serde_json::from_slice(&answer.body).expect("JSON");
    assert_eq!(problem["type"], "urn:cairn:problem:not-found");
}

#[tokio::test]
async fn the_pseudo_locale_runs_right_to_left() {
    let story = TestApp::new().await;
    let page = story.browser().get("/submit?lang=x-rtl").await.text();
    assert!(page.contains("dir=\"rtl\""));
}
