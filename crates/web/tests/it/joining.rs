//! How people come into a project, change their role and leave; and what is asked for once more
//! before that.

use cairn_domain::Role;
use cairn_testkit::{Answer, Browser, PASSWORD, TestApp};
use chrono::TimeDelta;

use crate::accounts::later;

#[tokio::test]
async fn a_sign_off_asks_again_after_ten_minutes_and_loses_nothing_typed() {
    let story = TestApp::new().await;
    let short = story.item_at_sign_off(5).await;
    let mut lea = story.signed_in(&story.lea).await;
    later(&story, TimeDelta::minutes(11));
    let path = format!("/projects/AFG/items/{short}/sign-off");
    let reason = "Seen & checked <twice>";
    let typed = [
        ("seen", "1"),
        ("words", reason),
        ("check", "a"),
        ("check", "b"),
    ];
    let answer = lea.post(&path, &typed).await;
    assert_eq!(answer.status, 403);
    let page = answer.text();
    assert!(page.contains(&format!("action=\"{path}\"")));
    assert!(
        page.contains("Seen &#38; checked &#60;twice&#62;"),
        "{page}"
    );
    assert_eq!(page.matches("name=\"check\"").count(), 2);

    let wrong: Vec<_> = typed
        .into_iter()
        .chain([("proof", "no such password here")])
        .collect();
    let answer = lea.post(&path, &wrong).await;
    assert_eq!(answer.status, 403);
    assert!(answer.text().contains("name=\"words\""), "still there");
    let right: Vec<_> = typed.into_iter().chain([("proof", PASSWORD)]).collect();
    let answer = lea.post(&path, &right).await;
    assert_ne!(answer.status, 403, "it went on to the sign-off itself");
    assert!(
        answer.text().contains("Seen &#38; checked"),
        "with what was typed"
    );

    later(&story, TimeDelta::minutes(11));
    let answer = lea.post_for_json(&path, &typed).await;
    assert_eq!(answer.status, 403);
    assert!(answer.text().contains("proof-needed"));
}

#[tokio::test]
async fn an_export_asks_again_and_goes_on_where_it_was() {
    let story = TestApp::new().await;
    let mut lea = story.signed_in(&story.lea).await;
    let path = "/projects/AFG/hashes/pdq.csv";
    assert_eq!(lea.get(path).await.status, 200, "just signed in");
    later(&story, TimeDelta::minutes(10));
    assert_eq!(lea.get(path).await.status, 403);
    let answer = lea
        .post("/account/proof", &[("next", path), ("proof", PASSWORD)])
        .await;
    assert_eq!(answer.location(), path);
    assert_eq!(lea.get(path).await.status, 200);
}

#[tokio::test]
async fn an_invitation_lets_one_person_in_once() {
    let story = TestApp::new().await;
    let mut ada = story.signed_in(&story.ada).await;
    let code = invite(&mut ada, "verifier").await;
    let mut new = story.browser();
    assert!(unfold(&mut new, &code).await.text().contains("Project AFG"));
    let weak = [
        ("code", code.as_str()),
        ("name", "Nia"),
        ("email", "nia@test.example"),
        ("password", "nia-nia-nia-nia-nia"),
    ];
    let refused = new.post("/join/accept", &weak).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.text().contains("value=\"nia@test.example\""),
        "nothing typed is lost"
    );
    let good = [
        ("code", code.as_str()),
        ("name", "Nia"),
        ("email", "nia@test.example"),
        ("password", PASSWORD),
    ];
    assert_eq!(
        new.post("/join/accept", &good).await.location(),
        "/projects?done=joined"
    );
    assert_eq!(new.get("/projects/AFG/queue").await.status, 200);
    assert_eq!(
        new.get("/projects/AFG/members").await.status,
        409,
        "in the role that was fixed"
    );
    assert_eq!(
        unfold(&mut story.browser(), &code).await.status,
        410,
        "used"
    );

    let code = invite(&mut ada, "lead").await;
    let mut stranger = story.signed_in(&story.stranger).await;
    let accepted = stranger.post("/join/accept", &[("code", &code)]).await;
    assert_eq!(accepted.status, 303);
    assert_eq!(stranger.get("/projects/AFG/queue").await.status, 200);

    let code = invite(&mut ada, "reader").await;
    later(&story, TimeDelta::days(7));
    assert_eq!(
        unfold(&mut story.browser(), &code).await.status,
        410,
        "run out"
    );
    assert_eq!(unfold(&mut story.browser(), "none").await.status, 422);
}

/// What stands behind the `#` of an address stays in the browser; without script it is pasted.
#[tokio::test]
async fn the_code_of_an_invitation_is_in_no_address() {
    let story = TestApp::new().await;
    let mut ada = story.signed_in(&story.ada).await;
    let code = invite(&mut ada, "verifier").await;
    let asked = story.browser().get("/join").await.text();
    assert!(asked.contains("name=\"code\"") && asked.contains("method=\"post\""));
    for pasted in [
        format!(" {code} "),
        format!("https://cairn.example/join#{code}"),
    ] {
        let page = unfold(&mut story.browser(), &pasted).await.text();
        assert!(page.contains("Project AFG"), "{pasted}");
        let leads_on = page.split(['"', ' ']).filter(|word| word.starts_with('/'));
        assert!(leads_on.filter(|word| word.contains(&code)).count() == 0);
    }
    let old = story.browser().get(&format!("/invitation/{code}")).await;
    assert_eq!(old.status, 410);
    let page = old.text();
    assert!(
        page.contains("are no longer taken") && !page.contains(&code),
        "{page}"
    );
    assert!(!page.contains("Project AFG"));
    assert_eq!(
        story
            .browser()
            .post(&format!("/invitation/{code}"), &[])
            .await
            .status,
        405
    );
}

#[tokio::test]
async fn an_invitation_that_is_taken_back_lets_nobody_in() {
    let story = TestApp::new().await;
    let mut ada = story.signed_in(&story.ada).await;
    let code = invite(&mut ada, "verifier").await;
    let project = story.visit(&story.ada).await.project.id;
    let open = story
        .app
        .store
        .read()
        .open_invitations(project, story.app.clock.now())
        .await;
    let id = open.expect("reads")[0].id.to_string();
    let answer = ada
        .post("/projects/AFG/invitations/revoke", &[("invitation", &id)])
        .await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert_eq!(unfold(&mut story.browser(), &code).await.status, 410);
}

/// What the page says once it has the code.
async fn unfold(browser: &mut Browser, code: &str) -> Answer {
    browser.post("/join", &[("code", code)]).await
}

async fn invite(admin: &mut Browser, role: &str) -> String {
    let fields = [("role", role), ("note", "Somebody"), ("days", "7")];
    let answer = admin.post("/projects/AFG/invitations", &fields).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let page = answer.text();
    let (_, rest) = page.split_once("/join#").expect("a link");
    rest[..64].to_owned()
}

#[tokio::test]
async fn members_change_roles_and_the_last_admin_stays() {
    let story = TestApp::new().await;
    let mut ada = story.signed_in(&story.ada).await;
    let (ben, own) = (story.ben.id.to_string(), story.ada.id.to_string());
    let fields = [
        ("member", ben.as_str()),
        ("role", "lead"),
        ("action", "role"),
    ];
    assert_eq!(ada.post("/projects/AFG/members", &fields).await.status, 303);
    assert_eq!(story.visit(&story.ben).await.role, Role::Lead);
    let fields = [("member", ben.as_str()), ("action", "remove")];
    assert_eq!(ada.post("/projects/AFG/members", &fields).await.status, 303);
    let mut browser = story.signed_in(&story.ben).await;
    assert_eq!(browser.get("/projects/AFG/queue").await.status, 404);
    let fields = [("member", own.as_str()), ("action", "remove")];
    let answer = ada.post("/projects/AFG/members", &fields).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("Somebody has to run the project"));
}
