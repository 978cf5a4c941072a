//! From sign-off to the public page and back out of it.

use cairn_app::release;
use cairn_testkit::TestApp;

/// What the map is drawn from says how far off the published point may be, as the record does.
async fn uncertainty_is_on_the_map(story: &TestApp) {
    let mut reader = story.browser();
    let mut json = async |path: &str| -> serde_json::Value {
        serde_json::from_slice(&reader.get(path).await.body).expect("JSON")
    };
    let seen = "west=60&south=29&east=75&north=39&across=1&down=1";
    let cells = json(&format!("/data/cells.json?{seen}")).await;
    let list = json("/data/incidents.json").await;
    let radius_m = list["incidents"][0]["loc_precision_m"].as_f64();
    let tens = radius_m.map(|radius_m| (radius_m / 10.0).ceil() * 10.0);
    assert!(tens > Some(0.0), "{list}");
    assert_eq!(cells["cells"][0][3].as_f64(), tens, "{cells}");
}

#[tokio::test]
async fn a_release_publishes_at_published_precision_and_a_retraction_takes_it_out() {
    let story = TestApp::new().await;
    let short = story.item_at_sign_off(1).await;
    story.sign_off(&story.lea, &short).await;
    let lead = story.visit(&story.lea).await;
    let built = story.publish().await;
    assert_eq!((built.version, built.items, built.incidents), (1, 1, 1));
    assert_eq!(story.item(&short).await.state.stage.0, "published");

    let mut reader = story.browser();
    let csv = reader.get("/data/incidents.csv").await.text();
    assert!(csv.contains("Explosion at a school"), "{csv}");
    let geojson = reader.get("/data/incidents.geojson").await.text();
    let id = geojson
        .split("\"AFG-")
        .nth(1)
        .and_then(|rest| rest.get(..6))
        .expect("an id")
        .to_owned();
    let page = reader.get(&format!("/incidents/AFG-{id}")).await;
    assert_eq!(page.status, 200);
    for body in [&csv, &geojson, &page.text(), &reader.get("/").await.text()] {
        assert!(
            !body.contains("34.4985") && !body.contains("69.0645"),
            "too precise: {body}"
        );
        assert!(!body.contains("They match."), "reasoning is not published");
        assert!(!body.contains("ana@") && !body.contains("photo.jpg"));
    }

    uncertainty_is_on_the_map(&story).await;

    let seen = story.item(&short).await.state.seq;
    let why = release::Retraction {
        kind: cairn_domain::RetractionReason::Privacy,
        words: "The family asked us to.".to_owned(),
        replaced_by: None,
    };
    release::retract(&story.app, &lead, &short, seen, why)
        .await
        .expect("retracted");
    let tombstone = reader.get(&format!("/incidents/AFG-{id}")).await;
    assert_eq!(tombstone.status, 410);
    assert!(tombstone.text().contains("The family asked us to."));
    story.publish().await;
    let listed = reader.get("/releases/2/retractions.csv").await.text();
    assert!(
        listed.contains(&id) && listed.contains("The family asked us to."),
        "{listed}"
    );
    assert!(
        !reader
            .get("/releases/2/incidents.csv")
            .await
            .text()
            .contains(&id)
    );
    assert!(
        reader
            .get("/releases/1/incidents.csv")
            .await
            .text()
            .contains(&id),
        "earlier releases stay"
    );
}

#[tokio::test]
async fn what_was_given_for_internal_use_is_never_published() {
    let story = TestApp::new().await;
    let short = story.item_at_sign_off(2).await;
    let consent = cairn_domain::Consent::Internal;
    story
        .act(
            &story.leo,
            &short,
            cairn_review::Act::ChangeConsent { consent },
            "They called.",
        )
        .await;
    story.sign_off(&story.lea, &short).await;
    let lead = story.visit(&story.lea).await;
    let preview = release::preview(&story.app, &lead).await.expect("reads");
    assert!(preview.ready.is_empty());
    assert!(preview.blocked[0].refusals.has("consent_forbids"));
    let built = story.publish().await;
    assert_eq!(built.items, 0);
    assert_eq!(story.item(&short).await.state.stage.0, "approved");
}

#[tokio::test]
async fn nothing_is_public_before_a_second_person_signs_what_they_saw() {
    let story = TestApp::new().await;
    let short = story.item_at_sign_off(3).await;
    story.sign_off(&story.lea, &short).await;
    let mut lea = story.signed_in(&story.lea).await;
    let mut leo = story.signed_in(&story.leo).await;
    lea.post("/projects/AFG/releases", &[]).await;
    let candidate = content(&story).await;
    let sign = [("content", candidate.as_str()), ("harmless", "yes")];

    let own = lea.post("/projects/AFG/releases/sign", &sign).await;
    assert_eq!(own.status, 422);
    assert!(own.text().contains("Somebody else has to say"));
    let unticked = leo.post("/projects/AFG/releases/sign", &sign[..1]).await;
    assert_eq!(unticked.status, 422);
    assert_eq!(
        story.browser().get("/releases/1/README.md").await.status,
        404
    );
    assert_eq!(story.item(&short).await.state.stage.0, "approved");

    // Another item joins: what was seen is not what would be published.
    let late = story.item_at_sign_off(4).await;
    story.sign_off(&story.lea, &late).await;
    let changed = leo.post("/projects/AFG/releases/sign", &sign).await;
    assert_eq!(changed.status, 422);
    assert!(changed.text().contains("has changed since it was built"));

    lea.post("/projects/AFG/releases", &[]).await;
    let candidate = content(&story).await;
    let sign = [("content", candidate.as_str()), ("harmless", "yes")];
    let signed = leo.post("/projects/AFG/releases/sign", &sign).await;
    assert_eq!(signed.status, 303);
    assert_eq!(story.item(&late).await.state.stage.0, "published");
    let again = leo.post("/projects/AFG/releases/sign", &sign).await;
    assert_eq!(again.status, 422, "there is nothing left to sign");
}

async fn content(story: &TestApp) -> String {
    let lead = story.visit(&story.lea).await;
    let preview = release::preview(&story.app, &lead).await.expect("reads");
    preview.candidate.expect("built").content.to_string()
}

#[tokio::test]
async fn a_build_that_cannot_store_its_files_leaves_the_release_before() {
    let story = TestApp::new().await;
    let short = story.item_at_sign_off(5).await;
    story.sign_off(&story.lea, &short).await;
    story.publish().await;
    let late = story.item_at_sign_off(6).await;
    story.sign_off(&story.lea, &late).await;
    let (lea, leo) = (story.visit(&story.lea).await, story.visit(&story.leo).await);
    let candidate = release::build(&story.app, &lea).await.expect("built");
    let before = story.browser().get("/data/incidents.csv").await.text();

    // The key is a folder now: nothing can be signed, and nothing unsigned is published.
    let key = story.app.settings.keys_dir.join("release.key");
    let aside = key.with_extension("aside");
    std::fs::rename(&key, &aside).expect("moved");
    std::fs::create_dir(&key).expect("made");
    assert!(
        release::sign(&story.app, &leo, &candidate.content)
            .await
            .is_err()
    );
    assert_eq!(
        story.browser().get("/releases/2/README.md").await.status,
        404
    );
    assert_eq!(
        story.browser().get("/data/incidents.csv").await.text(),
        before
    );
    assert_eq!(story.item(&late).await.state.stage.0, "approved");

    std::fs::remove_dir(&key).expect("removed");
    std::fs::rename(&aside, &key).expect("moved back");
    let built = release::sign(&story.app, &leo, &candidate.content).await;
    assert_eq!(
        built.expect("signed").version,
        2,
        "the candidate still stands"
    );
}

#[tokio::test]
async fn the_key_is_the_one_that_signed_and_only_its_owner_can_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let story = TestApp::new().await;
    story.publish().await;
    let mut reader = story.browser();
    let key = reader.get("/releases/key").await.text();
    let manifest = reader.get("/releases/1/manifest.json").await.text();
    let public = key.lines().nth(1).expect("a key");
    assert!(manifest.contains(public), "{key}");
    let kept = story.app.settings.keys_dir.join("release.key");
    let mode = std::fs::metadata(&kept).expect("kept").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert!(!manifest.contains(std::fs::read_to_string(&kept).expect("read").trim()));
}
