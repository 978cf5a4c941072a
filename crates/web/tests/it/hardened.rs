//! What every answer and every door has in common, whichever they are: headers, caching, origins,
//! methods; and that what does not belong there is of no use to anybody.

use std::collections::BTreeSet;

use axum::{body::Body, http::Request};
use cairn_app::account::{self, InvitationDraft};
use cairn_domain::Role;
use cairn_testkit::{Answer, Browser, PASSWORD, TestApp, jpeg, street};
use cairn_web::{Door, ROUTES, Route};

use crate::{
    frame::pseudo,
    matrix::{Known, address},
};

/// An instance with something in every corner and something published.
struct Whole {
    story: TestApp,
    known: Known,
    incident: String,
}

impl Whole {
    async fn new() -> Self {
        let story = TestApp::new().await;
        let known = Known::of(&story).await;
        let short = story.item_at_sign_off(3).await;
        story.sign_off(&story.lea, &short).await;
        story.publish().await;
        let incident = story.item(&short).await.state.incident.expect("is linked");
        let incident = story.app.store.read().load_incident(incident).await;
        let incident = format!("AFG-{}", incident.expect("reads").short);
        Self {
            story,
            known,
            incident,
        }
    }

    /// Every address that is read, with its door.
    fn addresses(&self) -> Vec<(Door, String)> {
        let read = ROUTES.iter().filter(|route| route.method == "GET");
        read.map(|route| (route.door, self.address(route)))
            .collect()
    }

    fn address(&self, route: &Route) -> String {
        let path = match route.door {
            Door::Anyone => route
                .path
                .replace("{id}", &self.incident)
                .replace("{code}", "AFG"),
            _ => address(route, &self.known),
        };
        path.replace("/chart/{name}", "/chart/months")
            .replace("{name}", "incidents.csv")
            .replace("{version}", "1")
            .replace("{table}", "grid.csv")
            .replace("{sha256}", &"0".repeat(64))
            .replace("{secret}", &"0".repeat(64))
            .replace("{*path}", "none.css")
    }
}

/// A path with something in the place of each parameter.
fn filled(path: &str) -> String {
    let parts = path.split('/').map(|part| match part.starts_with('{') {
        true => "x",
        false => part,
    });
    parts.collect::<Vec<_>>().join("/")
}

fn header<'a>(answer: &'a Answer, name: &str) -> &'a str {
    let value = answer.headers.get(name);
    value
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

async fn ask(browser: &mut Browser, method: &str, path: &str, named: &[(&str, &str)]) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in named {
        request = request.header(*name, *value);
    }
    browser
        .send(request.body(Body::empty()).expect("a request"))
        .await
}

/// What an answer should say to every browser and does not.
pub(super) fn lacks(address: &str, answer: &Answer) -> Vec<&'static str> {
    let secure = header(answer, "strict-transport-security");
    let seconds = secure.trim_start_matches("max-age=").split(';').next();
    let seconds = seconds.and_then(|seconds| seconds.parse::<u64>().ok());
    let policy = header(answer, "content-security-policy");
    let may_be_framed = ["/embed/", "/proof."].iter().any(|it| address.contains(it));
    let frames = match may_be_framed {
        true => "frame-ancestors ",
        false => "frame-ancestors 'none'",
    };
    let says = [
        (
            "TLS alone for a year, neighbours too",
            seconds >= Some(31_536_000) && secure.contains("includeSubDomains"),
        ),
        (
            "what it is and nothing else",
            header(answer, "x-content-type-options") == "nosniff",
        ),
        (
            "no address to others",
            header(answer, "referrer-policy") == "same-origin",
        ),
        (
            "nothing but what is named",
            policy.starts_with("default-src 'none'"),
        ),
        ("no other base", policy.contains("base-uri 'none'")),
        ("who may frame it", policy.contains(frames)),
    ];
    let missing = says.into_iter().filter(|(_, is_said)| !is_said);
    missing.map(|(what, _)| what).collect()
}

#[tokio::test]
async fn every_answer_of_every_kind_carries_the_headers() {
    let whole = Box::pin(Whole::new()).await;
    let mut lea = whole.story.signed_in(&whole.story.lea).await;
    let mut stranger = whole.story.browser();
    let mut answers = Vec::new();
    for (_, address) in whole.addresses() {
        let answer = lea.get(&address).await;
        answers.push((address, answer));
    }
    let wrong = [("email", "a@test.example"), ("password", "not it at all")];
    let foreign = [("sec-fetch-site", "cross-site")];
    for (what, answer) in [
        ("not signed in", stranger.get("/projects").await),
        ("wrong password", stranger.post("/login", &wrong).await),
        ("wrong code", stranger.post("/receipt", &[]).await),
        (
            "another site",
            ask(&mut lea, "POST", "/logout", &foreign).await,
        ),
        ("another method", ask(&mut lea, "PUT", "/", &[]).await),
        ("nowhere", lea.get("/nowhere").await),
    ] {
        answers.push((what.to_owned(), answer));
    }
    let seen: BTreeSet<_> = answers.iter().map(|(_, it)| it.status.as_u16()).collect();
    for status in [200, 303, 401, 403, 404, 405, 422] {
        assert!(seen.contains(&status), "no {status} among {seen:?}");
    }
    for (address, answer) in &answers {
        let missing = lacks(address, answer);
        let status = answer.status;
        assert!(missing.is_empty(), "{address} ({status}): {missing:?}");
    }
    // What strangers sent is kept, and never shown by the browser as what it may be.
    let originals = answers.iter().filter(|(address, answer)| {
        address.contains("/files/") && !header(answer, "content-disposition").is_empty()
    });
    let mut count = 0;
    for (address, answer) in originals {
        assert!(header(answer, "content-disposition").starts_with("attachment"));
        let policy = header(answer, "content-security-policy");
        assert!(policy.contains("sandbox"), "{address}: {policy}");
        count += 1;
    }
    assert!(count > 0, "an original was fetched");
}

#[tokio::test]
async fn what_lies_behind_a_door_is_kept_by_no_cache_and_has_a_way_out() {
    let whole = Box::pin(Whole::new()).await;
    for person in [&whole.story.lea, &whole.story.ada] {
        let mut browser = whole.story.signed_in(person).await;
        for (door, address) in whole.addresses() {
            if door == Door::Anyone {
                continue;
            }
            let answer = browser.get(&address).await;
            let caching = header(&answer, "cache-control");
            let is_page = header(&answer, "content-type").starts_with("text/html");
            // Outlines of districts that the operator imported are in every atlas, and the same for everybody.
            let is_anybodys = address.ends_with("/map/boundaries.json");
            let may_stay = is_anybodys && caching.contains("private");
            assert!(
                caching.contains("no-store") || may_stay,
                "{address}: {caching:?}"
            );
            // The preview is the public page itself, with a link back to the team's.
            let is_preview = address.ends_with("/public");
            if is_page && answer.status == 200 && !is_preview {
                let way_out = "action=\"/logout\"";
                assert!(answer.text().contains(way_out), "{address} has no way out");
            }
        }
    }
}

#[tokio::test]
async fn only_what_is_public_may_be_read_by_other_sites() {
    let whole = Box::pin(Whole::new()).await;
    let mut lea = whole.story.signed_in(&whole.story.lea).await;
    let mut open = 0;
    for (door, address) in whole.addresses() {
        let answer = lea
            .get_with(&address, "origin", "https://evil.example")
            .await;
        let allowed = header(&answer, "access-control-allow-origin");
        assert!(matches!(allowed, "" | "*"), "{address}: {allowed}");
        assert!(
            !answer
                .headers
                .contains_key("access-control-allow-credentials"),
            "{address}"
        );
        if allowed == "*" {
            assert_eq!(door, Door::Anyone, "{address}");
            open += 1;
        }
    }
    assert!(open > 0, "the data is for everybody");
}

#[tokio::test]
async fn no_door_takes_a_form_of_another_site() {
    let story = TestApp::new().await;
    let mut lea = story.signed_in(&story.lea).await;
    let host = ("host", "cairn.example");
    let modern = [host, ("sec-fetch-site", "cross-site")];
    let sibling = [host, ("sec-fetch-site", "same-site")];
    let old = [host, ("origin", "https://evil.example")];
    for route in ROUTES {
        if matches!(route.method, "GET" | "HEAD" | "OPTIONS") {
            continue;
        }
        let path = filled(route.path);
        for said in [modern, sibling, old] {
            let answer = ask(&mut lea, route.method, &path, &said).await;
            assert_eq!(answer.status, 403, "{} {path} {said:?}", route.method);
        }
    }
    assert_eq!(lea.get("/projects").await.status, 200, "still signed in");
}

#[tokio::test]
async fn nothing_is_done_by_following_an_address_and_nothing_is_sent_back() {
    const CANARY: &str = "canary-of-a-header";
    let story = TestApp::new().await;
    let mut lea = story.signed_in(&story.lea).await;
    let read = ROUTES.iter().filter(|route| route.method == "GET");
    let read: BTreeSet<_> = read.map(|route| route.path).collect();
    for route in ROUTES {
        let path = filled(route.path);
        if !read.contains(route.path) {
            let answer = lea.get(&path).await;
            assert_eq!(answer.status, 405, "GET {path}");
        }
        let traced = ask(&mut lea, "TRACE", &path, &[("x-canary", CANARY)]).await;
        assert_eq!(traced.status, 405, "TRACE {path}");
        assert!(!traced.text().contains(CANARY), "TRACE {path}");
    }
}

#[tokio::test]
async fn every_body_says_what_it_is() {
    let whole = Box::pin(Whole::new()).await;
    let mut lea = whole.story.signed_in(&whole.story.lea).await;
    let mut bodies = 0;
    for (_, address) in whole.addresses() {
        let answer = lea.get(&address).await;
        if answer.body.is_empty() {
            continue;
        }
        bodies += 1;
        let kind = header(&answer, "content-type");
        assert!(kind.contains('/'), "{address} is {kind:?}");
        let has_letters =
            kind.starts_with("text/") || kind.contains("+xml") || kind.contains("/xml");
        assert!(
            !has_letters || kind.contains("charset=utf-8"),
            "{address} is {kind}"
        );
        let is_so = match kind.split(';').next().unwrap_or_default() {
            "text/html" => answer.text().to_lowercase().contains("<!doctype html"),
            "image/png" => answer.body.starts_with(b"\x89PNG"),
            "image/jpeg" => answer.body.starts_with(b"\xff\xd8"),
            json if json.ends_with("json") => {
                serde_json::from_slice::<serde_json::Value>(&answer.body).is_ok()
            }
            _ => true,
        };
        assert!(is_so, "{address} is no {kind}");
    }
    assert!(bodies > 40, "{bodies}");
}

#[tokio::test]
async fn the_cookies_of_strangers_are_of_this_host_alone_too() {
    let story = TestApp::new().await;
    let mut browser = pseudo(&story);
    let chosen = [("lang", "x-rtl"), ("next", "/submit")];
    let language = browser.post("/language", &chosen).await;
    assert_eq!(language.location(), "/submit");
    let page = browser.get("/submit").await.text();
    assert!(page.contains("dir=\"rtl\""), "the choice holds");
    let (fields, photo) = (
        [("what", "A street"), ("consent", "publish")],
        jpeg(&street(3, 64, 48)),
    );
    let receipt = browser
        .upload("/submit", &fields, &[("p.jpg", photo)])
        .await;
    assert_eq!(receipt.status, 303);
    for answer in [&language, &receipt] {
        let cookies: Vec<_> = answer.headers.get_all("set-cookie").iter().collect();
        assert_eq!(cookies.len(), 1);
        let cookie = cookies[0].to_str().expect("ASCII");
        assert!(cookie.starts_with("__Host-"), "{cookie}");
        for attribute in ["Secure", "SameSite=Lax", "Path=/"] {
            assert!(cookie.contains(attribute), "{attribute} in {cookie}");
        }
        assert!(!cookie.contains("Domain"), "{cookie}");
    }
    assert!(header(&receipt, "set-cookie").contains("HttpOnly"));
}

#[tokio::test]
async fn what_is_typed_is_decoded_once_and_shown_as_text() {
    let story = TestApp::new().await;
    let typed = "a%41\"><canary>&amp;";
    let fields = [("email", typed), ("password", "not the right password")];
    let answer = story.browser().post("/login", &fields).await;
    assert_eq!(answer.status, 401);
    let page = answer.text();
    let shown = "value=\"a%41&#34;&#62;&#60;canary&#62;&#38;amp;\"";
    assert!(page.contains(shown), "{page}");
    assert!(!page.contains("<canary>"));
}

#[tokio::test]
async fn a_form_is_its_body_its_own_fields_and_the_first_value_of_each() {
    let story = TestApp::new().await;
    let email = story.ana.email.as_str();
    let in_address = format!("/login?email={email}&password={PASSWORD}");
    assert_eq!(story.browser().post(&in_address, &[]).await.status, 401);
    let first = [
        ("email", email),
        ("email", "nobody@test.example"),
        ("password", PASSWORD),
        ("password", "not it at all"),
    ];
    let mut second = first;
    second.swap(0, 1);
    assert_eq!(story.browser().post("/login", &first).await.status, 303);
    assert_eq!(story.browser().post("/login", &second).await.status, 401);

    // Fields that the form does not have give nobody anything.
    let visit = story.visit(&story.ada).await;
    let draft = InvitationDraft {
        role: "reader".into(),
        note: "Somebody".into(),
        days: "7".into(),
    };
    let secret = account::invite(&story.app, &visit, &draft).await;
    let secret = secret.expect("made");
    let fields = [
        ("code", secret.as_str()),
        ("name", "Nia"),
        ("email", "nia@test.example"),
        ("password", PASSWORD),
        ("role", "admin"),
        ("is_operator", "true"),
        ("project", "OTH"),
    ];
    let answer = story.browser().post("/join/accept", &fields).await;
    assert_eq!(answer.location(), "/projects?done=joined");
    let reads = story.app.store.read();
    let nia = reads.find_account_by_email("nia@test.example").await;
    let nia = nia.expect("reads").expect("is there");
    assert!(!nia.is_operator);
    let joined = reads.memberships_of(nia.id).await.expect("reads");
    let joined: Vec<_> = joined
        .into_iter()
        .map(|(project, role)| (project.code.to_string(), role))
        .collect();
    assert_eq!(joined, [("AFG".to_owned(), Role::Reader)]);
}
