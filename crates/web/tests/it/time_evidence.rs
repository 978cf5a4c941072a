//! Evidence of time: what it leaves, what contradicts what, and runs of the shadow solver.

use cairn_app::review::{self, RunView};
use cairn_domain::{Chronolocation, Finding, FindingBody, ShortId};
use cairn_testkit::{Answer, Browser, TestApp};

/// An item at which somebody establishes the time, held by Ben.
pub(crate) async fn at_time(story: &TestApp) -> ShortId {
    let short = story.submit_photo(61).await;
    story.triage(&story.ana, &short).await;
    story.geolocate(&story.ana, &short).await;
    story
        .act(&story.ben, &short, cairn_review::Act::Claim, "")
        .await;
    short
}

pub(crate) type Bound<'a> = (&'a str, &'a str, &'a str, &'a str);

/// Sends the form: effect, kind, value and run of each piece of evidence.
pub(crate) async fn send(
    story: &TestApp,
    browser: &mut Browser,
    short: &ShortId,
    bounds: &[Bound<'_>],
    more: &[(&str, &str)],
) -> Answer {
    let seen = story.item(short).await.state.seq.to_string();
    let mut fields: Vec<(String, String)> = vec![
        ("seen".into(), seen),
        ("zone".into(), "Asia/Kabul".into()),
        ("precision".into(), "minute".into()),
        ("time_confidence".into(), "probable".into()),
        ("time_reasoning".into(), "It fits.".into()),
    ];
    for (index, (effect, kind, value, run)) in bounds.iter().enumerate() {
        let given = [
            ("effect", *effect),
            ("kind", kind),
            ("value", value),
            ("run", run),
        ];
        let named = given.map(|(name, text)| (format!("bound-{index}-{name}"), text.to_owned()));
        fields.extend(named);
        fields.push((format!("bound-{index}-words"), format!("Evidence {index}")));
    }
    fields.extend(
        more.iter()
            .map(|(name, text)| ((*name).into(), (*text).into())),
    );
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    let page = format!("/projects/AFG/items/{short}/chronolocation");
    browser.post(&page, &fields).await
}

async fn findings(story: &TestApp, short: &ShortId) -> Vec<Finding> {
    let item = story.item(short).await;
    let findings = story.app.store.read().findings_of(item.id).await;
    findings.expect("reads")
}

fn time_of(findings: &[Finding]) -> &Chronolocation {
    let mut times = findings.iter().filter_map(|finding| match &finding.body {
        FindingBody::Chronolocation(time) => Some(time),
        _ => None,
    });
    times.next().expect("a time was recorded")
}

const FIRST_SEEN: Bound<'_> = ("latest", "first_seen", "2022-09-30 09:00", "");
const EVENT: Bound<'_> = ("earliest", "known_event", "2022-09-30T07:10", "");

#[tokio::test]
async fn the_interval_follows_from_the_evidence() {
    let story = TestApp::new().await;
    let short = at_time(&story).await;
    let mut ben = story.signed_in(&story.ben).await;
    let window = (
        "window",
        "shadow_ratio",
        "2022-09-30 07:20/2022-09-30 07:50",
        "",
    );
    let bounds = [EVENT, FIRST_SEEN, window];
    let looked = send(&story, &mut ben, &short, &bounds, &[("look", "1")]).await;
    assert_eq!(looked.status, 200);
    let text = looked.text();
    assert!(
        text.contains("Taken together: 30 Sep 2022, 07:20 to 30 Sep 2022, 07:50"),
        "{text}"
    );
    assert!(text.contains("Evidence 2"), "what was typed stays");
    assert_eq!(
        findings(&story, &short).await.len(),
        1,
        "nothing is recorded"
    );

    let wider = send(
        &story,
        &mut ben,
        &short,
        &bounds,
        &[("earliest", "2022-09-30T07:00")],
    )
    .await;
    assert_eq!(wider.status, 422);
    assert!(wider.text().contains("outside what the evidence leaves"));

    let recorded = send(&story, &mut ben, &short, &bounds, &[]).await;
    assert_eq!(recorded.status, 303, "{}", recorded.text());
    let all = findings(&story, &short).await;
    let time = time_of(&all);
    assert_eq!(
        time.interval.earliest().to_rfc3339(),
        "2022-09-30T02:50:00+00:00"
    );
    assert_eq!(
        time.interval.latest().to_rfc3339(),
        "2022-09-30T03:20:00+00:00"
    );
    let page = ben
        .get(&format!("/projects/AFG/items/{short}"))
        .await
        .text();
    assert!(
        page.contains("class=\"evidence-line\""),
        "drawn with the finding"
    );
}

#[tokio::test]
async fn a_contradiction_is_shown_and_nothing_is_recorded() {
    let story = TestApp::new().await;
    let short = at_time(&story).await;
    let mut ben = story.signed_in(&story.ben).await;
    let later = ("earliest", "weather", "2022-10-01", "");
    let refused = send(&story, &mut ben, &short, &[EVENT, FIRST_SEEN, later], &[]).await;
    assert_eq!(refused.status, 422);
    let text = refused.text();
    assert!(
        text.contains("Evidence 2 and evidence 3 cannot both hold"),
        "{text}"
    );
    assert!(text.contains("span conflict"), "{text}");
    let unread = ("window", "other", "last Tuesday", "");
    let refused = send(&story, &mut ben, &short, &[EVENT, unread], &[]).await;
    assert!(
        refused
            .text()
            .contains("A time of the evidence cannot be read")
    );
    assert_eq!(findings(&story, &short).await.len(), 1);
}

/// The same as a form that is kept, in the morning.
pub(crate) const MEASURED: [(&str, &str); 8] = [
    ("place", "34.49851, 69.06452"),
    ("from", "2022-09-30"),
    ("to", "2022-09-30"),
    ("zone", "Asia/Kabul"),
    ("ratio", "1.2"),
    ("ratio_tol", "3"),
    ("sun_azimuth", "120"),
    ("azimuth_tol", "30"),
];

const ASKED: &str = "place=34.49851%2C+69.06452&from=2022-09-29&to=2022-09-30&zone=Asia%2FKabul&ratio=1.2&ratio_tol=3";

#[tokio::test]
async fn a_shadow_says_when_and_its_run_is_evidence() {
    let story = TestApp::new().await;
    let short = at_time(&story).await;
    let mut ben = story.signed_in(&story.ben).await;
    let page = format!("/projects/AFG/items/{short}/shadow");
    let fresh = ben.get(&page).await.text();
    assert!(fresh.contains("34.49851"), "the established place: {fresh}");
    let solved = ben
        .get(&format!("{page}?{ASKED}&sun_azimuth=120&azimuth_tol=30"))
        .await;
    assert_eq!(solved.status, 200);
    let text = solved.text();
    assert!(text.contains("2 times fit, on 2 of 2 days."), "{text}");
    let drawn = ben
        .get(&format!(
            "{page}?{}&points=100,400,100,200,340,400",
            ASKED.replace("ratio=1.2&ratio_tol=3", "")
        ))
        .await
        .text();
    assert!(drawn.contains("A shadow of 1.2"), "{drawn}");
    let offered = format!("{page}?{ASKED}&azimuth_tol=2");
    assert_eq!(
        ben.get(&offered).await.status,
        200,
        "a tolerance of nothing"
    );
    let bad = ben
        .get(&format!(
            "{page}?{}",
            ASKED.replace("ratio=1.2", "ratio=-2")
        ))
        .await;
    assert_eq!(bad.status, 422);

    let kept = ben.post(&page, &MEASURED).await;
    assert_eq!(kept.status, 303, "{}", kept.text());
    assert!(ben.get(&page).await.text().contains("id=\"run-1\""));

    let by_run = ("window", "shadow_ratio", "", "1");
    let recorded = send(&story, &mut ben, &short, &[by_run], &[]).await;
    assert_eq!(recorded.status, 303, "{}", recorded.text());
    let all = findings(&story, &short).await;
    let time = time_of(&all);
    let run = time.bounds[0]
        .run
        .clone()
        .expect("the whole run is in the finding");
    let run: cairn_place::shadow::Run = serde_json::from_value(run).expect("reads");
    let again = cairn_place::shadow::run::rerun(&run).expect("answers");
    assert!(again.same, "anybody can run it again");
    gives_its_record(&mut ben, &short, &run).await;
    let window = review::windows(&run).next().expect("a window");
    assert_eq!(time.interval.earliest(), window.start);
    let unknown = send(
        &story,
        &mut ben,
        &short,
        &[("window", "other", "", "7")],
        &[],
    )
    .await;
    assert!(
        unknown.text().contains("no run number 7"),
        "{}",
        unknown.text()
    );
}

/// The finding and the list of kept runs give the same record, which is the run.
async fn gives_its_record(ben: &mut Browser, short: &ShortId, run: &cairn_place::shadow::Run) {
    let page = format!("/projects/AFG/items/{short}/shadow");
    let item = format!("/projects/AFG/items/{short}");
    let shown = ben.get(&item).await.text();
    let href = format!("{item}/shadow/run.json?finding=");
    let cited = shown.split('"').find(|text| text.starts_with(&href));
    let cited = ben.get(&cited.expect("a link").replace("&#38;", "&")).await;
    let fetched: cairn_place::shadow::Run = serde_json::from_slice(&cited.body).expect("a record");
    assert_eq!(&fetched, run, "the record that the finding holds");
    let kept = ben.get(&format!("{page}/run.json?number=1")).await;
    assert_eq!(kept.body, cited.body, "the same as the one that was kept");
    assert_eq!(
        ben.get(&format!("{page}/run.json?number=9")).await.status,
        404
    );
}

#[tokio::test]
async fn a_run_does_not_give_the_place_to_whoever_has_to_find_it_blind() {
    let story = TestApp::with_workflow("court").await;
    let short = story.submit_photo(62).await;
    story.triage(&story.ana, &short).await;
    let page = format!("/projects/AFG/items/{short}/shadow");
    let mut ana = story.signed_in(&story.ana).await;
    let fields = [
        ("place", "34.49851, 69.06452"),
        ("from", "2022-09-30"),
        ("to", "2022-09-30"),
        ("zone", "Asia/Kabul"),
        ("ratio", "1.2"),
    ];
    assert_eq!(ana.post(&page, &fields).await.status, 303);
    let runs = |person| {
        let (story, short) = (&story, &short);
        async move {
            let visit = story.visit(person).await;
            let runs: Vec<RunView> = review::runs(&story.app, &visit, short)
                .await
                .expect("reads");
            runs.len()
        }
    };
    assert_eq!((runs(&story.ana).await, runs(&story.ben).await), (1, 0));
    let mut ben = story.signed_in(&story.ben).await;
    assert!(!ben.get(&page).await.text().contains("34.4985"));
    let record = format!("{page}/run.json?number=1");
    assert_eq!(ana.get(&record).await.status, 200);
    assert_eq!(ben.get(&record).await.status, 404, "nor its record");
}
