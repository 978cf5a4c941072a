//! Accounts: what a password and a code open, what is asked for once more, what ends a session.

use std::fs;

use axum::{body::Body, http::Request};
use cairn_app::{SecurityMode, account, set_mode, shred_keys};
use cairn_domain::{Role, UserId};
use cairn_testkit::{Answer, Browser, PASSWORD, Person, TestApp};
use chrono::TimeDelta;

use crate::codes::{self, seed_in};

/// An instance on which leads and admins must have a second factor, as on a fresh one.
async fn strict() -> TestApp {
    let story = TestApp::new().await;
    account::require_second_factor(&story.app, &[Role::Lead, Role::Admin])
        .await
        .expect("set");
    story
}

pub async fn log_in(browser: &mut Browser, person: &Person, password: &str) -> Answer {
    let fields = [("email", person.email.as_str()), ("password", password)];
    browser.post("/login", &fields).await
}

/// Sets the second factor up in the browser; gives the seed and the recovery codes.
async fn set_up(story: &TestApp, browser: &mut Browser) -> (String, Vec<String>) {
    let seed = seed_in(&browser.get("/account/second-factor").await.text());
    let code = codes::at(&seed, story.app.clock.now());
    let answer = browser
        .post("/account/second-factor", &[("code", &code)])
        .await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let codes = codes::recovery_in(&answer.text());
    assert_eq!(codes.len(), 10);
    (seed, codes)
}

pub fn later(story: &TestApp, by: TimeDelta) {
    story.app.clock.advance(by);
}

#[tokio::test]
async fn a_lead_gets_nowhere_before_the_second_factor_is_set_up() {
    let story = strict().await;
    let mut lea = story.browser();
    assert_eq!(log_in(&mut lea, &story.lea, PASSWORD).await.status, 303);
    for path in ["/projects", "/projects/AFG/queue", "/account"] {
        let answer = lea.get(path).await;
        assert!(
            answer.location().starts_with("/account/second-factor"),
            "{path}: {}",
            answer.status
        );
    }
    let answer = lea
        .post_for_json("/projects/AFG/releases", &[("seen", "0")])
        .await;
    assert_eq!(answer.status, 403);
    assert!(answer.text().contains("second-factor-missing"));
    set_up(&story, &mut lea).await;
    assert_eq!(lea.get("/projects/AFG/queue").await.status, 200);
    let mut ana = story.browser();
    log_in(&mut ana, &story.ana, PASSWORD).await;
    assert_eq!(
        ana.get("/projects/AFG/queue").await.status,
        200,
        "a verifier may go on"
    );
}

#[tokio::test]
async fn a_code_is_good_once_and_the_password_alone_opens_nothing() {
    let story = strict().await;
    let mut first = story.browser();
    log_in(&mut first, &story.lea, PASSWORD).await;
    let (seed, _) = set_up(&story, &mut first).await;
    later(&story, TimeDelta::seconds(90));
    let code = codes::at(&seed, story.app.clock.now());

    let mut second = story.browser();
    let answer = log_in(&mut second, &story.lea, PASSWORD).await;
    assert_eq!(answer.location(), "/login/code?next=/projects");
    let answer = second.get("/projects").await;
    assert!(answer.location().starts_with("/login/code"));
    let answer = second.get("/account/second-factor").await;
    assert!(
        answer.location().starts_with("/login/code"),
        "nor is it set up anew"
    );
    let answer = second.post("/login/code", &[("code", &code)]).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert_eq!(second.get("/projects").await.status, 200);

    let mut third = story.browser();
    log_in(&mut third, &story.lea, PASSWORD).await;
    let replayed = third.post("/login/code", &[("code", &code)]).await;
    assert_eq!(replayed.status, 401, "the same code again");
    assert!(
        third
            .get("/projects")
            .await
            .location()
            .starts_with("/login/code")
    );

    // Another password, from the operator, leaves the second factor where it is.
    let new = "kettle harbour violet seven";
    let replaced = account::replace_password(&story.app, story.lea.id, new).await;
    replaced.expect("replaced");
    let answer = log_in(&mut story.browser(), &story.lea, new).await;
    assert!(answer.location().starts_with("/login/code"));
}

#[tokio::test]
async fn a_seed_that_is_moved_to_another_account_is_of_no_use_there() {
    let story = strict().await;
    let mut lea = story.browser();
    log_in(&mut lea, &story.lea, PASSWORD).await;
    let (seed, _) = set_up(&story, &mut lea).await;
    let found = story
        .app
        .store
        .read()
        .find_second_factor(story.lea.id)
        .await;
    let mut moved = found.expect("reads").expect("is there");
    assert_eq!(moved.sealed_seed.len(), 12 + 20 + 16, "nonce, seed, tag");
    moved.user = story.leo.id;
    moved.last_step = 0;
    let tx = story.app.store.begin().await.expect("begins");
    tx.set_second_factor(&moved).await.expect("written");
    tx.commit().await.expect("committed");

    later(&story, TimeDelta::seconds(90));
    let code = codes::at(&seed, story.app.clock.now());
    // It is a good code where it belongs.
    for (person, status) in [(&story.leo, 401), (&story.lea, 303)] {
        let mut browser = story.browser();
        log_in(&mut browser, person, PASSWORD).await;
        let answer = browser.post("/login/code", &[("code", &code)]).await;
        assert_eq!(answer.status, status, "{}", person.email);
    }
}

#[tokio::test]
async fn a_recovery_code_stands_in_for_the_phone_once() {
    let story = strict().await;
    let mut browser = story.browser();
    log_in(&mut browser, &story.lea, PASSWORD).await;
    let (_, codes) = set_up(&story, &mut browser).await;
    let give = |codes: Vec<String>| {
        let mut browser = story.browser();
        let lea = story.lea.clone();
        async move {
            log_in(&mut browser, &lea, PASSWORD).await;
            let typed = codes[3].to_uppercase().replace('-', " ");
            browser
                .post("/login/code", &[("code", &typed)])
                .await
                .status
        }
    };
    assert_eq!(give(codes.clone()).await, 303);
    assert_eq!(give(codes.clone()).await, 401, "used up");
    let left = story
        .app
        .store
        .read()
        .recovery_codes_left(story.lea.id)
        .await;
    assert_eq!(left.expect("reads"), 9);
}

#[tokio::test]
async fn a_session_that_is_ended_is_refused_at_once() {
    let story = TestApp::new().await;
    let mut here = story.signed_in(&story.ana).await;
    let mut there = story.signed_in(&story.ana).await;
    let id = other_session(&story, &here.get("/account").await.text(), story.ana.id).await;
    let answer = here
        .post("/account/sessions/end", &[("session", &id)])
        .await;
    assert_eq!(answer.location(), "/account?done=session-ended");
    assert!(
        there
            .get("/projects")
            .await
            .location()
            .starts_with("/login")
    );
    assert_eq!(here.get("/projects").await.status, 200);

    let mut ben = story.signed_in(&story.ben).await;
    let foreign = story
        .app
        .store
        .read()
        .sessions_of(story.ana.id, story.app.clock.now())
        .await;
    let foreign = foreign.expect("reads")[0].id.to_string();
    let answer = ben
        .post("/account/sessions/end", &[("session", &foreign)])
        .await;
    assert_eq!(answer.status, 404, "nobody else's");
    assert_eq!(here.get("/projects").await.status, 200);
}

/// The session on the page that can be ended: the one that is not this.
async fn other_session(story: &TestApp, page: &str, user: UserId) -> String {
    let all = story
        .app
        .store
        .read()
        .sessions_of(user, story.app.clock.now())
        .await;
    let all = all.expect("reads");
    let mut ids = all.iter().map(|session| session.id.to_string());
    ids.find(|id| page.contains(id.as_str())).expect("listed")
}

#[tokio::test]
async fn another_password_ends_the_other_sessions_and_the_old_one_is_of_no_use() {
    let story = TestApp::new().await;
    let mut here = story.signed_in(&story.ana).await;
    let mut there = story.signed_in(&story.ana).await;
    let new = "kettle harbour violet seven";
    let wrong = [("present", "not it at all, really"), ("password", new)];
    assert_eq!(here.post("/account/password", &wrong).await.status, 422);
    let weak = [("present", PASSWORD), ("password", "passwordpassword")];
    assert!(
        here.post("/account/password", &weak)
            .await
            .text()
            .contains("tried first")
    );
    let right = [("present", PASSWORD), ("password", new)];
    let answer = here.post("/account/password", &right).await;
    assert_eq!(answer.location(), "/account?done=password-changed");
    assert_eq!(here.get("/projects").await.status, 200);
    assert!(
        there
            .get("/projects")
            .await
            .location()
            .starts_with("/login")
    );
    assert_eq!(log_in(&mut there, &story.ana, PASSWORD).await.status, 401);
    assert_eq!(log_in(&mut there, &story.ana, new).await.status, 303);
}

#[tokio::test]
async fn a_session_ends_after_two_hours_unused_and_twelve_in_all() {
    let story = TestApp::new().await;
    let mut ana = story.signed_in(&story.ana).await;
    later(&story, TimeDelta::minutes(119));
    assert_eq!(ana.get("/projects").await.status, 200);
    later(&story, TimeDelta::minutes(120));
    assert_eq!(
        ana.get("/projects").await.status,
        303,
        "unused for two hours"
    );
    let mut ana = story.signed_in(&story.ana).await;
    for _ in 0..11 {
        later(&story, TimeDelta::hours(1));
        assert_eq!(ana.get("/projects").await.status, 200);
    }
    later(&story, TimeDelta::hours(1));
    assert_eq!(
        ana.get("/projects").await.status,
        303,
        "twelve hours in all"
    );
}

#[tokio::test]
async fn a_password_is_taken_exactly_as_it_was_set() {
    let story = TestApp::new().await;
    let page = story.browser().get("/login").await.text();
    let hidden = "name=\"password\" type=\"password\" autocomplete=\"current-password\"";
    assert!(page.contains(hidden), "{page}");
    let mut ana = story.signed_in(&story.ana).await;
    let page = ana.get("/account").await.text();
    for name in ["present", "password"] {
        let hidden = format!("name=\"{name}\" type=\"password\"");
        assert!(page.contains(&hidden), "{name} in {page}");
    }
    for other in [
        PASSWORD.to_uppercase(),
        format!("{PASSWORD} "),
        PASSWORD[1..].to_owned(),
    ] {
        let answer = log_in(&mut story.browser(), &story.ana, &other).await;
        assert_eq!(answer.status, 401, "{other}");
    }
}

#[tokio::test]
async fn a_read_only_instance_is_read_and_not_changed() {
    let story = TestApp::new().await;
    let mut ana = story.signed_in(&story.ana).await;
    let short = story.submit_photo(1).await;
    set_mode(&story.app.settings.mode_file, SecurityMode::ReadOnly).expect("written");
    assert_eq!(ana.get("/projects/AFG/queue").await.status, 200);
    let comment = format!("/projects/AFG/items/{short}/comment");
    assert_eq!(ana.post(&comment, &[("body", "Hello")]).await.status, 503);
    let answer = story
        .browser()
        .post("/submit", &[("what", "A thing")])
        .await;
    assert_eq!(answer.status, 503);
    assert!(answer.text().contains("read-only"), "says why");
    story.signed_in(&story.ben).await;
    set_mode(&story.app.settings.mode_file, SecurityMode::Open).expect("written");
    assert_eq!(ana.post(&comment, &[("body", "Hello")]).await.status, 303);
}

#[tokio::test]
async fn after_a_panic_nobody_comes_in_and_no_old_session_ever_again() {
    let story = strict().await;
    let mut lea = story.browser();
    log_in(&mut lea, &story.lea, PASSWORD).await;
    let (seed, recovery) = set_up(&story, &mut lea).await;
    assert_eq!(lea.get("/projects").await.status, 200);
    let settings = &story.app.settings;
    let published_under = settings.keys_dir.join("release.key");
    fs::write(&published_under, "a key that others check against").expect("written");
    set_mode(&settings.mode_file, SecurityMode::Locked).expect("written");
    let shredded = shred_keys(&settings.keys_dir, &story.app.dice).expect("shredded");
    assert_eq!(shredded, 2);
    assert!(published_under.exists(), "what is out can still be checked");
    for path in ["/", "/login", "/projects", "/submit"] {
        assert_eq!(lea.get(path).await.status, 503, "{path}");
    }
    assert_eq!(lea.get("/healthz").await.status, 200);
    assert!(
        !settings.keys_dir.join("secrets.key").exists(),
        "none is made while locked"
    );

    set_mode(&settings.mode_file, SecurityMode::Open).expect("written");
    assert!(lea.get("/projects").await.location().starts_with("/login"));
    later(&story, TimeDelta::minutes(2));
    log_in(&mut lea, &story.lea, PASSWORD).await;
    let code = codes::at(&seed, story.app.clock.now());
    let answer = lea.post("/login/code", &[("code", &code)]).await;
    assert_eq!(answer.status, 401, "the seed cannot be read again");
    let answer = lea.post("/login/code", &[("code", &recovery[0])]).await;
    assert_eq!(answer.status, 303, "paper outlives it");
}

#[tokio::test]
async fn cookies_are_kept_from_scripts_and_other_sites() {
    let story = TestApp::new().await;
    let answer = log_in(&mut story.browser(), &story.ana, PASSWORD).await;
    let cookies: Vec<_> = answer.headers.get_all("set-cookie").iter().collect();
    assert_eq!(cookies.len(), 2);
    for cookie in cookies {
        let cookie = cookie.to_str().expect("ASCII");
        assert!(cookie.starts_with("__Host-cairn"), "{cookie}");
        for attribute in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"] {
            assert!(cookie.contains(attribute), "{attribute} in {cookie}");
        }
        assert!(!cookie.contains("Domain"), "{cookie}");
    }
}

#[tokio::test]
async fn a_token_of_a_form_is_not_needed_because_the_origin_is_looked_at() {
    let story = TestApp::new().await;
    let mut ana = story.signed_in(&story.ana).await;
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("origin", "https://evil.example"),
    ] {
        let request = Request::post("/account/sessions/end-others")
            .header("host", "cairn.example")
            .header(name, value)
            .body(Body::empty())
            .expect("a request");
        assert_eq!(ana.send(request).await.status, 403, "{name}");
    }
}
