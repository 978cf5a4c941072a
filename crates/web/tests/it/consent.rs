//! What the submitter did not allow is published by nobody, through no door.

use cairn_app::release;
use cairn_domain::{Consent, Digest, ShortId};
use cairn_review::{Act, Outcome, workflow};
use cairn_testkit::{Browser, Person, TestApp};

async fn narrow(story: &TestApp, short: &ShortId, consent: Consent) {
    let act = Act::ChangeConsent { consent };
    story.act(&story.leo, short, act, "They called.").await;
}

fn people(story: &TestApp) -> Vec<(&'static str, Option<&Person>)> {
    vec![
        ("reader", Some(&story.rea)),
        ("volunteer", Some(&story.volunteer)),
        ("verifier", Some(&story.ana)),
        ("other verifier", Some(&story.ben)),
        ("lead", Some(&story.lea)),
        ("other lead", Some(&story.leo)),
        ("admin", Some(&story.ada)),
        ("foreign lead", Some(&story.stranger)),
        ("nobody", None),
    ]
}

async fn browser_of(story: &TestApp, person: Option<&Person>) -> Browser {
    match person {
        Some(person) => story.signed_in(person).await,
        None => story.browser(),
    }
}

/// Every address under which bytes of the item could be had in public.
async fn bytes_of(story: &TestApp, short: &ShortId) -> Vec<Digest> {
    let item = story.item(short).await.id;
    let files = story.app.store.read().files_of(item).await.expect("reads");
    let made = files.iter().flat_map(|file| &file.derivatives);
    let made = made.map(|made| made.sha256);
    files.iter().map(|file| file.sha256).chain(made).collect()
}

async fn public_bytes(story: &TestApp, short: &ShortId) -> Vec<Digest> {
    let mut reader = story.browser();
    let mut open = Vec::new();
    for sha256 in bytes_of(story, short).await {
        if reader.get(&format!("/media/{sha256}")).await.status == 200 {
            open.push(sha256);
        }
    }
    open
}

/// Everything the public can read, in one text.
async fn public_words(story: &TestApp, short: &ShortId) -> String {
    let mut reader = story.browser();
    let incident = story.item(short).await.state.incident.expect("is linked");
    let incident = story.app.store.read().load_incident(incident).await;
    let mut paths = vec![format!("/incidents/AFG-{}", incident.expect("reads").short)];
    for page in [
        "/",
        "/incidents",
        "/dataset",
        "/data/incidents.csv",
        "/data/incidents.geojson",
    ] {
        paths.push(page.to_owned());
    }
    for release in 1..=3 {
        for name in [
            "evidence.csv",
            "incidents.csv",
            "incidents.geojson",
            "manifest.json",
        ] {
            paths.push(format!("/releases/{release}/{name}"));
        }
    }
    let mut all = String::new();
    for path in paths {
        all.push_str(&reader.get(&path).await.text());
    }
    all
}

#[tokio::test]
async fn internal_use_is_published_by_no_role_through_no_move_and_no_release() {
    let story = TestApp::new().await;
    let short = story.item_at_sign_off(1).await;
    narrow(&story, &short, Consent::Internal).await;
    story.sign_off(&story.lea, &short).await;
    assert_eq!(story.item(&short).await.state.stage.0, "approved");
    let draft = workflow::template("standard").expect("is built in");
    let keys: Vec<_> = draft.moves.iter().map(|mv| mv.key.0.clone()).collect();
    let item = format!("/projects/AFG/items/{short}");
    let mut tried = 0;
    for (name, person) in people(&story) {
        let mut browser = browser_of(&story, person).await;
        // What leads away from here would end the test early; it publishes nothing either way.
        for key in keys
            .iter()
            .map(String::as_str)
            .filter(|key| *key != "reopen")
        {
            let state = story.item(&short).await.state;
            let seen = state.seq.to_string();
            let fields = [("seen", seen.as_str()), ("to", key), ("words", "because")];
            let answer = browser.post(&format!("{item}/move"), &fields).await;
            assert!(answer.status.as_u16() < 500, "{name} {key}");
            tried += 1;
            let after = story.item(&short).await.state;
            assert_eq!(after.stage.0, "approved", "{name} {key}");
        }
        let seen = story.item(&short).await.state.seq.to_string();
        let publish = [("seen", seen.as_str()), ("to", "publish"), ("words", "now")];
        for door in ["triage", "retract", "settle", "sign-off"] {
            browser.post(&format!("{item}/{door}"), &publish).await;
        }
        browser.post("/projects/AFG/releases", &[]).await;
        let state = story.item(&short).await.state;
        assert_ne!(state.outcome, Some(Outcome::Published), "{name}");
    }
    assert!(tried >= 9 * 25, "{tried}");
    let lead = story.visit(&story.lea).await;
    let preview = release::preview(&story.app, &lead).await.expect("reads");
    assert!(preview.blocked[0].refusals.has("consent_forbids"));
    assert!(public_bytes(&story, &short).await.is_empty());
    assert!(!public_words(&story, &short).await.contains(short.as_str()));
}

#[tokio::test]
async fn redacted_publication_shows_the_finding_and_no_byte_of_the_file() {
    let story = TestApp::new().await;
    let short = story.item_at_sign_off(2).await;
    narrow(&story, &short, Consent::PublishRedacted).await;
    story.sign_off(&story.lea, &short).await;
    let built = story.publish().await;
    assert_eq!(built.items, 1);
    assert!(public_bytes(&story, &short).await.is_empty());
    let words = public_words(&story, &short).await;
    assert!(words.contains(short.as_str()), "the finding is published");
    for sha256 in bytes_of(&story, &short).await {
        assert!(!words.contains(&sha256.to_string()), "not even a digest");
    }
}

#[tokio::test]
async fn consent_that_is_narrowed_after_publication_takes_pictures_down_at_once() {
    for (seed, narrower) in [(3, Consent::PublishRedacted), (4, Consent::Internal)] {
        let story = TestApp::new().await;
        let short = story.item_at_sign_off(seed).await;
        story.sign_off(&story.lea, &short).await;
        story.publish().await;
        let shown = public_bytes(&story, &short).await;
        assert!(!shown.is_empty(), "it was public, with its picture");
        let before = story.browser().get("/data/incidents.json").await;
        narrow(&story, &short, narrower).await;
        assert!(public_bytes(&story, &short).await.is_empty(), "{narrower}");
        // Neither the server nor a browser goes on with what it kept.
        let after = story.browser().get("/data/incidents.json").await;
        assert_ne!(before.headers["etag"], after.headers["etag"], "{narrower}");
        assert!(before.text().contains(&shown[0].to_string()), "{narrower}");
        assert!(!after.text().contains(&shown[0].to_string()), "{narrower}");
        let incident = story.item(&short).await.state.incident.expect("is linked");
        let incident = story.app.store.read().load_incident(incident).await;
        let page = format!("/incidents/AFG-{}", incident.expect("reads").short);
        let page = story.browser().get(&page).await.text();
        for sha256 in shown {
            assert!(!page.contains(&sha256.to_string()), "{narrower}");
        }
    }
}
