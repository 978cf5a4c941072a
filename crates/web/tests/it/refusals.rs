//! What the server refuses, it refuses with reasons that a person can read, and nothing is lost.

use cairn_review::Act;
use cairn_testkit::TestApp;

#[tokio::test]
async fn a_lead_who_wrote_a_finding_or_handed_it_in_cannot_approve() {
    let story = TestApp::new().await;
    let short = story.submit_photo(1).await;
    story.triage(&story.ana, &short).await;
    story.geolocate(&story.lea, &short).await;
    story.chronolocate(&story.ben, &short).await;
    let mut lea = story.signed_in(&story.lea).await;
    let desk = lea.get(&format!("/projects/AFG/sign-off/{short}")).await;
    assert_eq!(desk.status, 200);
    let item = story.item(&short).await;
    let (seen, revision) = (item.state.seq.to_string(), item.revision.to_string());
    let fields = [
        ("seen", seen.as_str()),
        ("revision", revision.as_str()),
        ("checked_faces", "1"),
        ("checked_harm", "1"),
    ];
    let path = format!("/projects/AFG/items/{short}/sign-off");
    let own = lea.post(&path, &fields).await;
    assert_eq!(own.status, 409, "{}", own.text());
    let mut leo = story.signed_in(&story.leo).await;
    let other = leo.post(&path, &fields).await;
    assert_eq!(other.status, 303, "{}", other.text());
    assert_eq!(story.item(&short).await.state.stage.0, "approved");
}

#[tokio::test]
async fn a_stale_view_is_refused_and_what_was_typed_comes_back() {
    let story = TestApp::new().await;
    let short = story.submit_photo(2).await;
    story.triage(&story.ana, &short).await;
    story.act(&story.ana, &short, Act::Claim, "").await;
    let stale = (story.item(&short).await.state.seq - 1).to_string();
    let mut ana = story.signed_in(&story.ana).await;
    let fields = [
        ("seen", stale.as_str()),
        ("camera", "34 29 54.6 N, 69 03 52.3 E"),
        ("precision_m", "50"),
        ("confidence", "probable"),
        ("reasoning", "The minaret stands left of the blue gate."),
        ("feature-1", "Minaret"),
    ];
    let answer = ana
        .post(&format!("/projects/AFG/items/{short}/geolocation"), &fields)
        .await;
    assert!(
        matches!(answer.status.as_u16(), 409 | 422),
        "{}",
        answer.status
    );
    assert!(
        answer
            .text()
            .contains("The minaret stands left of the blue gate.")
    );
    assert!(story.item(&short).await.state.findings.is_empty());
}

#[tokio::test]
async fn triage_is_saved_whole_or_not_at_all() {
    let story = TestApp::new().await;
    let short = story.submit_photo(3).await;
    story.act(&story.ana, &short, Act::Claim, "").await;
    let mut ana = story.signed_in(&story.ana).await;
    let seen = story.item(&short).await.state.seq.to_string();
    let path = format!("/projects/AFG/items/{short}/triage");
    let with = |to| [("seen", seen.as_str()), ("sensitivity", "mild"), ("to", to)];
    let answer = ana.post(&path, &with("call_duplicate")).await;
    assert_eq!(answer.status, 409, "{}", answer.text());
    assert_eq!(story.item(&short).await.state.rating, None);
    let answer = ana.post(&path, &with("accept")).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let state = story.item(&short).await.state;
    assert!(state.rating.is_some());
    assert_eq!(state.stage.0, "geolocation");
}

#[tokio::test]
async fn wrong_passwords_are_told_apart_by_nobody() {
    let story = TestApp::new().await;
    let mut browser = story.browser();
    let known = [
        ("email", story.ana.email.as_str()),
        ("password", "not the password"),
    ];
    let unknown = [
        ("email", "nobody@test.example"),
        ("password", "not the password"),
    ];
    let (known, unknown) = (
        browser.post("/login", &known).await,
        browser.post("/login", &unknown).await,
    );
    assert_eq!((known.status.as_u16(), unknown.status.as_u16()), (401, 401));
    let mut throttled = false;
    for _ in 0..15 {
        let fields = [("email", "ana@test.example"), ("password", "guess")];
        throttled |= browser.post("/login", &fields).await.status == 429;
    }
    assert!(throttled, "the eleventh attempt in a minute is refused");
}

#[tokio::test]
async fn a_revoked_session_is_over_at_once() {
    let story = TestApp::new().await;
    let mut ana = story.signed_in(&story.ana).await;
    let mut stolen = ana.clone();
    assert_eq!(stolen.get("/projects").await.status, 200);
    ana.post("/logout", &[]).await;
    assert!(
        stolen
            .get("/projects")
            .await
            .location()
            .starts_with("/login")
    );
}
