//! From sign-off to the public page and back out of it.

use cairn_app::release;
use cairn_testkit::TestApp;

#[tokio::test]
async fn a_release_publishes_at_published_precision_and_a_retraction_takes_it_out() {
    let story = TestApp::new().await;
    let short = story.item_at_sign_off(1).await;
    story.sign_off(&story.lea, &short).await;
    let lead = story.visit(&story.lea).await;
    let built = release::build(&story.app, &lead).await.expect("built");
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

    let seen = story.item(&short).await.state.seq;
    release::retract(&story.app, &lead, &short, seen, "The family asked us to.")
        .await
        .expect("retracted");
    let tombstone = reader.get(&format!("/incidents/AFG-{id}")).await;
    assert_eq!(tombstone.status, 410);
    assert!(tombstone.text().contains("The family asked us to."));
    release::build(&story.app, &lead).await.expect("built");
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
    let built = release::build(&story.app, &lead)
        .await
        .expect("an empty first release");
    assert_eq!(built.items, 0);
    assert_eq!(story.item(&short).await.state.stage.0, "approved");
}
