//! Recording where: features found on the map and on references, methods, and no place at all.

use cairn_domain::{
    Counterpart, FeatureKind, FindingBody, Geolocation, MapShape, PlaceMethod, ShortId, WhyNoPlace,
};
use cairn_testkit::{Answer, Browser, TestApp, jpeg, street};

/// An item that can be geolocated, held by Ana.
async fn placing(story: &TestApp) -> (ShortId, Browser) {
    let short = story.submit_photo(71).await;
    story.triage(&story.ana, &short).await;
    story
        .act(&story.ana, &short, cairn_review::Act::Claim, "")
        .await;
    (short, story.signed_in(&story.ana).await)
}

async fn send(
    story: &TestApp,
    browser: &mut Browser,
    short: &ShortId,
    more: &[(&str, &str)],
) -> Answer {
    let seen = story.item(short).await.state.seq.to_string();
    let mut fields = vec![
        ("seen", seen.as_str()),
        ("confidence", "probable"),
        ("reasoning", "They match."),
    ];
    fields.extend(more);
    browser
        .post(&format!("/projects/AFG/items/{short}/geolocation"), &fields)
        .await
}

async fn recorded(story: &TestApp, short: &ShortId) -> FindingBody {
    let item = story.item(short).await.id;
    let mut findings = story
        .app
        .store
        .read()
        .findings_of(item)
        .await
        .expect("reads");
    findings.pop().expect("a finding").body
}

async fn place(story: &TestApp, short: &ShortId) -> Geolocation {
    match recorded(story, short).await {
        FindingBody::Geolocation(place) => place,
        other => panic!("{other:?}"),
    }
}

const WHERE: [(&str, &str); 3] = [
    ("camera", "34.49851, 69.06452"),
    ("precision_m", "30"),
    ("view_deg", "62"),
];

const PAIRS: [(&str, &str); 19] = [
    ("methods", "visual_match"),
    ("methods", "street_level"),
    ("feature-0-words", "Minaret with two balconies"),
    ("feature-0-kind", "minaret"),
    ("feature-0-on", "map"),
    ("feature-0-at", "34.4989, 69.0651"),
    ("feature-1-words", "Wall along the canal"),
    ("feature-1-kind", "wall"),
    ("feature-1-on", "map:1"),
    ("feature-1-shape", "line"),
    ("feature-1-at", "34.4981, 69.0640; 34.4983, 69.0644"),
    ("feature-2-words", "Blue gate"),
    ("feature-2-on", "picture:1"),
    ("feature-2-ax", "0.1"),
    ("feature-2-ay", "0.2"),
    ("feature-2-aw", "0.3"),
    ("feature-2-ah", "0.4"),
    ("feature-3-words", ""),
    ("feature-3-on", ""),
];

#[tokio::test]
async fn features_are_found_on_the_map_and_on_references_and_say_so() {
    let story = TestApp::new().await;
    let (short, mut ana) = placing(&story).await;
    story.reference(&story.ana, &short).await;
    let all = [WHERE.as_slice(), &PAIRS].concat();
    let answer = send(&story, &mut ana, &short, &all).await;
    assert_eq!(answer.status, 303, "{}", answer.text());

    let place = place(&story, &short).await;
    let methods = [PlaceMethod::VisualMatch, PlaceMethod::StreetLevel];
    assert_eq!(
        (place.methods.as_slice(), place.view_deg),
        (&methods[..], Some(62.0))
    );
    assert_eq!(place.features.len(), 3);
    assert_eq!(place.features[0].kind, Some(FeatureKind::Minaret));
    assert!(matches!(
        place.features[0].found,
        Some(Counterpart::Map {
            shape: MapShape::Point(_),
            reference: None
        })
    ));
    let [reference] = place.references.as_slice() else {
        panic!("the reference once: {:?}", place.references);
    };
    assert_eq!(reference.provider, "Example Imagery");
    assert!(matches!(
        &place.features[1].found,
        Some(Counterpart::Map { shape: MapShape::Line(points), reference: Some(id) })
            if points.len() == 2 && *id == reference.id
    ));
    assert!(matches!(
        &place.features[2].found,
        Some(Counterpart::Picture { reference: id, .. }) if *id == reference.id
    ));

    let page = ana
        .get(&format!("/projects/AFG/items/{short}"))
        .await
        .text();
    for words in [
        "Matched with satellite or aerial imagery, Matched with pictures at street level",
        "Found at 34.4989",
        "on Example Imagery, 2022-09",
        "CC BY 4.0",
        "62.0",
    ] {
        assert!(page.contains(words), "{words}");
    }
    // The form comes back as it was typed: nothing has to be drawn again.
    let line = "value=\"34.4981000, 69.0640000; 34.4983000, 69.0644000\"";
    assert!(
        page.contains(line),
        "{}",
        page.split("data-found-at").nth(1).unwrap_or_default()
    );
}

#[tokio::test]
async fn what_cannot_be_drawn_is_named_with_its_feature() {
    let story = TestApp::new().await;
    let (short, mut ana) = placing(&story).await;
    for (field, value, words) in [
        (
            "feature-0-at",
            "at the well",
            "Cairn cannot read where the feature was found: Minaret with two balconies",
        ),
        (
            "feature-0-at",
            "",
            "Nothing is drawn where the feature was found: Minaret with two balconies",
        ),
        (
            "feature-0-at",
            "34.1, 69.1; 34.2, 69.2",
            "asks for another number of points",
        ),
        (
            "feature-0-on",
            "map:7",
            "There is no such reference: Minaret with two balconies: 7",
        ),
        ("view_deg", "500", "Give a number within 1–360"),
    ] {
        let mut all = [
            WHERE.as_slice(),
            &PAIRS[..6],
            &[("feature-1-words", "Blue gate")],
        ]
        .concat();
        all.retain(|(name, _)| *name != field);
        all.push((field, value));
        all.push(("feature-0-shape", "point"));
        let answer = send(&story, &mut ana, &short, &all).await;
        assert_eq!(answer.status, 422, "{field} {value}");
        assert!(answer.text().contains(words), "{field} {value}: {words}");
        assert!(
            answer.text().contains("Blue gate"),
            "what was typed is there"
        );
    }
}

#[tokio::test]
async fn a_place_rests_on_features_or_else_on_sources_and_says_which() {
    let story = TestApp::new().await;
    let (short, mut ana) = placing(&story).await;
    let none = send(
        &story,
        &mut ana,
        &short,
        &[WHERE.as_slice(), &PAIRS[2..6]].concat(),
    )
    .await;
    assert!(none.text().contains("Tick how it was found"));
    let one = [WHERE.as_slice(), &PAIRS[..6]].concat();
    let few = send(&story, &mut ana, &short, &one).await;
    assert!(
        few.text()
            .contains("at least two matched features; this one has 1")
    );

    let triangulated = [WHERE.as_slice(), &[("methods", "triangulation")]].concat();
    let unsourced = send(&story, &mut ana, &short, &triangulated).await;
    assert!(
        unsourced
            .text()
            .contains("name the sources it rests on: 2 at least")
    );
    let sources = (
        "sources",
        "https://example.org/post/1\nThe clinic's own statement",
    );
    let mut sure = [triangulated.as_slice(), &[sources]].concat();
    sure.push(("confidence", "confirmed"));
    let seen = story.item(&short).await.state.seq.to_string();
    sure.push(("seen", &seen));
    sure.push(("reasoning", "Two sources name it."));
    let href = format!("/projects/AFG/items/{short}/geolocation");
    let refused = ana.post(&href, &sure).await;
    assert!(
        refused.text().contains("say probable or possible"),
        "{}",
        refused.text()
    );
    let kept = send(
        &story,
        &mut ana,
        &short,
        &[triangulated.as_slice(), &[sources]].concat(),
    )
    .await;
    assert_eq!(kept.status, 303, "{}", kept.text());
    let place = place(&story, &short).await;
    assert!(!place.is_matched());
    assert_eq!(place.sources.len(), 2);
    let page = ana
        .get(&format!("/projects/AFG/items/{short}"))
        .await
        .text();
    assert!(page.contains("Triangulated: sources that agree, nothing in the picture matched"));
}

#[tokio::test]
async fn that_it_cannot_be_geolocated_has_reasons() {
    let story = TestApp::new().await;
    let (short, mut ana) = placing(&story).await;
    let bare = send(&story, &mut ana, &short, &[("impossible", "1")]).await;
    assert_eq!(bare.status, 422);
    assert!(bare.text().contains("Say why it cannot be geolocated"));
    let reasons = [
        ("impossible", "1"),
        ("why_not", "indoors"),
        ("why_not", "no_reference"),
    ];
    assert_eq!(send(&story, &mut ana, &short, &reasons).await.status, 303);
    let FindingBody::NoGeolocation { reasons } = recorded(&story, &short).await else {
        panic!("no place");
    };
    assert_eq!(reasons, [WhyNoPlace::Indoors, WhyNoPlace::NoReference]);
    let page = ana
        .get(&format!("/projects/AFG/items/{short}"))
        .await
        .text();
    assert!(page.contains("There is no imagery to compare it with"));
}

#[tokio::test]
async fn a_reference_says_whose_it_is_and_keeps_a_plain_copy() {
    let story = TestApp::new().await;
    let (short, mut ana) = placing(&story).await;
    let href = format!("/projects/AFG/items/{short}/references");
    let picture = jpeg(&street(5, 300, 200));
    let named = [
        ("reference_kind", "satellite"),
        ("provider", "Example Imagery"),
        ("imagery_date", "2022-09-12"),
    ];
    let unlicensed = ana
        .upload(&href, &named, &[("crop.jpg", picture.clone())])
        .await;
    assert_eq!(unlicensed.status, 422);
    assert!(
        unlicensed
            .text()
            .contains("under what terms the picture may be kept")
    );
    let undated = [
        named[0],
        named[1],
        ("imagery_date", "last spring"),
        ("licence", "CC BY"),
    ];
    let undated = ana.upload(&href, &undated, &[]).await;
    assert!(
        undated.text().contains("value=\"last spring\""),
        "kept as typed"
    );
    let full = [named.as_slice(), &[("licence", "CC BY 4.0")]].concat();
    let text = ana
        .upload(&href, &full, &[("notes.txt", b"not a picture".to_vec())])
        .await;
    assert_eq!(text.status, 422);
    assert!(text.text().contains("not a photo, video or sound"));
    let added = ana
        .upload(&href, &full, &[("crop.jpg", picture.clone())])
        .await;
    assert_eq!(added.status, 303, "{}", added.text());

    let bytes = ana.get(&format!("{href}/1")).await;
    assert_eq!(bytes.status, 200);
    assert_eq!(
        bytes.headers.get("content-type").expect("a type"),
        "image/jpeg"
    );
    assert_ne!(bytes.body, picture, "re-encoded");
    assert_eq!(ana.get(&format!("{href}/2")).await.status, 404);
    let unnamed = story.app.store.unnamed_blobs().await.expect("reads");
    assert!(
        unnamed.is_empty(),
        "a reference names its bytes: {unnamed:?}"
    );
}

#[tokio::test]
async fn what_is_typed_is_kept_for_the_one_who_typed_it_until_it_is_sent() {
    let story = TestApp::new().await;
    let (short, mut ana) = placing(&story).await;
    let item = format!("/projects/AFG/items/{short}");
    let href = format!("{item}/drafts/geolocation-form");
    let typed = [
        ("camera", "34.49851, 69.06452"),
        ("feature-3-words", "The fourth"),
    ];
    assert_eq!(ana.post(&href, &typed).await.status, 204);
    // On another device, and without script: the form holds it.
    let mut elsewhere = story.signed_in(&story.ana).await;
    let page = elsewhere.get(&item).await.text();
    assert!(page.contains("The fourth") && page.contains("data-restored=\"true\""));
    let mut lea = story.signed_in(&story.lea).await;
    assert!(!lea.get(&item).await.text().contains("The fourth"));

    let all = [
        WHERE.as_slice(),
        &PAIRS[..6],
        &[("feature-1-words", "Blue gate")],
    ]
    .concat();
    assert_eq!(send(&story, &mut ana, &short, &all).await.status, 303);
    let page = elsewhere.get(&item).await.text();
    assert!(!page.contains("The fourth"), "what was sent is no draft");
    assert!(!page.contains("data-restored=\"true\""));

    let unknown = ana.post(&format!("{item}/drafts/other"), &typed).await;
    assert_eq!(unknown.status, 404);
    let long = "x".repeat(70_000);
    let long = ana.post(&href, &[("camera", long.as_str())]).await;
    assert_eq!(long.status, 422);
}
