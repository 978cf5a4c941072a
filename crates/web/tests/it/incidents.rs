//! Incidents on the team's side: the form, what carries a record, merging, splitting, suggestions.

use cairn_app::incident;
use cairn_testkit::{Browser, TestApp};

/// A whole record as a form has it; fields given later take the place of earlier ones.
pub(crate) fn typed<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("title", "Shooting at a wedding"),
        ("date", "2022-10-01"),
        ("date_precision", "day"),
        ("point", "34.5, 69.1"),
        ("precision_m", "500"),
        ("province", "Hirat"),
        ("event_type", "shooting"),
        ("target", "hazara"),
        ("target_more", "civilians_general"),
        ("location_type", "wedding"),
        ("perpetrator", "ISIS-K"),
        ("attribution", "assessed_by_us"),
        ("hallmarks", "1"),
        ("killed_low", "0"),
        ("killed_high", "0"),
        ("verification", "likely"),
    ];
    fields.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
    fields.extend(more);
    fields
}

const NEW: &str = "/projects/AFG/incidents/new";

pub(crate) async fn open(browser: &mut Browser, more: &[(&str, &str)]) -> String {
    let answer = browser.post(NEW, &typed(more)).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let path = answer.location().split('?').next().unwrap_or_default();
    path.to_owned()
}

fn short(path: &str) -> cairn_domain::ShortId {
    let last = path.rsplit('/').next().unwrap_or_default();
    last.parse().expect("a short id")
}

#[tokio::test]
async fn the_form_says_every_fault_at_once_and_keeps_what_was_typed() {
    let story = TestApp::new().await;
    let mut ana = story.signed_in(&story.ana).await;
    let faulty = typed(&[
        ("date", "yesterday"),
        ("killed_low", "9"),
        ("killed_high", "3"),
        ("injured_best", "some"),
        ("attribution", "claimed_by_group"),
        ("date_precision", "range"),
        ("tags", "market; evening"),
        ("time_local", "noon"),
    ]);
    let answer = ana.post(NEW, &faulty).await;
    assert_eq!(answer.status, 422);
    let page = answer.text();
    for fault in [
        "“yesterday” is not a date",
        "The lowest count is higher than the highest",
        "“some” is not a whole number",
        "“Bore the hallmarks” is the team’s own assessment",
        "“noon” is not a time of day",
    ] {
        assert!(page.contains(fault), "{fault} is missing from {page}");
    }
    assert!(page.contains("value=\"market; evening\"") && page.contains("value=\"9\""));
}

#[tokio::test]
async fn the_page_tells_unknown_from_none_and_hallmarks_from_a_claim() {
    let story = TestApp::new().await;
    let mut ana = story.signed_in(&story.ana).await;
    let path = open(&mut ana, &[]).await;
    let read = story.app.store.read();
    let project = story.visit(&story.ana).await.project.id;
    let known = read.find_incident(project, &short(&path)).await;
    let known = known.expect("reads").expect("is there");
    assert_eq!((known.killed.low, known.killed.best), (Some(0), None));
    assert_eq!(known.injured.low, None);
    assert_eq!(known.targets, ["hazara", "civilians_general"]);
    assert_eq!(
        (known.province.as_str(), known.adm1_pcode.as_str()),
        ("Herat", "AF32")
    );
    let page = ana.get(&path).await.text();
    assert!(page.contains("bore the hallmarks, not claimed"), "{page}");
    assert!(!page.contains("claimed by the group"));
    assert!(
        page.contains("<td>0</td><td>unknown</td><td>0</td>"),
        "{page}"
    );

    let seen = seen(&mut ana, &path).await;
    let reason = ("reason", "The hospital says so.");
    let edited = typed(&[("injured_low", "0"), reason, ("seen", &seen)]);
    let answer = ana.post(&format!("{path}/edit"), &edited).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let page = ana.get(&path).await.text();
    assert!(
        page.contains("The hospital says so."),
        "the history says why"
    );
    assert!(page.contains("<ins>0+</ins>"), "and what: {page}");
}

/// What the form that edits an incident was drawn from.
pub(crate) async fn seen(browser: &mut Browser, path: &str) -> String {
    let page = browser.get(&format!("{path}/edit")).await.text();
    let (_, rest) = page.split_once("name=\"seen\" value=\"").expect("is told");
    rest.split('"').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn unknown_stays_empty_and_none_stays_zero_to_the_last_column() {
    let story = TestApp::new().await;
    let item = story.item_at_sign_off(1).await;
    let incident = story.item(&item).await.state.incident.expect("linked");
    let known = story.app.store.read().load_incident(incident).await;
    let at = format!("/projects/AFG/incidents/{}", known.expect("reads").short);
    let mut lea = story.signed_in(&story.lea).await;
    let seen = seen(&mut lea, &at).await;
    let edit = typed(&[("civilians_killed_best", "0"), ("seen", &seen)]);
    assert_eq!(lea.post(&format!("{at}/edit"), &edit).await.status, 303);
    story.sign_off(&story.lea, &item).await;
    story.publish().await;

    let csv = lea.get("/data/incidents.csv").await.text();
    let mut lines = csv.lines();
    let names: Vec<_> = lines.next().unwrap_or_default().split(',').collect();
    let cells: Vec<_> = lines.next().unwrap_or_default().split(',').collect();
    let cell = |name: &str| {
        let at = names.iter().position(|known| *known == name);
        cells[at.expect(name)]
    };
    assert_eq!(cell("fatalities_low"), "0");
    assert_eq!(
        (cell("fatalities_best"), cell("fatalities_high")),
        ("", "0")
    );
    assert_eq!((cell("injured_low"), cell("injured_high")), ("", ""));
    assert_eq!(cell("civilian_fatalities_best"), "0");
    assert_eq!(cell("target_type"), "hazara;civilians_general");
    assert_eq!(
        (cell("attribution"), cell("hallmarks")),
        ("assessed_by_us", "true")
    );
    assert_eq!(cell("source_count"), "1");
}

#[tokio::test]
async fn sources_of_one_origin_count_once_and_carry_facts() {
    let story = TestApp::new().await;
    let mut ana = story.signed_in(&story.ana).await;
    let path = open(&mut ana, &[]).await;
    let add = format!("{path}/sources");
    let bad = ana
        .post(&add, &[("source_title", "A report"), ("url", "ftp://x")])
        .await;
    assert_eq!(bad.status, 422);
    assert!(
        bad.text().contains("value=\"A report\""),
        "what was typed stays"
    );
    let runs = [
        ("source_title", "A report"),
        ("origin", "Emergency"),
        ("kind", "hospital"),
        ("url", "javascript:alert(1)"),
    ];
    let refused = ana.post(&add, &runs).await;
    assert_eq!(refused.status, 422, "what runs is no link");
    assert!(!refused.text().contains("href=\"javascript:"));
    for (title, origin) in [
        ("First", "Emergency"),
        ("Again", " emergency"),
        ("Other", "AFP"),
    ] {
        let source = [
            ("source_title", title),
            ("origin", origin),
            ("kind", "hospital"),
            ("url", ""),
            ("source_killed_low", "2"),
        ];
        assert_eq!(ana.post(&add, &source).await.status, 303);
        story.app.clock.advance(chrono::TimeDelta::seconds(1));
    }
    let page = ana.get(&path).await.text();
    assert!(
        page.contains("Evidenced by 2 independent origins"),
        "{page}"
    );
    let before = page.split("\"> <span>First</span>").next();
    let id = before
        .and_then(|before| before.rsplit('"').next())
        .expect("a source");
    let carry = [("field", "killed"), ("by", id)];
    assert_eq!(ana.post(&format!("{path}/facts"), &carry).await.status, 303);
    let page = ana.get(&path).await.text();
    assert!(
        page.contains("<a class=\"chip\" href=\"#sources\">First</a>"),
        "{page}"
    );
    let stranger = [("field", "killed"), ("by", "AAAAA2")];
    assert_eq!(
        ana.post(&format!("{path}/facts"), &stranger).await.status,
        422
    );
}

#[tokio::test]
async fn a_merged_incident_leads_to_the_other_for_ever_in_private_and_public() {
    let story = TestApp::new().await;
    let item = story.item_at_sign_off(1).await;
    let incident = story.item(&item).await.state.incident.expect("linked");
    let from = story
        .app
        .store
        .read()
        .load_incident(incident)
        .await
        .expect("reads");
    story.sign_off(&story.lea, &item).await;
    story.publish().await;
    let mut ana = story.signed_in(&story.ana).await;
    let into = open(&mut ana, &[]).await;
    let merge = [
        ("into", short(&into).as_str().to_owned()),
        ("reason", "One event.".to_owned()),
    ];
    let merge: Vec<_> = merge
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let at = format!("/projects/AFG/incidents/{}", from.short);
    // What is published may only be taken back by who may retract.
    let refused = ana.post(&format!("{at}/merge"), &merge).await;
    assert_eq!(refused.status, 409, "{}", refused.text());

    let mut lea = story.signed_in(&story.lea).await;
    let nowhere = lea
        .post(&format!("{at}/merge"), &[("into", "222222")])
        .await;
    assert_eq!(nowhere.status, 422);
    let merged = lea.post(&format!("{at}/merge"), &merge).await;
    assert_eq!(merged.status, 303, "{}", merged.text());
    assert!(merged.location().starts_with(&into));
    let old = lea.get(&at).await;
    assert_eq!((old.status.as_u16(), old.location()), (308, into.as_str()));
    let page = lea.get(&into).await.text();
    assert!(page.contains(item.as_str()), "the items are there: {page}");
    assert!(page.contains("One event."));

    let mut reader = story.browser();
    let gone = reader.get(&format!("/incidents/AFG-{}", from.short)).await;
    assert_eq!(gone.status, 410);
    assert!(
        gone.text().contains(short(&into).as_str()),
        "and says where it went"
    );
    let other = reader
        .get(&format!("/incidents/AFG-{}", short(&into)))
        .await;
    assert_eq!(other.status, 404, "nobody has signed what it says");
    story.publish().await;
    let csv = reader.get("/data/incidents.csv").await.text();
    assert!(
        csv.contains(short(&into).as_str()) && !csv.contains(from.short.as_str()),
        "{csv}"
    );
}

#[tokio::test]
async fn items_of_an_incident_go_to_a_new_one_all_or_none() {
    let story = TestApp::new().await;
    let [one, two] = [story.submit_photo(1).await, story.submit_photo(2).await];
    let incident = story.incident(&story.ana).await;
    for item in [&one, &two] {
        let act = cairn_review::Act::Link {
            incident: Some(incident.id),
        };
        story.act(&story.ana, item, act, "").await;
    }
    let visit = story.visit(&story.ana).await;
    let words = ("The second blast", "Two places.");
    let all = [one.to_string(), two.to_string()];
    let everything =
        incident::split_incident(&story.app, &visit, &incident.short, words, &all).await;
    assert!(everything.is_err(), "one has to stay");
    let made = incident::split_incident(&story.app, &visit, &incident.short, words, &all[1..])
        .await
        .expect("split");
    assert_eq!(story.item(&two).await.state.incident, Some(made.id));
    assert_eq!(story.item(&one).await.state.incident, Some(incident.id));
    let page = incident::incident_page(&story.app, &visit, &made.short).await;
    let page = page.expect("reads");
    assert_eq!(page.incident.targets, incident.targets);
    assert_eq!(page.history[0].other, Some(incident.id));
}

#[tokio::test]
async fn an_incident_is_suggested_with_reasons_and_linked_with_one_press() {
    let story = TestApp::new().await;
    let first = story.submit_photo(1).await;
    let again = story.submit_photo(1).await;
    let incident = story.incident(&story.ana).await;
    let act = cairn_review::Act::Link {
        incident: Some(incident.id),
    };
    story.act(&story.ana, &first, act, "").await;
    let mut ana = story.signed_in(&story.ana).await;
    let at = format!("/projects/AFG/items/{again}");
    let page = ana.get(&at).await.text();
    assert!(page.contains(&format!("looks like AFG-{first}")), "{page}");
    let seen = story.item(&again).await.state.seq.to_string();
    let id = format!("AFG-{}", incident.short);
    let press = [("incident", id.as_str()), ("seen", seen.as_str())];
    let answer = ana.post(&format!("{at}/triage"), &press).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert_eq!(story.item(&again).await.state.incident, Some(incident.id));
}

#[tokio::test]
async fn codes_are_added_renamed_and_retired_and_never_change() {
    let story = TestApp::new().await;
    let at = "/projects/AFG/vocabularies";
    let mut ana = story.signed_in(&story.ana).await;
    assert_eq!(ana.get(at).await.status, 200);
    let term = [
        ("vocabulary", "target_type"),
        ("code", "students"),
        ("parent", "civilians"),
        ("label_en", "Students"),
    ];
    assert_eq!(ana.post(at, &term).await.status, 409, "a lead does that");
    let mut lea = story.signed_in(&story.lea).await;
    assert_eq!(lea.post(at, &term).await.status, 303);
    let taken = lea.post(at, &term).await;
    assert_eq!(taken.status, 422);
    assert!(taken.text().contains("A code never changes its meaning"));
    let path = open(&mut ana, &[("target", "students")]).await;
    assert!(ana.get(&path).await.text().contains("Students"));

    let retired = [
        ("change", "1"),
        ("vocabulary", "target_type"),
        ("code", "students"),
        ("parent", "taliban"),
        ("label_en", "Pupils and students"),
        ("retired", "1"),
    ];
    assert_eq!(lea.post(at, &retired).await.status, 303);
    let page = lea.get(at).await.text();
    assert!(page.contains("Pupils and students") && page.contains("retired"));
    assert!(
        !ana.get(NEW).await.text().contains("Pupils and students"),
        "no longer offered"
    );
    assert!(
        ana.get(&path).await.text().contains("Pupils and students"),
        "and still told"
    );
}
