//! Headers, cross-site requests, errors for programs.

use axum::{body::Body, http::Request};
use cairn_app::project::{self, NewProject};
use cairn_storage::{Store, StoreOptions};
use cairn_testkit::{Browser, TestApp};
use cairn_web::{Web, WebSettings, router};

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
    let page = pseudo(&story).get("/submit?lang=x-rtl").await.text();
    assert!(page.contains("dir=\"rtl\""));
}

/// A browser of the same instance whose operator asks for the pseudo-locale.
pub fn pseudo(story: &TestApp) -> Browser {
    let settings = WebSettings {
        pseudo_locale: true,
        ..WebSettings::default()
    };
    Browser::new(router(Web::new(story.app.clone(), settings)))
}

#[tokio::test]
async fn a_language_for_trying_things_answers_to_nobody_else() {
    let story = TestApp::new().await;
    let mut browser = story.browser();
    let chosen = [("lang", "x-rtl"), ("next", "/submit")];
    assert_eq!(browser.post("/language", &chosen).await.status, 303);
    for path in ["/submit", "/submit?lang=x-rtl", "/?lang=x-rtl"] {
        let page = browser.get(path).await.text();
        assert!(
            page.contains("dir=\"ltr\"") && !page.contains("en-XB"),
            "{path}"
        );
    }

    // `cairn demo` fills an empty instance with what says of itself that it is invented; one such project
    // beside others is no demonstration.
    let mut demo = story.app.clone();
    demo.store = Store::open(&StoreOptions {
        database_url: format!("sqlite://{}/demo.db?mode=rwc", story.directory().display()),
        blob_dir: story.directory().join("demo-blobs"),
    })
    .await
    .expect("opens");
    for (app, is_whole) in [(&story.app, false), (&demo, true)] {
        assert!(!project::is_demonstration(app).await.expect("reads"));
        let new = NewProject {
            code: "DEM".parse().expect("a code"),
            name: "Invented".into(),
            summary: String::new(),
            zone: "Asia/Kabul".into(),
            template: "standard".into(),
            lease_minutes: 120,
            publish_cell_m: 1_000.0,
            is_demo: true,
        };
        project::create_project(app, new).await.expect("opened");
        assert_eq!(
            project::is_demonstration(app).await.expect("reads"),
            is_whole
        );
    }
}
