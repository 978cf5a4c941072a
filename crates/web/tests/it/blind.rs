//! The blind second geolocation: nobody learns the first place before their own is in, by any door;
//! then the two are held against each other and the item goes where they say.

use cairn_app::{incident, review};
use cairn_domain::{FindingId, ShortId};
use cairn_review::Act;
use cairn_testkit::{Browser, Person, TestApp, place, verdict};
use cairn_web::ROUTES;

/// Words that stand in everything the first author writes.
const CANARY: &str = "Zanbaq";

/// The first place, in every notation in which a page might write it.
const FIRST: &str = "34.517263, 69.183745";
const TRACES: [&str; 8] = [
    CANARY,
    "34.5172",
    "69.1837",
    "34.517",
    "69.183",
    // Degrees, minutes; the military grid; a Plus code.
    "34\u{b0}31",
    "42SWD1686",
    "8J3QG59M",
];

async fn blind_story() -> (TestApp, ShortId, FindingId) {
    let story = TestApp::with_workflow("court").await;
    let short = story.submit_photo(81).await;
    story.triage(&story.ana, &short).await;
    story.act(&story.ana, &short, Act::Claim, "").await;
    story.reference(&story.ana, &short).await;
    let visit = story.visit(&story.ana).await;
    let shadow = review::ShadowDraft {
        place: FIRST.into(),
        from: "2022-09-30".into(),
        to: "2022-09-30".into(),
        zone: "Asia/Kabul".into(),
        ratio: "1.2".into(),
        ..review::ShadowDraft::default()
    };
    review::keep_run(&story.app, &visit, &short, &shadow)
        .await
        .expect("kept");
    let draft = review::GeolocationDraft {
        camera: FIRST.into(),
        place_name: format!("{CANARY} bazaar"),
        province: format!("{CANARY} province"),
        sources: format!("https://example.org/{CANARY}"),
        features: ["minaret", "gate", "wall"].map(feature).to_vec(),
        ..place()
    };
    let seen = story.item(&short).await.state.seq;
    let sure = review::Verdict {
        reasoning: format!("{CANARY} is the only bazaar with that minaret."),
        ..verdict(seen)
    };
    review::record_geolocation(&story.app, &visit, &short, &draft, &sure)
        .await
        .expect("recorded");
    for words in [format!("It is {CANARY}"), format!("I put it at {FIRST}")] {
        review::comment(&story.app, &visit, &short, &words)
            .await
            .expect("said");
    }
    let to = "place_proposed".into();
    story
        .act(
            &story.ana,
            &short,
            Act::Move { to },
            &format!("By the {CANARY} road"),
        )
        .await;
    let item = story.item(&short).await.id;
    let findings = story
        .app
        .store
        .read()
        .findings_of(item)
        .await
        .expect("reads");
    (story, short, findings[0].id)
}

fn feature(what: &str) -> review::FeatureDraft {
    review::FeatureDraft {
        words: format!("{CANARY} {what}"),
        found: review::CounterpartDraft {
            on: "map:1".into(),
            at: FIRST.into(),
            ..review::CounterpartDraft::default()
        },
        ..review::FeatureDraft::default()
    }
}

/// Every page of the instance that can be opened, as HTML and as JSON, and the item's forms when they
/// come back.
async fn everything(
    story: &TestApp,
    browser: &mut Browser,
    short: &ShortId,
    finding: FindingId,
) -> Vec<(String, String)> {
    let item = story.item(short).await;
    let reads = story.app.store.read();
    let files = reads.files_of(item.id).await.expect("reads");
    let incident = item.state.incident.expect("linked");
    let incident = reads.load_incident(incident).await.expect("reads").short;
    let mut pages = Vec::new();
    for route in ROUTES
        .iter()
        .filter(|route| matches!(route.method, "GET" | "POST"))
    {
        // These end the visit.
        if ["/logout", "/login"].contains(&route.path) {
            continue;
        }
        let record = if route.path.contains("/incidents/") {
            &incident
        } else {
            short
        };
        let sha256 = match route.path.contains("/files/") {
            true => files[0].sha256,
            false => files[0].derivatives[0].sha256,
        };
        let path = route
            .path
            .replace("{code}", "AFG")
            .replace("{short}", &record.to_string())
            .replace("{sha256}", &sha256.to_string())
            .replace("{finding}", &finding.to_string())
            .replace("{number}", "1")
            .replace("{id}", &format!("AFG-{incident}"));
        let mut answers = Vec::new();
        if route.path.ends_with("run.json") {
            for which in ["number=1".to_owned(), format!("finding={finding}&bound=0")] {
                answers.push(browser.get(&format!("{path}?{which}")).await);
            }
        }
        if route.method == "GET" {
            answers.push(browser.get(&path).await);
            answers.push(browser.get_with(&path, "accept", "application/json").await);
        } else if route.path.contains("/items/{short}/") {
            // Nothing that could be done: every form comes back with the page it stands on.
            answers.push(
                browser
                    .post(
                        &path,
                        &[("seen", "0"), ("look", "1"), ("zone", "Asia/Kabul")],
                    )
                    .await,
            );
        }
        for answer in answers {
            let headers = format!("{:?}", answer.headers);
            pages.push((format!("{} {path}", route.method), headers + &answer.text()));
        }
    }
    pages
}

fn traces(pages: &[(String, String)]) -> Vec<String> {
    let found = |(path, text): &(String, String)| {
        let trace = TRACES.iter().find(|trace| text.contains(**trace))?;
        Some(format!("{path}: {trace}"))
    };
    pages.iter().filter_map(found).collect()
}

#[tokio::test]
async fn no_door_gives_the_first_place_to_whoever_has_to_find_it() {
    let (story, short, finding) = blind_story().await;
    let people: [(&str, &Person); 4] = [
        ("the second verifier", &story.ben),
        ("a lead", &story.lea),
        ("an admin", &story.ada),
        ("a reader", &story.rea),
    ];
    for (name, person) in people {
        let mut browser = story.signed_in(person).await;
        let pages = everything(&story, &mut browser, &short, finding).await;
        assert!(pages.len() > 100, "{name}: {}", pages.len());
        assert_eq!(traces(&pages), Vec::<String>::new(), "{name}");
    }
    let mut ben = story.signed_in(&story.ben).await;
    let page = ben
        .get(&format!("/projects/AFG/items/{short}"))
        .await
        .text();
    assert!(page.contains("3 remarks or reasons by other members are kept from you"));
    // The same walk does find it where it may be seen: this test can fail.
    let mut ana = story.signed_in(&story.ana).await;
    let pages = everything(&story, &mut ana, &short, finding).await;
    assert!(traces(&pages).len() > 3, "{:?}", traces(&pages));
}

async fn second(story: &TestApp, short: &ShortId, camera: &str) -> String {
    story.act(&story.ben, short, Act::Claim, "").await;
    let seen = story.item(short).await.state.seq;
    let visit = story.visit(&story.ben).await;
    let draft = review::GeolocationDraft {
        camera: camera.into(),
        ..place()
    };
    review::record_geolocation(&story.app, &visit, short, &draft, &verdict(seen))
        .await
        .expect("recorded");
    let mut ben = story.signed_in(&story.ben).await;
    ben.get(&format!("/projects/AFG/items/{short}"))
        .await
        .text()
}

#[tokio::test]
async fn two_places_within_their_precision_agree_and_the_item_moves_on() {
    let (story, short, _) = blind_story().await;
    let page = second(&story, &short, "34.517463, 69.183845").await;
    assert_eq!(story.item(&short).await.state.stage.0, "chronolocation");
    assert!(page.contains("data-agreement=\"agrees\""), "shown at once");
    assert!(page.contains("ana and ben placed it 24 m apart, within 50 m and 50 m."));
    assert!(page.contains(CANARY), "now nothing is kept");
}

#[tokio::test]
async fn two_places_apart_are_disputed_until_a_lead_says_which_holds_and_both_stay() {
    let (story, short, finding) = blind_story().await;
    let page = second(&story, &short, "34.535, 69.183845").await;
    assert_eq!(story.item(&short).await.state.stage.0, "disputed_place");
    assert!(page.contains("data-agreement=\"disagrees\""));
    story
        .act(
            &story.lea,
            &short,
            Act::Settle { finding },
            "The canal lies south of it.",
        )
        .await;
    let to = "place_settled".into();
    story
        .act(&story.lea, &short, Act::Move { to }, "Settled.")
        .await;
    assert_eq!(story.item(&short).await.state.stage.0, "chronolocation");
    let mut lea = story.signed_in(&story.lea).await;
    let page = lea
        .get(&format!("/projects/AFG/items/{short}"))
        .await
        .text();
    assert!(page.contains("A lead decided for this"));
    assert!(page.contains("34.5350"), "the other answer is kept");
    let incidents = incident::incidents(&story.app, &story.visit(&story.lea).await, None).await;
    assert!(!incidents.expect("reads").is_empty());
}

#[tokio::test]
async fn a_distance_is_not_shown_to_somebody_who_has_only_one_side_of_it() {
    let (story, short, _) = blind_story().await;
    let visit = story.visit(&story.leo).await;
    let dossier = review::dossier(&story.app, &visit, &short)
        .await
        .expect("reads");
    assert!(dossier.distances.is_empty());
    assert_eq!(dossier.references.len(), 0);
    assert_eq!(dossier.withheld, 3);
}
