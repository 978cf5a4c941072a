//! Places that a shadow leaves, and runs that a reader fetches.

use cairn_testkit::TestApp;

use crate::time_evidence::{MEASURED, at_time, send};

const WHERE: &str =
    "at=2022-09-30T03%3A00%3A00Z&ratio=2.5&ratio_tol=5&shadow_azimuth=284&azimuth_tol=5";

#[tokio::test]
async fn a_shadow_says_where_and_its_run_is_kept() {
    let story = TestApp::new().await;
    let short = at_time(&story).await;
    let mut ben = story.signed_in(&story.ben).await;
    let page = format!("/projects/AFG/items/{short}/shadow/where");
    let fresh = ben.get(&page).await;
    assert_eq!(fresh.status, 200);
    let solved = ben.get(&format!("{page}?{WHERE}")).await;
    assert_eq!(solved.status, 200);
    let text = solved.text();
    assert!(text.contains("km² fit."), "{text}");
    assert!(text.contains("Afghanistan"), "a country that is crossed");
    assert!(text.contains("class=\"drawing__band\""), "drawn");
    assert!(
        text.contains("The established place is"),
        "held against the place"
    );

    let bands = ben.get(&format!("{page}.geojson?{WHERE}")).await;
    assert_eq!(bands.headers["content-type"], "application/geo+json");
    let bands: serde_json::Value = serde_json::from_str(&bands.text()).expect("GeoJSON");
    assert_eq!(bands["features"].as_array().map(Vec::len), Some(1));

    let bad = ben.get(&format!("{page}?at=noon&ratio=2.5")).await;
    assert_eq!(bad.status, 422);
    assert!(
        bad.text().contains("value=\"noon\""),
        "what was typed stays"
    );

    let measured = [
        ("at", "2022-09-30 07:30"),
        ("zone", "Asia/Kabul"),
        ("ratio", "2.5"),
        ("shadow_azimuth", "284"),
    ];
    let kept = ben.post(&page, &measured).await;
    assert_eq!(kept.status, 303, "{}", kept.text());
    assert!(ben.get(&page).await.text().contains("id=\"run-1\""));
    let times = page.replace("/where", "");
    let times = ben.get(&times).await.text();
    assert!(
        !times.contains("id=\"run-1\""),
        "it is no evidence of a time"
    );
}

#[tokio::test]
async fn a_clock_that_hung_anywhere_is_held_to_its_zones() {
    let story = TestApp::new().await;
    let short = at_time(&story).await;
    let mut ben = story.signed_in(&story.ben).await;
    let page = format!("/projects/AFG/items/{short}/shadow/where");
    let asked =
        "at=2022-09-30+07%3A30&zone=&ratio=2.5&ratio_tol=5&shadow_azimuth=284&azimuth_tol=3";
    let text = ben.get(&format!("{page}?{asked}")).await.text();
    assert!(text.contains("Nobody knows whose clock it was"), "{text}");
    let bands = ben.get(&format!("{page}.geojson?{asked}")).await.text();
    let bands: serde_json::Value = serde_json::from_str(&bands).expect("GeoJSON");
    let features = bands["features"].as_array().expect("features");
    assert!(features.len() > 3, "several offsets: {}", features.len());
}

#[tokio::test]
async fn a_run_of_places_is_hidden_from_whoever_has_to_find_it_blind() {
    let story = TestApp::with_workflow("court").await;
    let short = story.submit_photo(63).await;
    story.triage(&story.ana, &short).await;
    let page = format!("/projects/AFG/items/{short}/shadow/where");
    let fields = [("at", "2022-09-30T03:00:00Z"), ("ratio", "2.5")];
    let mut ana = story.signed_in(&story.ana).await;
    assert_eq!(ana.post(&page, &fields).await.status, 303);
    assert!(ana.get(&page).await.text().contains("id=\"run-1\""));
    let mut ben = story.signed_in(&story.ben).await;
    let seen = ben.get(&page).await.text();
    assert!(
        !seen.contains("id=\"run-1\"") && !seen.contains("km² fit"),
        "{seen}"
    );
}

#[tokio::test]
async fn a_reader_fetches_the_run_of_a_published_time_and_runs_it_again() {
    let story = TestApp::new().await;
    let short = at_time(&story).await;
    let mut ben = story.signed_in(&story.ben).await;
    let page = format!("/projects/AFG/items/{short}/shadow");
    assert_eq!(ben.post(&page, &MEASURED).await.status, 303);
    let by_run = ("window", "shadow_ratio", "", "1");
    let recorded = send(&story, &mut ben, &short, &[by_run], &[]).await;
    assert_eq!(recorded.status, 303, "{}", recorded.text());
    let time_established = cairn_review::Act::Move {
        to: "time_established".into(),
    };
    story.act(&story.ben, &short, time_established, "").await;
    story.sign_off(&story.lea, &short).await;
    story.publish().await;

    let mut reader = story.browser();
    let list = reader.get("/incidents").await.text();
    let id = list
        .split("/incidents/AFG-")
        .nth(1)
        .and_then(|rest| rest.get(..6));
    let incident = format!("/incidents/AFG-{}", id.expect("an incident"));
    let shown = reader.get(&incident).await.text();
    let href = format!("{incident}/run.json?evidence=");
    let link = shown.split('"').find(|text| text.starts_with(&href));
    let record = reader
        .get(&link.expect("a link").replace("&#38;", "&"))
        .await;
    assert_eq!(record.status, 200);
    let text = record.text();
    assert!(
        !text.contains("34.4985") && !text.contains("69.0645"),
        "too precise: {text}"
    );
    let run: cairn_place::shadow::Run = serde_json::from_str(&text).expect("a record");
    assert!(cairn_place::shadow::run::rerun(&run).expect("answers").same);
    let none = format!("{incident}/run.json?evidence=AFG-000000&number=1");
    assert_eq!(reader.get(&none).await.status, 404);
}
