//! Lines of the security standard that no story of the product tells by itself: limits of members, lengths of
//! texts, passwords that grow old, providers whose certificate nobody vouches for.

use std::{
    net::{Ipv4Addr, TcpListener},
    path::Path,
    process::{Child, Command, Stdio},
};

use cairn_app::{
    Limits,
    intake::{self, IncomingFile, Submission},
    place::{self, NewLayer},
    worker,
};
use cairn_domain::{LayerKind, LayerMode};
use cairn_testkit::{Browser, PASSWORD, TestApp, jpeg, street};
use cairn_web::{Web, WebSettings, router};
use chrono::TimeDelta;

/// A browser of somebody who is signed in, at an instance with few of everything a minute.
async fn at_few(story: &TestApp, email: &str) -> Browser {
    let mut app = story.app.clone();
    app.settings.limits = Limits {
        downloads_per_min: 2,
        solver_runs_per_min: 2,
        changes_per_min: 4,
        ..Limits::default()
    };
    let mut browser = Browser::new(router(Web::new(app, WebSettings::default())));
    let fields = [("email", email), ("password", PASSWORD)];
    assert_eq!(browser.post("/login", &fields).await.status, 303);
    browser
}

#[tokio::test]
async fn what_members_take_out_run_and_change_is_counted_by_account() {
    let story = TestApp::new().await;
    let mut ana = at_few(&story, &story.ana.email).await;
    let table = "/projects/AFG/claims/claims.csv";
    let sun = "/projects/AFG/sun";
    for path in [table, sun] {
        let mut statuses = Vec::new();
        for _ in 0..3 {
            statuses.push(ana.get(path).await.status.as_u16());
        }
        let stopped: Vec<_> = statuses.iter().map(|status| *status == 429).collect();
        assert_eq!(stopped, [false, false, true], "{path}: {statuses:?}");
    }
    // Another account has a count of its own, from the same place; and the same one has it in every browser.
    let mut ben = at_few(&story, &story.ben.email).await;
    assert_eq!(ben.get(table).await.status, 200);
    let again = ana.get(table).await;
    assert_eq!(again.status, 429);
    assert!(again.headers.contains_key("retry-after"));
    let mut statuses = Vec::new();
    for number in 0..5 {
        let words = format!("{number}");
        let answer = ana
            .post("/projects/AFG/vocabularies", &[("note", words.as_str())])
            .await;
        statuses.push(answer.status.as_u16());
    }
    assert_eq!(
        statuses.iter().filter(|status| **status == 429).count(),
        1,
        "{statuses:?}"
    );
    assert_eq!(statuses.last(), Some(&429));
    // Reading and signing out are not held up by it.
    assert_eq!(ana.get("/projects").await.status, 200);
    assert_eq!(ana.post("/logout", &[]).await.status, 303);
}

#[tokio::test]
async fn what_is_public_is_taken_out_so_often_from_one_network() {
    let story = TestApp::new().await;
    let short = story.item_at_sign_off(3).await;
    story.sign_off(&story.lea, &short).await;
    story.publish().await;
    let mut app = story.app.clone();
    app.settings.limits.downloads_per_min = 2;
    let mut stranger = Browser::new(router(Web::new(app, WebSettings::default())));
    let mut statuses = Vec::new();
    for path in [
        "/data/incidents.csv",
        "/data/incidents.geojson",
        "/data/incidents.jsonl",
    ] {
        statuses.push(stranger.get(path).await.status.as_u16());
    }
    assert_eq!(statuses, [200, 200, 429]);
    assert_eq!(
        stranger.get("/incidents").await.status,
        200,
        "pages are read on"
    );
}

#[tokio::test]
async fn every_text_of_a_form_has_its_limit_and_the_page_says_which() {
    let story = TestApp::new().await;
    let mut ana = story.signed_in(&story.ana).await;
    let (line, words) = ("ن".repeat(1_001), "ن".repeat(20_001));
    let fields = [
        ("title", line.as_str()),
        ("date", "2022-10-01"),
        ("precision_m", "500"),
        ("province", "Hirat"),
        ("event_type", "shooting"),
        ("target", "hazara"),
        ("location_type", "wedding"),
        ("summary", words.as_str()),
        ("perpetrator", line.as_str()),
    ];
    let answer = ana.post("/projects/AFG/incidents/new", &fields).await;
    assert_eq!(answer.status, 422);
    let page = answer.text();
    for limit in ["at most 1000 characters", "at most 20000 characters"] {
        assert!(page.contains(limit), "{limit}: {page}");
    }
    assert!(
        page.matches("The text is too long").count() >= 3,
        "each is named"
    );

    let short = story.submit_photo(71).await;
    story.triage(&story.ana, &short).await;
    story
        .act(&story.ana, &short, cairn_review::Act::Claim, "")
        .await;
    let seen = story.item(&short).await.state.seq.to_string();
    let finding = [
        ("seen", seen.as_str()),
        ("camera", "34.49851, 69.06452"),
        ("precision_m", "30"),
        ("confidence", "probable"),
        ("reasoning", words.as_str()),
        ("place_name", line.as_str()),
    ];
    let at = format!("/projects/AFG/items/{short}");
    let answer = ana.post(&format!("{at}/geolocation"), &finding).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().matches("The text is too long").count() >= 2);
    let why = [
        ("seen", seen.as_str()),
        ("words", words.as_str()),
        ("reason", words.as_str()),
    ];
    let answer = ana.post(&format!("{at}/release"), &why).await;
    assert_eq!(answer.status, 422, "{}", answer.text());
    assert_eq!(
        story.item(&short).await.state.seq.to_string(),
        seen,
        "nothing was recorded"
    );
}

/// No password has to be changed because it is old.
#[tokio::test]
async fn a_password_of_three_years_ago_lets_its_owner_in_as_ever() {
    let story = TestApp::new().await;
    story.app.clock.advance(TimeDelta::days(3 * 365));
    let mut ana = story.browser();
    let fields = [("email", story.ana.email.as_str()), ("password", PASSWORD)];
    let answer = ana.post("/login", &fields).await;
    assert_eq!(answer.location(), "/projects", "no page in between");
    assert_eq!(ana.get("/projects").await.status, 200);
}

/// So that a page can end itself, whether or not the server can be reached then.
#[tokio::test]
async fn pages_say_when_the_session_ends_and_those_for_anybody_do_not() {
    let story = TestApp::new().await;
    let mut ana = story.signed_in(&story.ana).await;
    let page = ana.get("/projects").await.text();
    assert!(
        page.contains("data-idle-s=\"7200\" data-left-s=\"43200\""),
        "{page}"
    );
    story.app.clock.advance(TimeDelta::minutes(30));
    let page = ana.get("/projects").await.text();
    assert!(page.contains("data-left-s=\"41400\""), "{page}");
    // What is typed is sealed with a key of this session alone.
    let key = |page: &str| {
        let (_, rest) = page.split_once("data-draft-key=\"").expect("a key");
        rest.split('"').next().expect("an end").to_owned()
    };
    let own = key(&page);
    assert_eq!(
        (own.len(), &own),
        (64, &key(&ana.get("/account").await.text()))
    );
    let mut again = story.signed_in(&story.ana).await;
    assert_ne!(own, key(&again.get("/projects").await.text()));
    let page = story.browser().get("/login").await.text();
    assert!(!page.contains("data-idle-s"), "{page}");
}

/// A provider with a certificate of its own making.
struct Impostor(Child, u16);

impl Impostor {
    fn start(directory: &Path) -> Self {
        let made = Command::new("openssl")
            .args([
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
            ])
            .args([
                "-addext",
                "subjectAltName=DNS:localhost,IP:127.0.0.1",
                "-keyout",
                "key.pem",
                "-out",
                "own.pem",
            ])
            .current_dir(directory)
            .output();
        assert!(made.expect("openssl is installed").status.success());
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("binds");
        let port = listener.local_addr().expect("an address").port();
        drop(listener);
        let server = Command::new("openssl")
            .args([
                "s_server",
                "-quiet",
                "-www",
                "-cert",
                "own.pem",
                "-key",
                "key.pem",
                "-accept",
                &port.to_string(),
            ])
            .current_dir(directory)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("starts");
        while std::net::TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            std::thread::yield_now();
        }
        Self(server, port)
    }
}

impl Drop for Impostor {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test]
async fn a_provider_that_nobody_vouches_for_is_not_asked() {
    let story = TestApp::new().await;
    let impostor = Impostor::start(story.directory());
    // It answers whoever does not look at its certificate.
    let port = impostor.1;
    let careless = Command::new("openssl")
        .args(["s_client", "-connect", &format!("127.0.0.1:{port}")])
        .stdin(Stdio::null())
        .output()
        .expect("runs");
    assert!(String::from_utf8_lossy(&careless.stdout).contains("BEGIN CERTIFICATE"));
    let layer = NewLayer {
        id: "near".into(),
        label: "Near".into(),
        kind: LayerKind::Xyz,
        mode: LayerMode::Proxied,
        address: format!("https://localhost:{port}/{{z}}/{{x}}/{{y}}.png"),
        attribution: "Nobody".into(),
        max_zoom: None,
        tile_size: 256,
        imagery_date: String::new(),
        allow_private: true,
        enabled: true,
    };
    place::add_layer(&story.app, layer).await.expect("added");
    let mut ana = story.signed_in(&story.ana).await;
    let tile = ana.get("/projects/AFG/map/layers/near/1/0/0").await;
    assert_eq!(tile.status, 502);
}

/// The bytes decide; where the name says otherwise, whoever verifies is told so, and not the name.
#[tokio::test]
async fn a_name_that_ends_otherwise_than_the_bytes_is_noticed_and_not_shown() {
    let story = TestApp::new().await;
    let project = story.visit(&story.ana).await.project;
    let mut ana = story.signed_in(&story.ana).await;
    let mut told = Vec::new();
    for (seed, name) in [(81, "canary-evening.mp4"), (82, "canary-evening.jpg")] {
        let incoming = IncomingFile::begin(&story.app, Some(name.into())).await;
        let mut incoming = incoming.expect("begins");
        let photo = jpeg(&street(seed, 320, 240));
        incoming.write(&photo).await.expect("writes");
        let submission = Submission {
            files: vec![incoming.finish().await.expect("stored")],
            links: String::new(),
            what: "Smoke".into(),
            place: "Kabul".into(),
            time: String::new(),
            consent: "publish".into(),
            member: None,
            synthetic: true,
        };
        let received = intake::receive(&story.app, &project, submission).await;
        let short = received.expect("received").short;
        worker::run_until_idle(&story.app).await.expect("examined");
        let page = ana
            .get(&format!("/projects/AFG/items/{short}"))
            .await
            .text();
        assert!(!page.contains("canary-evening"), "{page}");
        told.push(page.contains("ends as names of another kind of file do"));
    }
    assert_eq!(told, [true, false]);
}
