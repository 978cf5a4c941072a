//! What programs may read with a token, and for how long.

use axum::{body::Body, http::Request};
use cairn_app::account::{self, TokenDraft};
use cairn_testkit::{Answer, TestApp};
use chrono::TimeDelta;

pub async fn ask(story: &TestApp, secret: &str, path: &str) -> Answer {
    let request = Request::get(path)
        .header("authorization", format!("Bearer {secret}"))
        .body(Body::empty());
    story.browser().send(request.expect("a request")).await
}

fn draft(project: &str) -> TokenDraft {
    TokenDraft {
        project: project.into(),
        name: "Nightly copy".into(),
        scope: "read".into(),
        days: "30".into(),
    }
}

async fn token(story: &TestApp) -> String {
    let made = account::create_token(&story.app, story.ana.id, &draft("AFG")).await;
    made.expect("made")
}

pub const ITEMS: &str = "/api/v1/projects/AFG/items";

#[tokio::test]
async fn a_token_reads_its_project_and_no_other() {
    let story = TestApp::new().await;
    let short = story.submit_photo(1).await;
    story.submit_photo(2).await;
    let secret = token(&story).await;
    assert!(
        secret.starts_with("cairn_") && secret.len() == 70,
        "256 bits"
    );
    let page = ask(&story, &secret, &format!("{ITEMS}?limit=1")).await;
    let page: serde_json::Value = serde_json::from_slice(&page.body).expect("JSON");
    assert_eq!(page["items"].as_array().map(Vec::len), Some(1));
    let next = page["next"].as_str().expect("another page");
    let rest = ask(&story, &secret, &format!("{ITEMS}?after={next}")).await;
    let rest: serde_json::Value = serde_json::from_slice(&rest.body).expect("JSON");
    assert_eq!(rest["items"].as_array().map(Vec::len), Some(1));
    assert_ne!(page["items"][0]["id"], rest["items"][0]["id"]);
    for bad in ["limit=0", "limit=201", "after=elsewhere"] {
        let answer = ask(&story, &secret, &format!("{ITEMS}?{bad}")).await;
        assert_eq!(answer.status, 422, "{bad}");
    }
    let item = ask(&story, &secret, &format!("{ITEMS}/{short}"))
        .await
        .text();
    assert!(item.contains(&format!("AFG-{short}")), "{item}");
    story.incident(&story.ana).await;
    let incidents = ask(&story, &secret, "/api/v1/projects/AFG/incidents").await;
    assert!(incidents.text().contains("Explosion at a school"));
    let foreign = ask(&story, &secret, "/api/v1/projects/OTH/items").await;
    assert_eq!(foreign.status, 404);
    let stranger = account::create_token(&story.app, story.stranger.id, &draft("AFG")).await;
    assert!(stranger.is_err(), "not a member");
}

#[tokio::test]
async fn a_token_ends_when_it_is_revoked_runs_out_or_its_owner_leaves() {
    let story = TestApp::new().await;
    let secret = token(&story).await;
    assert_eq!(ask(&story, &secret, ITEMS).await.status, 200);
    let mut ana = story.signed_in(&story.ana).await;
    let listed = account::tokens(&story.app, story.ana.id)
        .await
        .expect("reads");
    assert_eq!(
        listed[0].last_used_on,
        Some(story.app.clock.now().date_naive())
    );
    let id = listed[0].id.to_string();
    let mut ben = story.signed_in(&story.ben).await;
    let path = "/account/tokens/revoke";
    assert_eq!(
        ben.post(path, &[("token", &id)]).await.status,
        404,
        "not his"
    );
    assert_eq!(ana.post(path, &[("token", &id)]).await.status, 303);
    assert_eq!(ask(&story, &secret, ITEMS).await.status, 401, "at once");

    let secret = token(&story).await;
    story.app.clock.advance(TimeDelta::days(30));
    assert_eq!(ask(&story, &secret, ITEMS).await.status, 401, "run out");

    let secret = token(&story).await;
    let visit = story.visit(&story.ada).await;
    let gone = account::MemberChange::Remove;
    account::change_member(&story.app, &visit, story.ana.id, gone)
        .await
        .expect("removed");
    assert_eq!(ask(&story, &secret, ITEMS).await.status, 404, "left");
}

#[tokio::test]
async fn the_interface_is_described_and_every_path_of_it_exists() {
    let story = TestApp::new().await;
    let answer = story.browser().get("/api/openapi.json").await;
    let document: serde_json::Value = serde_json::from_slice(&answer.body).expect("JSON");
    assert!(
        document["openapi"]
            .as_str()
            .is_some_and(|version| version.starts_with("3.1"))
    );
    let described: Vec<_> = document["paths"]
        .as_object()
        .expect("paths")
        .keys()
        .cloned()
        .collect();
    let mut routed: Vec<_> = cairn_web::ROUTES
        .iter()
        .filter(|route| route.path.starts_with("/api/v1/"))
        .map(|route| route.path.to_owned())
        .collect();
    routed.sort();
    routed.dedup();
    assert_eq!(described, routed);
}

#[tokio::test]
async fn the_page_shows_the_secret_once() {
    let story = TestApp::new().await;
    let mut ana = story.signed_in(&story.ana).await;
    let fields = [
        ("project", "AFG"),
        ("scope", "read"),
        ("token-name", "Nightly copy"),
        ("days", "90"),
    ];
    let page = ana.post("/account/tokens", &fields).await.text();
    let at = page.find("cairn_").expect("the secret");
    let secret = page[at..at + 70].to_owned();
    assert_eq!(ask(&story, &secret, ITEMS).await.status, 200);
    let again = ana.get("/account").await.text();
    assert!(again.contains("Nightly copy") && !again.contains("cairn_"));
    let bad = ana
        .post(
            "/account/tokens",
            &[("project", "AFG"), ("token-name", "Kept"), ("days", "900")],
        )
        .await;
    assert_eq!(bad.status, 422);
    assert!(bad.text().contains("value=\"Kept\""));
}

#[tokio::test]
async fn a_token_that_hands_in_hands_in_and_reads_nothing() {
    let story = TestApp::new().await;
    let hands_in = TokenDraft {
        scope: "submit".into(),
        ..draft("AFG")
    };
    // A volunteer may hand in and may not read.
    let made = account::create_token(&story.app, story.volunteer.id, &hands_in).await;
    let secret = made.expect("made");
    let reads = account::create_token(&story.app, story.volunteer.id, &draft("AFG")).await;
    assert!(reads.is_err(), "never more than in person");
    let send = |secret: &str, body: &'static str| {
        let request = Request::post(ITEMS)
            .header("authorization", format!("Bearer {secret}"))
            .header("content-type", "application/json")
            .body(Body::from(body))
            .expect("a request");
        let mut program = story.browser();
        async move { program.send(request).await }
    };
    let body =
        r#"{"what": "Smoke", "links": ["https://example.org/post/1"], "consent": "publish"}"#;
    let answer = send(&secret, body).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let accepted: serde_json::Value = serde_json::from_slice(&answer.body).expect("JSON");
    let id = accepted["id"].as_str().expect("an id");
    let short = id.trim_start_matches("AFG-").parse().expect("a short id");
    let item = story.item(&short).await;
    assert_eq!(item.state.submitter, Some(story.volunteer.id));
    let words = accepted["receipt"].as_str().expect("a receipt");
    assert_eq!(words.split(' ').count(), 7);

    assert_eq!(
        ask(&story, &secret, ITEMS).await.status,
        404,
        "reads nothing"
    );
    let reader = token(&story).await;
    assert_eq!(
        send(&reader, body).await.status,
        404,
        "and reading hands in nothing"
    );
    for bad in [
        "",
        "{",
        r#"{"consent": "publish"}"#,
        r#"{"consent": "publish", "stage": "published"}"#,
    ] {
        assert_eq!(send(&secret, bad).await.status, 422, "{bad}");
    }
}
