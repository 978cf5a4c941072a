//! Closing accounts: what ends at once, who may do it, and what everybody sees of who came in.

use cairn_app::{
    AppError,
    account::{self, AccountChange, TokenDraft},
};
use cairn_domain::{SignInMeans, SignInOutcome};
use cairn_testkit::{PASSWORD, Person, TestApp};

use crate::{
    accounts::log_in,
    tokens::{ITEMS, ask},
};

async fn token_of(story: &TestApp, person: &Person) -> String {
    let draft = TokenDraft {
        project: "AFG".into(),
        name: "Nightly copy".into(),
        scope: "read".into(),
        days: "30".into(),
    };
    let made = account::create_token(&story.app, person.id, &draft).await;
    made.expect("made")
}

#[tokio::test]
async fn a_disabled_account_is_out_at_once_and_comes_back_with_fresh_sessions_and_tokens() {
    let story = TestApp::new().await;
    let operator = story.operator().await;
    let mut operator = story.signed_in(&operator).await;
    let mut ana = story.signed_in(&story.ana).await;
    let secret = token_of(&story, &story.ana).await;
    assert_eq!(ask(&story, &secret, ITEMS).await.status, 200);
    let id = story.ana.id.to_string();
    let page = operator.get("/accounts").await.text();
    assert!(page.contains(&id) && page.contains(&story.ana.email));

    let fields = [("account", id.as_str())];
    let answer = operator.post("/accounts/disable", &fields).await;
    assert_eq!(answer.location(), "/accounts?done=account-disabled");
    assert!(ana.get("/projects").await.location().starts_with("/login"));
    assert_eq!(ask(&story, &secret, ITEMS).await.status, 401);
    let right = log_in(&mut story.browser(), &story.ana, PASSWORD).await;
    let wrong = log_in(&mut story.browser(), &story.ana, "not it at all, really").await;
    assert_eq!((right.status.as_u16(), wrong.status.as_u16()), (401, 401));
    assert_eq!(without_nonces(&right.text()), without_nonces(&wrong.text()));

    let answer = operator.post("/accounts/enable", &fields).await;
    assert_eq!(answer.location(), "/accounts?done=account-enabled");
    assert!(ana.get("/projects").await.location().starts_with("/login"));
    assert_eq!(
        ask(&story, &secret, ITEMS).await.status,
        401,
        "ended for good"
    );
    assert_eq!(log_in(&mut ana, &story.ana, PASSWORD).await.status, 303);
    assert_eq!(ana.get("/projects").await.status, 200);
}

/// A page without what differs from one to the next.
fn without_nonces(page: &str) -> Vec<String> {
    let parts = page.split("nonce=\"");
    parts.map(|part| part.chars().skip(32).collect()).collect()
}

#[tokio::test]
async fn an_operator_ends_the_sessions_of_somebody_else_and_nobody_else_does() {
    let story = TestApp::new().await;
    let person = story.operator().await;
    let mut operator = story.signed_in(&person).await;
    let mut ana = story.signed_in(&story.ana).await;
    let mut ada = story.signed_in(&story.ada).await;
    let id = story.ana.id.to_string();
    let fields = [("account", id.as_str())];
    for path in ["disable", "enable", "end-sessions"] {
        let answer = ada.post(&format!("/accounts/{path}"), &fields).await;
        assert_eq!(answer.status, 404, "{path}");
    }
    assert_eq!(ana.get("/projects").await.status, 200);
    let answer = operator.post("/accounts/end-sessions", &fields).await;
    assert_eq!(answer.location(), "/accounts?done=account-sessions-ended");
    assert!(ana.get("/projects").await.location().starts_with("/login"));
    assert_eq!(log_in(&mut ana, &story.ana, PASSWORD).await.status, 303);

    let own = person.id.to_string();
    let answer = operator
        .post("/accounts/disable", &[("account", &own)])
        .await;
    assert_eq!(answer.status, 422, "not oneself, by a slip");
    assert_eq!(operator.get("/accounts").await.status, 200);
    let change = AccountChange::Disable;
    account::change_account(&story.app, None, person.id, change)
        .await
        .expect("the command line may");
    let answer = operator.get("/accounts").await;
    assert!(answer.location().starts_with("/login"));
}

#[tokio::test]
async fn everybody_sees_who_came_in_with_their_name_and_who_tried() {
    let story = TestApp::new().await;
    let mut ana = story.signed_in(&story.ana).await;
    story.app.clock.advance(chrono::TimeDelta::seconds(1));
    log_in(&mut story.browser(), &story.ana, "not it at all, really").await;
    let page = ana.get("/account").await.text();
    assert!(
        page.contains("Recent sign-ins") && page.contains(">wrong<"),
        "{page}"
    );
    let seen = account::recent_sign_ins(&story.app, story.ana.id).await;
    let seen: Vec<_> = seen
        .expect("read")
        .iter()
        .map(|one| (one.means, one.outcome))
        .collect();
    let password = SignInMeans::Password;
    let wanted = [SignInOutcome::Wrong, SignInOutcome::In].map(|outcome| (password, outcome));
    assert_eq!(seen, wanted);
    let others = account::recent_sign_ins(&story.app, story.ben.id).await;
    assert!(others.expect("read").is_empty());
}

#[tokio::test]
async fn a_password_from_a_breach_is_refused_where_the_operator_keeps_a_list() {
    let mut story = TestApp::new().await;
    let breached = "kettle harbour violet seven";
    let list = story.directory().join("breached.txt");
    let digest = hex::encode_upper(<sha1::Sha1 as sha1::Digest>::digest(breached));
    std::fs::write(&list, format!("{digest}:12\r\n")).expect("written");
    let free = account::replace_password(&story.app, story.ana.id, breached).await;
    free.expect("without a list it is taken");
    story.app.settings.breached_passwords = Some(list);
    let known = account::replace_password(&story.app, story.ben.id, breached).await;
    assert!(
        matches!(known, Err(AppError::Invalid(errors)) if errors[0].code == "password-breached")
    );
    let other = account::replace_password(&story.app, story.ben.id, "kettle harbour violet nine");
    other.await.expect("another one");
    story.app.settings.breached_passwords = Some("/nowhere".into());
    let unread = account::replace_password(&story.app, story.ben.id, breached).await;
    assert!(
        unread.is_err(),
        "a list that cannot be read lets nothing through"
    );
}

#[tokio::test]
async fn a_password_from_a_breach_is_refused_everywhere_with_no_list_of_the_operators() {
    let story = TestApp::new().await;
    let breached = "0.RUJlNpYGb3.-di";
    let replaced = account::replace_password(&story.app, story.ana.id, breached).await;
    assert!(
        matches!(replaced, Err(AppError::Invalid(errors)) if errors[0].code == "password-breached")
    );
    let mut ben = story.signed_in(&story.ben).await;
    let fields = [("present", cairn_testkit::PASSWORD), ("password", breached)];
    let page = ben.post("/account/password", &fields).await;
    assert_eq!(page.status, 422);
    assert!(page.text().contains("known from a breach"));
}

#[tokio::test]
async fn of_many_tries_the_last_fifty_are_kept() {
    let story = TestApp::new().await;
    let reads = || story.app.store.read();
    for _ in 0..60 {
        story.app.clock.advance(chrono::TimeDelta::minutes(6));
        log_in(&mut story.browser(), &story.ana, "not it at all, really").await;
    }
    let kept = reads().sign_ins_of(story.ana.id, 1_000).await;
    let kept = kept.expect("read");
    assert_eq!(kept.len(), 50);
    assert!(
        kept.iter().all(|one| one.device.is_empty()),
        "of strangers nothing"
    );
}
