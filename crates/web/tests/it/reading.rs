//! The public dataset as programs and readers get it: pages, counts, whole downloads or none.

use cairn_domain::ProjectId;
use cairn_storage::{PublishedFigures, PublishedRow};
use cairn_testkit::TestApp;
use cairn_web::{Web, WebSettings, serve};
use chrono::{Days, NaiveDate};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// An attack of a day, as published.
fn row(number: u32, body: Option<Value>) -> PublishedRow {
    let date = NaiveDate::from_ymd_opt(2021, 1, 1).expect("a day") + Days::new(number.into());
    let letter = |place: u32| u8::try_from(number / 30_u32.pow(place) % 30).expect("a letter");
    let short =
        cairn_domain::ShortId::from_random([1, 2, letter(3), letter(2), letter(1), letter(0)]);
    let province = ["Kabul", "Herat", "Kunduz"][number as usize % 3];
    let whole = json!({
        "short": format!("AFG-{short}"), "title": format!("Attack {number}"), "summary": "Near a mosque.",
        "date": date, "lat": 34.5, "lon": 69.06, "precision_m": 1_000.0, "geo_precision": "settlement",
        "place_name": "", "province": province, "event_type": "shooting", "target": "hazara",
        "location_type": "school", "crowd_in_public": false, "attribution": "unknown",
        "killed_low": 1, "killed_high": null, "injured_low": null, "injured_high": null,
        "evidence": [], "claims": [], "source_note": "", "synthetic": true,
        "first_release": 1, "updated_release": 1,
    });
    PublishedRow {
        short,
        body: body.unwrap_or(whole),
        date,
        province: province.into(),
        event_type: "shooting".into(),
        target: "hazara".into(),
        figures: PublishedFigures {
            location_type: "school".into(),
            place: Some((34.5, 69.06)),
            precision_m: 1_000.0,
            killed: Some(1),
            ..PublishedFigures::default()
        },
        first_release: 1,
        retracted: None,
    }
}

/// A dataset of many attacks; the first day's cannot be read if it is `broken`.
pub(super) async fn dataset(count: u32, broken: bool) -> (TestApp, ProjectId) {
    let story = TestApp::new().await;
    story.publish().await;
    let project = story.visit(&story.lea).await.project.id;
    let first = broken.then(|| json!({ "title": "Half of a record" }));
    let rows = std::iter::once(row(0, first)).chain((1..count).map(|number| row(number, None)));
    let tx = story.app.store.begin().await.expect("begin");
    tx.publish_incidents(project, &rows.collect::<Vec<_>>())
        .await
        .expect("published");
    tx.commit().await.expect("commit");
    (story, project)
}

#[tokio::test]
async fn a_program_pages_through_a_filter_and_is_told_what_it_cannot_ask() {
    let (story, _) = dataset(30, false).await;
    let mut reader = story.browser();
    let ask =
        "/data/incidents.json?province=Kabul&from=2021-01-01&to=2021-01-31&limit=4&facets=yes";
    let first: Value = serde_json::from_str(&reader.get(ask).await.text()).expect("JSON");
    assert_eq!(
        (&first["found"], &first["release"]),
        (&json!(10), &json!(1))
    );
    assert_eq!(
        first["facets"]["province"],
        json!({ "Herat": 10, "Kabul": 10, "Kunduz": 10 })
    );
    assert_eq!(first["facets"]["target"], json!({ "hazara": 10 }));
    let mut titles = Vec::new();
    let mut page = first;
    loop {
        let rows = page["incidents"].as_array().expect("rows").clone();
        titles.extend(
            rows.iter()
                .map(|row| row["title"].as_str().expect("a title").to_owned()),
        );
        let Some(next) = page["next"].as_str() else {
            break;
        };
        let next = format!("{ask}&after={next}");
        page = serde_json::from_str(&reader.get(&next).await.text()).expect("JSON");
    }
    let expected: Vec<_> = (0..10)
        .rev()
        .map(|third| format!("Attack {}", third * 3))
        .collect();
    assert_eq!(titles, expected, "newest first, each once");
    let words = reader.get("/data/incidents.json?q=attack+17").await.text();
    assert!(
        words.contains("\"found\":1") && words.contains("Attack 17"),
        "{words}"
    );
    for bad in ["from=yesterday", "claimed=perhaps", "after=x"] {
        let refused = reader.get(&format!("/data/incidents.json?{bad}")).await;
        assert_eq!(refused.status, 422, "{bad}");
    }
    let by = reader.get("/data/months.json?by=target").await.text();
    assert!(by.contains("[\"2021-01\",\"hazara\",30]"), "{by}");
}

#[tokio::test]
async fn a_download_is_the_filter_in_every_form_and_says_where_it_is_described() {
    let (story, _) = dataset(2_500, false).await;
    let mut reader = story.browser();
    let csv = reader.get("/data/incidents.csv").await;
    assert_eq!(
        csv.text().lines().count(),
        2_501,
        "one head, and every attack"
    );
    let geojson: Value =
        serde_json::from_str(&reader.get("/data/incidents.geojson").await.text()).expect("JSON");
    assert_eq!(
        geojson["features"].as_array().expect("features").len(),
        2_500
    );
    let lines = reader.get("/data/incidents.jsonl?province=Herat").await;
    assert_eq!(lines.text().lines().count(), 833);
    let each = lines.text();
    assert!(
        each.lines()
            .all(|line| serde_json::from_str::<Value>(line).is_ok())
    );
    let link = lines.headers["link"].to_str().expect("text");
    assert_eq!(
        link,
        "</data/filter.json?province=Herat>; rel=\"describedby\""
    );
    let about: Value =
        serde_json::from_str(&reader.get("/data/filter.json?province=Herat").await.text())
            .expect("JSON");
    assert_eq!(
        (&about["found"], &about["filter"]["province"]),
        (&json!(833), &json!("Herat"))
    );
    let nothing = reader
        .get("/data/incidents.geojson?province=Atlantis")
        .await
        .text();
    let nothing: Value = serde_json::from_str(&nothing).expect("JSON");
    assert_eq!(nothing["features"], json!([]));
}

/// What a client gets of a download before the server hangs up.
async fn fetched(story: &TestApp, path: &str) -> String {
    let web = Web::new(story.app.clone(), WebSettings::default());
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("binds");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(serve(listener, web, std::future::pending()));
    let mut stream = TcpStream::connect(address).await.expect("connects");
    let request = format!("GET {path} HTTP/1.1\r\nhost: t\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.expect("writes");
    let mut said = Vec::new();
    // A connection that is broken off may end in an error; what came before it counts.
    let _ = stream.read_to_end(&mut said).await;
    String::from_utf8_lossy(&said).into_owned()
}

#[tokio::test]
async fn a_download_that_breaks_half_way_is_no_short_file() {
    let (broken, _) = dataset(1_500, true).await;
    let answer = fetched(&broken, "/data/incidents.csv").await;
    assert!(
        answer.starts_with("HTTP/1.1 200"),
        "it had begun: {}",
        &answer[..60]
    );
    assert!(answer.contains("Attack 1499") && !answer.contains("Attack 1,"));
    assert!(!answer.to_lowercase().contains("content-length:"));
    assert!(!answer.ends_with("0\r\n\r\n"), "the last chunk never comes");
    let (whole, _) = dataset(1_500, false).await;
    let answer = fetched(&whole, "/data/incidents.csv").await;
    assert!(
        answer.ends_with("0\r\n\r\n"),
        "a whole file says that it is"
    );
}

#[tokio::test]
async fn the_file_of_columns_is_asked_for_once_a_release() {
    let (story, _) = dataset(20, false).await;
    let mut reader = story.browser();
    let file = reader.get("/data/columns.bin").await;
    assert_eq!(file.status, 200);
    let head_bytes = u32::from_le_bytes(file.body[8..12].try_into().expect("four")) as usize;
    let columns = (12 + head_bytes).next_multiple_of(4);
    assert_eq!(file.body.len(), columns + 20 * 23);
    let tag = file.headers["etag"].to_str().expect("text").to_owned();
    let again = reader
        .get_with("/data/columns.bin", "if-none-match", &tag)
        .await;
    assert_eq!(again.status, 304);
}

#[tokio::test]
async fn a_map_of_many_is_counted_in_the_cells_that_are_seen() {
    let (story, _) = dataset(20, false).await;
    let mut reader = story.browser();
    let mut ask = async |query: &str| reader.get(&format!("/data/cells.json?{query}")).await;
    let world = "west=-180&south=-90&east=180&north=90&across=4&down=2";
    let answer = ask(world).await;
    let seen: Value = serde_json::from_str(&answer.text()).expect("JSON");
    let counted = |seen: &Value| -> u64 {
        let cells = seen["cells"].as_array().expect("cells");
        cells.iter().filter_map(|cell| cell[2].as_u64()).sum()
    };
    assert_eq!(counted(&seen), 20, "{seen}");
    let elsewhere = ask("west=-100&south=0&east=-50&north=50&across=4&down=2").await;
    assert_eq!(
        counted(&serde_json::from_str(&elsewhere.text()).expect("JSON")),
        0
    );
    let narrowed = ask(&format!("{world}&province=Nowhere")).await;
    assert_eq!(
        counted(&serde_json::from_str(&narrowed.text()).expect("JSON")),
        0
    );
    for bad in [
        "west=70&south=34&east=69&north=35&across=4&down=2",
        "across=4",
    ] {
        let refused = ask(bad).await;
        assert_eq!(refused.status, 422, "{bad}");
        assert!(refused.text().contains("window-bad"), "{}", refused.text());
    }
}

#[tokio::test]
async fn programs_follow_releases_and_only_pieces_may_be_framed() {
    let (story, _) = dataset(5, false).await;
    let mut reader = story.browser();
    let atom = reader.get("/feed.atom").await.text();
    assert!(
        atom.contains("<entry>") && atom.contains("Release 1"),
        "{atom}"
    );
    let feed: Value = serde_json::from_str(&reader.get("/feed.json").await.text()).expect("JSON");
    assert_eq!(feed["items"].as_array().expect("items").len(), 1);
    let robots = reader.get("/robots.txt").await.text();
    assert!(
        robots.contains("Sitemap: ") && !robots.contains("Disallow: /\n"),
        "{robots}"
    );
    assert!(
        reader
            .get("/sitemap.xml")
            .await
            .text()
            .contains("/incidents</loc>")
    );
    for piece in ["/embed/map?province=Kabul", "/embed/chart/months"] {
        let answer = reader.get(piece).await;
        let policy = answer.headers["content-security-policy"]
            .to_str()
            .expect("text");
        assert!(policy.ends_with("frame-ancestors *") && !policy.contains("script-src"));
        assert!(!answer.headers.contains_key("x-frame-options"));
        assert!(!answer.text().contains("<script"));
    }
    assert_eq!(reader.get("/embed/chart/secrets").await.status, 404);
    assert_eq!(reader.get("/").await.headers["x-frame-options"], "DENY");
}
