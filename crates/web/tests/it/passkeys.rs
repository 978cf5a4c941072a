//! Passkeys: what one opens by itself, after a password and where a proof is asked for; and what is
//! refused, be it old, foreign, copied or the last.

use cairn_app::account;
use cairn_domain::{AuditKind, PasskeyId, Role};
use cairn_storage::ActFilter;
use cairn_testkit::{Answer, Browser, PASSWORD, Person, TestApp};
use cairn_web::{Web, WebSettings, router};
use chrono::TimeDelta;
use serde_json::Value;

use crate::{
    accounts::{later, log_in},
    authenticator::Authenticator,
    codes,
};

const HERE: &str = "https://cairn.example";

/// An instance that has a name, on which leads and admins must have a second factor.
async fn named() -> TestApp {
    let mut story = TestApp::new().await;
    account::require_second_factor(&story.app, &[Role::Lead, Role::Admin])
        .await
        .expect("set");
    let settings = WebSettings {
        trusted_origins: vec![HERE.to_owned()],
        ..WebSettings::default()
    };
    story.router = router(Web::new(story.app.clone(), settings));
    story
}

async fn asked(browser: &mut Browser, path: &str) -> Value {
    let answer = browser.post_for_json(path, &[]).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    serde_json::from_slice(&answer.body).expect("JSON")
}

async fn add(browser: &mut Browser, device: &mut Authenticator, name: &str) -> Answer {
    let challenge = asked(browser, "/account/passkeys/begin").await;
    let made = device.create(&challenge);
    let fields = [("name", name), ("passkey", &made)];
    browser.post("/account/passkeys", &fields).await
}

/// Signs somebody in with the password, and adds their first passkey.
async fn with_passkey(story: &TestApp, person: &Person) -> (Browser, Authenticator, Vec<String>) {
    let mut browser = story.browser();
    log_in(&mut browser, person, PASSWORD).await;
    let mut device = Authenticator::new(HERE, 1);
    let answer = add(&mut browser, &mut device, "Telephone").await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let codes = codes::recovery_in(&answer.text());
    assert_eq!(codes.len(), 10);
    (browser, device, codes)
}

async fn knock(browser: &mut Browser, device: &mut Authenticator) -> Answer {
    let challenge = asked(browser, "/login/passkey/begin").await;
    let answered = device.get(&challenge);
    browser
        .post("/login/passkey", &[("passkey", &answered)])
        .await
}

#[tokio::test]
async fn a_passkey_is_the_second_factor_that_a_role_asks_for() {
    let story = named().await;
    let (mut lea, mut device, codes) = with_passkey(&story, &story.lea).await;
    assert_eq!(lea.get("/projects/AFG/queue").await.status, 200);

    let mut elsewhere = story.browser();
    let answer = log_in(&mut elsewhere, &story.lea, PASSWORD).await;
    assert_eq!(answer.location(), "/login/code?next=/projects");
    let page = elsewhere.get("/login/code").await.text();
    assert!(page.contains("action=\"/login/passkey\""), "{page}");
    let answer = elsewhere.get("/projects").await;
    assert!(answer.location().starts_with("/login/code"), "not yet");
    assert_eq!(knock(&mut elsewhere, &mut device).await.status, 303);
    assert_eq!(elsewhere.get("/projects").await.status, 200);

    let mut without = story.browser();
    log_in(&mut without, &story.lea, PASSWORD).await;
    let answer = without.post("/login/code", &[("code", &codes[0])]).await;
    assert_eq!(answer.status, 303, "paper stands in for it");
}

#[tokio::test]
async fn a_passkey_signs_in_without_name_and_password() {
    let story = named().await;
    let (_, mut device, _) = with_passkey(&story, &story.ana).await;
    let mut browser = story.browser();
    assert_eq!(knock(&mut browser, &mut device).await.status, 303);
    let page = browser.get("/account").await.text();
    assert!(page.contains(&story.ana.email));
    let listed = browser.get("/account/passkeys").await.text();
    assert!(listed.contains("Telephone"), "{listed}");

    device.verifies = false;
    let answer = knock(&mut story.browser(), &mut device).await;
    assert_eq!(answer.status, 401, "the device did not ask who it is");
}

#[tokio::test]
async fn an_answer_is_good_once_in_its_time_and_for_who_was_asked() {
    let story = named().await;
    let (_, mut device, _) = with_passkey(&story, &story.ana).await;
    let mut browser = story.browser();
    let challenge = asked(&mut browser, "/login/passkey/begin").await;
    let answered = device.get(&challenge);
    let fields = [("passkey", answered.as_str())];
    assert_eq!(browser.post("/login/passkey", &fields).await.status, 303);
    let again = story.browser().post("/login/passkey", &fields).await;
    assert_eq!(again.status, 401, "it was used");

    let mut browser = story.browser();
    let challenge = asked(&mut browser, "/login/passkey/begin").await;
    later(&story, TimeDelta::minutes(5));
    let late = device.get(&challenge);
    let answer = browser.post("/login/passkey", &[("passkey", &late)]).await;
    assert_eq!(answer.status, 401, "too late");

    let mut half = story.browser();
    log_in(&mut half, &story.ana, PASSWORD).await;
    let challenge = asked(&mut half, "/login/passkey/begin").await;
    let foreign = device.get(&challenge);
    let answer = story
        .browser()
        .post("/login/passkey", &[("passkey", &foreign)])
        .await;
    assert_eq!(answer.status, 401, "another session was asked");
    for nonsense in ["", "{", "{\"ceremony\":\"x\",\"credential\":{}}"] {
        let mut browser = story.browser();
        let answer = browser
            .post("/login/passkey", &[("passkey", nonsense)])
            .await;
        assert_eq!(answer.status, 401, "{nonsense}");
    }
}

#[tokio::test]
async fn another_site_another_person_and_another_key_get_nothing() {
    let story = named().await;
    let (_, device, _) = with_passkey(&story, &story.ana).await;
    let mut false_site = device.elsewhere("https://cairn.example.evil.example");
    let answer = knock(&mut story.browser(), &mut false_site).await;
    assert_eq!(answer.status, 401, "a false site");
    let mut unknown = Authenticator::new(HERE, 1);
    let answer = knock(&mut story.browser(), &mut unknown).await;
    assert_eq!(answer.status, 401, "a key that nobody has");

    // Ben's password and Ana's device.
    let (_, _, _) = with_second_device(&story, &story.ben).await;
    let mut ben = story.browser();
    log_in(&mut ben, &story.ben, PASSWORD).await;
    let answer = knock(&mut ben, &mut device.clone()).await;
    assert_eq!(answer.status, 401, "somebody else's device");

    let mut cleo = story.browser();
    log_in(&mut cleo, &story.volunteer, PASSWORD).await;
    let answer = add(&mut cleo, &mut device.clone(), "Not mine").await;
    assert_eq!(answer.status, 422, "one passkey, one account");
}

async fn with_second_device(story: &TestApp, person: &Person) -> (Browser, Authenticator, Answer) {
    let mut browser = story.browser();
    log_in(&mut browser, person, PASSWORD).await;
    let mut device = Authenticator::new(HERE, 2);
    let answer = add(&mut browser, &mut device, "Security key").await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    (browser, device, answer)
}

#[tokio::test]
async fn a_copied_passkey_is_found_by_its_counter_and_refused_from_then_on() {
    let story = named().await;
    let (_, mut device, codes) = with_passkey(&story, &story.ana).await;
    let mut copy = device.clone();
    assert_eq!(knock(&mut story.browser(), &mut device).await.status, 303);
    let answer = knock(&mut story.browser(), &mut copy).await;
    assert_eq!(answer.status, 401);
    assert!(answer.text().contains("may have been copied"));
    let answer = knock(&mut story.browser(), &mut device).await;
    assert_eq!(answer.status, 401, "nobody knows which of the two is whose");

    let mut ana = story.browser();
    let answer = log_in(&mut ana, &story.ana, PASSWORD).await;
    assert!(answer.location().starts_with("/login/code"), "no way down");
    ana.post("/login/code", &[("code", &codes[0])]).await;
    let page = ana.get("/account/passkeys").await.text();
    assert!(page.contains("Refused: may have been copied"), "{page}");
    let wanted = ActFilter {
        kind: Some(AuditKind::PasskeySuspected),
        ..ActFilter::default()
    };
    let acts = story.app.store.read().acts(&wanted, 10).await;
    assert_eq!(acts.expect("read").len(), 1);
}

#[tokio::test]
async fn the_last_second_factor_of_a_lead_stays_and_removing_one_ends_other_sessions() {
    let story = named().await;
    let (mut lea, mut device, _) = with_passkey(&story, &story.lea).await;
    let first = passkeys(&story, &story.lea).await[0];
    let first = first.to_string();
    let answer = lea
        .post("/account/passkeys/remove", &[("id", &first)])
        .await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("your only one"));

    let mut key = Authenticator::new(HERE, 2);
    let answer = add(&mut lea, &mut key, "Security key").await;
    assert_eq!(answer.location(), "/account/passkeys?done=passkey-added");
    let mut there = story.browser();
    assert_eq!(knock(&mut there, &mut key).await.status, 303);
    let answer = lea
        .post("/account/passkeys/remove", &[("id", &first)])
        .await;
    assert_eq!(answer.location(), "/account/passkeys?done=passkey-removed");
    assert_eq!(lea.get("/projects").await.status, 200);
    assert!(
        there
            .get("/projects")
            .await
            .location()
            .starts_with("/login")
    );
    assert_eq!(knock(&mut story.browser(), &mut device).await.status, 401);
    assert_eq!(knock(&mut story.browser(), &mut key).await.status, 303);

    let mut ben = story.signed_in(&story.ben).await;
    let foreign = passkeys(&story, &story.lea).await[0].to_string();
    let answer = ben
        .post("/account/passkeys/remove", &[("id", &foreign)])
        .await;
    assert_eq!(answer.status, 404, "nobody else's");
}

async fn passkeys(story: &TestApp, person: &Person) -> Vec<PasskeyId> {
    let known = account::passkeys(&story.app, person.id).await;
    let known = known.expect("read").into_iter();
    known.map(|passkey| passkey.id).collect()
}

#[tokio::test]
async fn a_passkey_is_a_proof_and_a_proof_changes_the_secret_of_the_session() {
    let story = named().await;
    let (mut lea, mut device, _) = with_passkey(&story, &story.lea).await;
    let mut thief = lea.clone();
    later(&story, TimeDelta::minutes(11));
    let answer = lea.get("/account/passkeys").await;
    assert_eq!(answer.status, 403, "asks again");
    assert!(
        answer.text().contains("id=\"passkey\""),
        "{}",
        answer.text()
    );
    let challenge = asked(&mut lea, "/login/passkey/begin").await;
    let proof = device.get(&challenge);
    let fields = [("next", "/account/passkeys"), ("proof", &proof)];
    let answer = lea.post("/account/proof", &fields).await;
    assert_eq!(answer.location(), "/account/passkeys");
    assert_eq!(lea.get("/account/passkeys").await.status, 200);
    assert!(
        thief
            .get("/projects")
            .await
            .location()
            .starts_with("/login")
    );

    // The same in the middle of a form, with the password.
    let mut thief = lea.clone();
    later(&story, TimeDelta::minutes(11));
    let fields = [("proof", PASSWORD)];
    let answer = lea.post("/account/recovery-codes", &fields).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(lea.get("/projects").await.status, 200);
    assert!(
        thief
            .get("/projects")
            .await
            .location()
            .starts_with("/login")
    );
}

#[tokio::test]
async fn a_site_without_a_name_offers_no_passkeys_and_a_stolen_database_holds_none() {
    let story = TestApp::new().await;
    let page = story.browser().get("/login").await.text();
    assert!(!page.contains("/login/passkey"), "{page}");
    let answer = story
        .browser()
        .post_for_json("/login/passkey/begin", &[])
        .await;
    assert_eq!(answer.status, 422);

    let story = named().await;
    let (_, device, _) = with_passkey(&story, &story.ana).await;
    let moved = story.app.store.read().passkeys_of(story.ana.id).await;
    let mut moved = moved.expect("read").remove(0);
    let tx = story.app.store.begin().await.expect("begins");
    tx.remove_passkeys(story.ana.id).await.expect("removed");
    moved.user = story.ben.id;
    tx.insert_passkey(&moved).await.expect("written");
    tx.commit().await.expect("committed");
    let mut ben = story.browser();
    log_in(&mut ben, &story.ben, PASSWORD).await;
    let answer = knock(&mut ben, &mut device.clone()).await;
    assert_eq!(answer.status, 401, "a row moved to another account");
    account::reset_second_factor(&story.app, story.ben.id)
        .await
        .expect("reset");
    assert!(passkeys(&story, &story.ben).await.is_empty());
}
