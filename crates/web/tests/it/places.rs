//! Names and boundaries that the operator imported, where members need them.

use cairn_app::place::{self, NotImported};
use cairn_domain::ShortId;
use cairn_place::boundary::BoundaryImport;
use cairn_review::Act;
use cairn_testkit::{Browser, TestApp};

const VILLAGES: &str = "\
7\tTara Khēl\tTara Khel\tTarakhel,تره خیل\t34.61234\t69.23456\tP\tPPL\tAF\t\t13\t\t\t\t900\t\t1800\tAsia/Kabul\t2026-01-01
8\tTara Khēl\tTara Khel\t\t33.10000\t68.40000\tP\tPPL\tAF\t\t08\t\t\t\t0\t\t1800\tAsia/Kabul\t2026-01-01
9\tKōh-e Tara\tKoh-e Tara\t\t34.70000\t69.30000\tT\tMT\tAF\t\t13\t\t\t\t0\t\t1800\tAsia/Kabul\t2026-01-01
";

/// The same feature in two spellings, the approved one second.
const SPELLINGS: &str = "\
ufi\tlat_dd\tlong_dd\tnt\tfull_name\tfc\tdesig_cd\tcc_ft\tadm1
55\t33.5\t68.4\tV\tBand-i Sardeh\tH\tRSV\tAF\t08
55\t33.5\t68.4\tN\tBand-e Sardeh\tH\tRSV\tAF\t08
55\t33.5\t68.4\tNS\tبند سرده\tH\tRSV\tAF\t08
";

fn district(name: &str) -> String {
    format!(
        r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{"NAME":"{name}","CODE":"AF0102"}},
        "geometry":{{"type":"Polygon","coordinates":[[[69.0,34.4],[69.5,34.4],[69.5,34.8],[69.0,34.8],[69.0,34.4]]]}}}}]}}"#
    )
}

fn import(level: u8, source: &str) -> BoundaryImport {
    BoundaryImport {
        name_field: "NAME".into(),
        code_field: Some("CODE".into()),
        level,
        source: source.into(),
        licence: "CC BY 4.0".into(),
    }
}

/// An item that Ana holds at geolocation, and her browser.
async fn at_geolocation(story: &TestApp) -> (ShortId, Browser) {
    let short = story.submit_photo(1).await;
    story.triage(&story.ana, &short).await;
    story.act(&story.ana, &short, Act::Claim, "").await;
    (short, story.signed_in(&story.ana).await)
}

/// What the page says once it was asked to look at what was typed.
async fn look(browser: &mut Browser, short: &ShortId, fields: &[(&str, &str)]) -> String {
    let address = format!("/projects/AFG/items/{short}/geolocation");
    let answer = browser.post(&address, fields).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.text()
}

#[tokio::test]
async fn a_name_in_any_script_is_answered_with_places_to_choose() {
    let story = TestApp::new().await;
    let (short, mut ana) = at_geolocation(&story).await;
    let kept = place::import_gazetteer(&story.app, VILLAGES, "GeoNames", "CC BY 4.0").await;
    assert_eq!(kept.expect("imported").places, 3);
    for typed in ["تره خیل", "tarakhel", "Tara Khēl", "TARA"] {
        let page = look(&mut ana, &short, &[("look", "1"), ("camera", typed)]).await;
        assert!(page.contains("value=\"34.612, 69.235\""), "{typed}: {page}");
    }
    let page = look(&mut ana, &short, &[("look", "1"), ("camera", "Tara Khel")]).await;
    let order = ["34.612, 69.235", "33.100, 68.400"].map(|at| page.find(at).expect(at));
    assert!(order[0] < order[1], "by people");
    assert!(page.contains("900 people") && page.contains("GeoNames"));
    let kept = place::import_gazetteer(&story.app, SPELLINGS, "NGA", "public domain").await;
    assert_eq!(kept.expect("imported").names, 3);
    let page = look(&mut ana, &short, &[("look", "1"), ("camera", "بند سرده")]).await;
    let words = ["(Band-e Sardeh)", "water", "NGA"];
    assert!(words.iter().all(|word| page.contains(word)), "{page}");
    let both = look(&mut ana, &short, &[("look", "1"), ("camera", "کابل")]).await;
    assert!(
        both.contains("value=\"34.528, 69.172\""),
        "shipped places too"
    );

    let fields = [
        ("pick", "34.612, 69.235"),
        ("camera", "تره خیل"),
        ("reasoning", "It was said."),
    ];
    let page = look(&mut ana, &short, &fields).await;
    assert!(
        page.contains("name=\"camera\" value=\"34.612, 69.235\""),
        "{page}"
    );
    assert!(
        page.contains("value=\"تره خیل\""),
        "the name goes to the place's name"
    );
    assert!(page.contains("It was said."), "what was typed stays");
    assert!(
        !page.contains("name=\"pick\""),
        "and the question is answered"
    );
    let page = look(&mut ana, &short, &[("look", "1"), ("camera", "Atlantis")]).await;
    assert!(
        page.contains("no place of that name is known here"),
        "{page}"
    );
}

#[tokio::test]
async fn an_imported_boundary_goes_before_the_shipped_one_and_says_whose_it_is() {
    let story = TestApp::new().await;
    let (short, mut ana) = at_geolocation(&story).await;
    let fields = [("look", "1"), ("camera", "34.612, 69.235")];
    let before = look(&mut ana, &short, &fields).await;
    assert!(before.contains("In Kabul province."), "{before}");
    for (level, name) in [(1, "Kabul-e Now"), (2, "Dih Sabz")] {
        let set = import(level, "A survey");
        place::import_boundaries(&story.app, &district(name), &set)
            .await
            .expect("imported");
    }
    let after = look(&mut ana, &short, &fields).await;
    for words in ["Kabul-e Now", "Dih Sabz", "A survey", "not authoritative"] {
        assert!(after.contains(words), "{words}: {after}");
    }
    assert!(!after.contains("In Kabul province."));
    let page = ana
        .get(&format!("/projects/AFG/items/{short}"))
        .await
        .text();
    assert!(
        page.contains("A survey, CC BY 4.0"),
        "beside the map: {page}"
    );

    let lines = ana.get("/projects/AFG/map/boundaries.json").await;
    assert_eq!(lines.headers["content-type"], "application/geo+json");
    let tag = lines.headers["etag"].to_str().expect("ASCII").to_owned();
    let json: serde_json::Value = serde_json::from_slice(&lines.body).expect("JSON");
    assert_eq!(json["features"][0]["geometry"]["type"], "MultiLineString");
    assert_eq!(json["features"].as_array().map(Vec::len), Some(2));
    let path = "/projects/AFG/map/boundaries.json";
    assert_eq!(ana.get_with(path, "if-none-match", &tag).await.status, 304);
    let (other, survey) = (district("Other"), import(2, "A survey"));
    let again = place::import_boundaries(&story.app, &other, &survey).await;
    again.expect("imported");
    assert_eq!(ana.get_with(path, "if-none-match", &tag).await.status, 200);
}

#[tokio::test]
async fn a_file_is_taken_whole_or_not_at_all_and_a_new_one_replaces_it() {
    let story = TestApp::new().await;
    let app = &story.app;
    let bad = format!("{VILLAGES}\n10\tNo place\n");
    let refused = place::import_gazetteer(app, &bad, "GeoNames", "CC BY 4.0").await;
    let words = refused.expect_err("refused").to_string();
    assert!(words.contains("line 5"), "{words}");
    assert!(place::gazetteers(app).await.expect("read").is_empty());
    for licence in ["CC BY 3.0", "CC BY 4.0"] {
        let kept = place::import_gazetteer(app, VILLAGES, "GeoNames", licence).await;
        kept.expect("imported");
    }
    let lists = place::gazetteers(app).await.expect("read");
    assert_eq!(lists.len(), 1);
    assert_eq!(lists[0].licence, "CC BY 4.0");
    assert!(
        place::remove_gazetteer(app, "GeoNames")
            .await
            .expect("removed")
    );
    assert!(
        !place::remove_gazetteer(app, "GeoNames")
            .await
            .expect("none")
    );

    let unsaid = place::import_gazetteer(app, VILLAGES, " ", "CC BY 4.0").await;
    assert!(matches!(unsaid, Err(NotImported::Unsaid(_))));
    let mut wrong = import(2, "A survey");
    wrong.name_field = "shapeName".into();
    let refused = place::import_boundaries(app, &district("Dih Sabz"), &wrong).await;
    let words = refused.expect_err("refused").to_string();
    assert!(
        words.contains("feature 1") && words.contains("CODE, NAME"),
        "{words}"
    );
    let line = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"NAME":"A"},
        "geometry":{"type":"LineString","coordinates":[[69,34],[70,34]]}}]}"#;
    let refused = place::import_boundaries(app, line, &import(2, "A survey")).await;
    assert!(
        refused
            .expect_err("refused")
            .to_string()
            .contains("LineString")
    );
    assert!(place::boundary_sets(app).await.expect("read").is_empty());
}
