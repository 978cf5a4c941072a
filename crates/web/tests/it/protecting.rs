//! What single records ask for before they are public, and the desk that shows it beforehand.

use cairn_app::{
    incident,
    release::{self, Hold},
};
use cairn_domain::{Incident, ShortId};
use cairn_testkit::{Browser, TestApp};
use chrono::TimeDelta;

/// An approved item with its incident.
async fn approved(story: &TestApp, seed: u64) -> (ShortId, Incident) {
    let short = story.item_at_sign_off(seed).await;
    story.sign_off(&story.lea, &short).await;
    let incident = story.item(&short).await.state.incident.expect("linked");
    let known = story.app.store.read().load_incident(incident).await;
    (short, known.expect("reads"))
}

async fn ask(browser: &mut Browser, incident: &Incident, cell: &str, step: &str, until: &str) {
    let path = format!("/projects/AFG/incidents/{}/protection", incident.short);
    let fields = [
        ("protect_cell", cell),
        ("protect_date", step),
        ("protect_embargo", until),
        ("protect_reason", "The family lives there."),
    ];
    let answer = browser.post(&path, &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
}

async fn edit(story: &TestApp, incident: &Incident, change: impl Fn(&mut incident::IncidentDraft)) {
    let mut draft = incident::IncidentDraft::of(incident);
    change(&mut draft);
    let visit = story.visit(&story.ana).await;
    let known = story.app.store.read().load_incident(incident.id).await;
    let seen = incident::facts_seen(&known.expect("is there")).to_string();
    incident::edit_incident(&story.app, &visit, (&incident.short, &seen), &draft, "")
        .await
        .expect("edited");
}

/// The cells of the one incident of a table, by column.
async fn cell(story: &TestApp, path: &str, column: &str) -> String {
    let csv = story.browser().get(path).await.text();
    let mut lines = csv.lines();
    let names: Vec<_> = lines.next().unwrap_or_default().split(',').collect();
    let at = names.iter().position(|name| *name == column).expect(column);
    let cells: Vec<_> = lines.next().unwrap_or_default().split(',').collect();
    cells[at].to_owned()
}

#[tokio::test]
async fn a_coarser_grid_and_the_month_alone_hold_wherever_the_record_leaves() {
    let story = TestApp::new().await;
    let (_, known) = approved(&story, 1).await;
    let mut lea = story.signed_in(&story.lea).await;
    ask(&mut lea, &known, "10000", "month", "").await;
    let page = lea
        .get(&format!("/projects/AFG/incidents/{}", known.short))
        .await;
    assert!(
        page.text().contains("September 2022"),
        "the effect is shown"
    );
    assert!(
        page.text().contains("The family lives there."),
        "and who asked why"
    );
    story.publish().await;
    let csv = "/releases/1/incidents.csv";
    assert_eq!(cell(&story, csv, "date").await, "2022-09-01");
    assert_eq!(cell(&story, csv, "date_precision").await, "month");
    assert_eq!(cell(&story, csv, "place_name").await, "");
    assert_eq!(cell(&story, csv, "province").await, "Kabul");
    let snapped = known.point.expect("a point").snapped_to(10_000.0);
    let lat: f64 = cell(&story, csv, "lat").await.parse().expect("degrees");
    assert!((lat - snapped.lat()).abs() < 0.01, "{lat}");
    let evidence = "/releases/1/evidence.csv";
    let camera: f64 = cell(&story, evidence, "lat")
        .await
        .parse()
        .expect("degrees");
    assert!(
        (camera - lat).abs() < 1e-9,
        "the camera is in the same cell"
    );
    let from = cell(&story, evidence, "captured_earliest").await;
    assert_eq!(from, "2022-09-01T00:00:00Z");
    let public = format!("/incidents/AFG-{}", known.short);
    let page = story.browser().get(&public).await.text();
    assert!(page.contains("September 2022") && page.contains("datetime=\"2022-09\""));
    for told in ["30 Sep", "2022-09-30", "Dasht-e", "34.4", "69.06"] {
        assert!(!page.contains(told), "{told} in {page}");
    }
}

#[tokio::test]
async fn an_embargo_keeps_a_record_back_until_its_day_and_never_by_half() {
    let story = TestApp::new().await;
    let (item, known) = approved(&story, 1).await;
    let mut lea = story.signed_in(&story.lea).await;
    ask(&mut lea, &known, "0", "day", "2022-10-05").await;
    let visit = story.visit(&story.lea).await;
    let preview = release::preview(&story.app, &visit).await.expect("reads");
    assert!(preview.ready.is_empty());
    let until = "2022-10-05".parse().expect("a day");
    assert_eq!(preview.held[0].why, Hold::Embargo(until));
    let desk = lea.get("/projects/AFG/releases").await.text();
    assert!(desk.contains("Not before 5 Oct 2022."), "{desk}");
    story.publish().await;
    let public = format!("/incidents/AFG-{}", known.short);
    assert_eq!(story.browser().get(&public).await.status, 404);
    assert_eq!(story.item(&item).await.state.stage.0, "approved");

    // In Kabul the day begins at 19:30 UTC of the day before.
    story.app.clock.advance(TimeDelta::hours(35));
    let early = release::preview(&story.app, &visit).await.expect("reads");
    assert!(early.ready.is_empty());
    story.app.clock.advance(TimeDelta::hours(1));
    assert_eq!(story.publish().await.items, 1);
    assert_eq!(story.browser().get(&public).await.status, 200);

    // What is public stays as it is, and nothing is added to it.
    ask(
        &mut story.signed_in(&story.lea).await,
        &known,
        "0",
        "day",
        "2030-01-01",
    )
    .await;
    edit(&story, &known, |draft| {
        draft.title = "Edited under embargo".into()
    })
    .await;
    let (_, _) = approved(&story, 2).await;
    story.publish().await;
    let page = story.browser().get(&public).await.text();
    assert!(page.contains("Explosion at a school") && !page.contains("Edited under embargo"));
}

#[tokio::test]
async fn words_finer_than_the_point_keep_a_record_back() {
    let story = TestApp::new().await;
    let (_, known) = approved(&story, 1).await;
    edit(&story, &known, |draft| {
        draft.source_note = "Seen at 34.49851, 69.06452 by two people.".into();
    })
    .await;
    let mut lea = story.signed_in(&story.lea).await;
    let desk = lea.get("/projects/AFG/releases").await.text();
    assert!(
        desk.contains("False precision") && desk.contains("source_note"),
        "{desk}"
    );
    assert_eq!(story.publish().await.items, 0);
    edit(&story, &known, |draft| {
        draft.source_note = "Seen by two people.".into()
    })
    .await;
    assert_eq!(story.publish().await.items, 1);
}

#[tokio::test]
async fn the_preview_is_the_public_page_and_the_desk_says_what_changes() {
    let story = TestApp::new().await;
    let (item, known) = approved(&story, 1).await;
    let preview = format!("/projects/AFG/incidents/{}/public", known.short);
    let mut lea = story.signed_in(&story.lea).await;
    let desk = lea.get("/projects/AFG/releases").await.text();
    assert!(desk.contains(&format!("href=\"{preview}\"")), "{desk}");
    let before = main(&lea.get(&preview).await.text());
    let cover = before
        .split("src=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    let cover = cover.expect("a cover").to_owned();
    assert_eq!(
        lea.get(&cover).await.status,
        200,
        "the team sees the picture"
    );
    story.publish().await;
    let public = format!("/incidents/AFG-{}", known.short);
    let after = main(&lea.get(&public).await.text());
    let inside = format!("/projects/AFG/items/{item}/media/");
    let (start, rest) = before
        .split_once("<div class=\"notice notice--needs")
        .expect("marked");
    let (_, rest) = rest.split_once("</div>").expect("an end");
    let plain = format!("{start}{}", rest.replace(&inside, "/media/"));
    let told = |page: &str| -> Vec<String> {
        let lines = page.lines().map(str::trim).filter(|line| !line.is_empty());
        // The release it is cited by is only known when there is one.
        lines
            .filter(|line| !line.contains("elease"))
            .map(str::to_owned)
            .collect()
    };
    assert_eq!(told(&plain), told(&after));

    edit(&story, &known, |draft| {
        draft.killed = incident::CountsDraft::between("7", "9")
    })
    .await;
    let desk = lea.get("/projects/AFG/releases").await.text();
    assert!(desk.contains("<code>fatalities_low</code>"), "{desk}");
    assert!(desk.contains("<del>6</del> → <ins>7</ins>"), "{desk}");
    assert!(desk.contains("One public record changes."));
    assert_eq!(
        story.publish().await.version,
        2,
        "a change alone is a release"
    );
    assert_eq!(
        cell(&story, "/releases/2/incidents.csv", "fatalities_low").await,
        "7"
    );
    let page = lea.get(&public).await.text();
    let (_, history) = page.split_once("id=\"history\"").expect("a history");
    assert!(history.contains("href=\"/releases/2\""), "{history}");
    assert!(history.contains("<del>6</del> → <ins>7</ins>"), "{history}");
    let done = lea.get("/projects/AFG/releases").await.text();
    assert!(done.contains("It says nothing that the newest release does not say."));
}

fn main(page: &str) -> String {
    let (_, main) = page.split_once("<main").expect("a page");
    main.split_once("</main>").expect("an end").0.to_owned()
}
