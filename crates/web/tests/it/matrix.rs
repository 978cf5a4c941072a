//! The authorisation matrix: every route × every role, in one's own project and in a foreign one.
//! The list of routes is the router itself, so a route cannot be left out.

use std::fmt::Write;

use axum::{body::Body, http::Request};
use cairn_app::account::{self, TokenDraft};
use cairn_domain::{Role, TokenScope, permit};
use cairn_testkit::{Answer, Browser, Person, TestApp};
use cairn_web::{Door, ROUTES, Route};

/// Who asks, with the role they have in the project of the address.
struct Asker {
    name: &'static str,
    role: Option<Role>,
    browser: Browser,
}

async fn askers(story: &TestApp) -> Vec<Asker> {
    let operator = story.operator().await;
    let members: [(&'static str, &Person, Option<Role>); 8] = [
        ("operator", &operator, None),
        ("reader", &story.rea, Some(Role::Reader)),
        ("volunteer", &story.volunteer, Some(Role::Volunteer)),
        ("verifier", &story.ana, Some(Role::Verifier)),
        ("lead", &story.lea, Some(Role::Lead)),
        ("admin", &story.ada, Some(Role::Admin)),
        ("foreign", &story.stranger, None),
        ("nobody", &story.rea, None),
    ];
    let mut askers = Vec::new();
    for (name, person, role) in members {
        let browser = if name == "nobody" {
            story.browser()
        } else {
            story.signed_in(person).await
        };
        askers.push(Asker {
            name,
            role,
            browser,
        });
    }
    askers
}

/// What an answer means at the door.
fn verdict(answer: &Answer) -> &'static str {
    let redirected_to_login = answer.location().starts_with("/login");
    match answer.status.as_u16() {
        303 if redirected_to_login => "sign in",
        401 => "sign in",
        404 => "nothing",
        409 if answer.text().contains("Only a ") => "role",
        500.. => "BROKEN",
        _ => "in",
    }
}

/// What the permission table says about a door.
fn expected(door: Door, asker: &Asker) -> &'static str {
    match (door, asker.name, asker.role) {
        (Door::Anyone, _, _) => "in",
        (_, "nobody", _) => "sign in",
        (Door::SignedIn, _, _) | (Door::Operator, "operator", _) => "in",
        (Door::Operator, _, _) => "nothing",
        // A session is no token.
        (Door::Program(_), _, _) => "sign in",
        (Door::Member(_), _, None) => "nothing",
        // The project names the lead, until its admin says otherwise.
        (Door::SealedReader, _, Some(Role::Lead)) => "in",
        (Door::SealedReader, _, _) => "nothing",
        (Door::Member(action), _, Some(role)) => {
            let sees = permit::allows(role, cairn_domain::Action::ViewItems);
            match (permit::allows(role, action), sees) {
                (true, _) => "in",
                (false, true) => "role",
                (false, false) => "nothing",
            }
        }
    }
}

/// The address of a route with everything in it that exists.
pub fn address(route: &Route, known: &Known) -> String {
    let short = if route.path.contains("/incidents/") {
        &known.incident
    } else if route.path.contains("/claims/") {
        &known.claim
    } else if route.path.contains("{finding}") {
        &known.placed.0
    } else {
        &known.item
    };
    let sha256 = if route.path.contains("/files/") {
        &known.original
    } else {
        &known.cover
    };
    route
        .path
        .replace("{code}", "AFG")
        .replace("{short}", short)
        .replace("{sha256}", sha256)
        .replace("{id}", &known.pair)
        .replace("{list}", &known.list)
        .replace("{number}", "1")
        .replace("{finding}", &known.placed.1)
        .replace("{form}", "geolocation-form")
        .replace("{table}", "grid.csv")
        .replace("{layer}", &known.layer)
        // No tile stands there: the door opens, and whoever is behind it says so.
        .replace("{z}/{x}/{y}", "0/1/1")
}

/// What exists, by the names that stand in addresses.
pub struct Known {
    item: String,
    incident: String,
    claim: String,
    original: String,
    cover: String,
    pair: String,
    list: String,
    /// An item with a place, and the finding.
    placed: (String, String),
    layer: String,
}

impl Known {
    /// One of everything.
    pub async fn of(story: &TestApp) -> Self {
        let short = story.submit_photo(1).await;
        story.submit_photo(1).await;
        story.reference(&story.ana, &short).await;
        let item = story.item(&short).await.id;
        let reads = story.app.store.read();
        let files = reads.files_of(item).await.expect("reads");
        let matches = reads.matches_of(item).await.expect("reads");
        Self {
            item: short.to_string(),
            incident: story.incident(&story.ana).await.short.to_string(),
            claim: story.claim(&story.ana).await.short.to_string(),
            original: files[0].sha256.to_string(),
            cover: files[0].derivatives[0].sha256.to_string(),
            pair: matches[0].id.to_string(),
            list: story.hash_list(&story.lea).await.to_string(),
            placed: Box::pin(placed(story)).await,
            layer: story.map_layer().await,
        }
    }
}

async fn placed(story: &TestApp) -> (String, String) {
    let short = story.submit_photo(2).await;
    story.triage(&story.ana, &short).await;
    story.geolocate(&story.ana, &short).await;
    let item = story.item(&short).await;
    let finding = item.state.findings.first().expect("a place");
    (short.to_string(), finding.id.to_string())
}

#[tokio::test]
async fn every_door_opens_for_whom_the_table_says() {
    let story = TestApp::new().await;
    let known = Known::of(&story).await;
    let mut askers = askers(&story).await;
    let mut wrong = String::new();
    let mut tried = 0;
    for route in ROUTES.iter().filter(|route| route.door != Door::Anyone) {
        let address = address(route, &known);
        for asker in &mut askers {
            let answer = match route.method {
                "GET" => asker.browser.get(&address).await,
                _ => asker.browser.post(&address, &[("seen", "0")]).await,
            };
            tried += 1;
            let (is, should) = (verdict(&answer), expected(route.door, asker));
            if is != should {
                let status = answer.status;
                writeln!(
                    wrong,
                    "{} {} as {}: {is} ({status}), should be {should}",
                    route.method, route.path, asker.name
                )
                .expect("writes");
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "of {tried} combinations these are wrong:\n{wrong}"
    );
}

/// A program is nobody at every door but its own, whoever owns its token.
#[tokio::test]
async fn a_token_opens_the_doors_of_programs_and_no_other() {
    let story = TestApp::new().await;
    let known = Known::of(&story).await;
    let draft = TokenDraft {
        project: "AFG".into(),
        name: "A program".into(),
        scope: "read".into(),
        days: "30".into(),
    };
    let secret = account::create_token(&story.app, story.lea.id, &draft).await;
    let bearer = format!("Bearer {}", secret.expect("made"));
    let mut program = story.browser();
    let mut wrong = String::new();
    for route in ROUTES.iter().filter(|route| route.door != Door::Anyone) {
        let address = address(route, &known);
        let method = if route.method == "GET" { "GET" } else { "POST" };
        let request = Request::builder()
            .method(method)
            .uri(&address)
            .header("authorization", &bearer)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from("seen=0"));
        let answer = program.send(request.expect("a request")).await;
        let should = match route.door {
            Door::Program(action) if TokenScope::Read.allows(action) => "in",
            Door::Program(_) => "nothing",
            _ => "sign in",
        };
        if verdict(&answer) != should {
            writeln!(wrong, "{} {}: {}", route.method, route.path, answer.status).expect("writes");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[tokio::test]
async fn the_table_of_doors_is_the_one_reviewed() {
    let mut table = String::new();
    for route in ROUTES {
        let door = match route.door {
            Door::Anyone => "anyone".to_owned(),
            Door::SignedIn => "signed in".to_owned(),
            Door::Operator => "whoever runs the instance".to_owned(),
            Door::Member(action) => action.code().to_owned(),
            Door::SealedReader => "the role the project names".to_owned(),
            Door::Program(action) => format!("{}, with a token", action.code()),
        };
        let proof = if route.is_proved {
            ", with a recent proof"
        } else {
            ""
        };
        let (method, path) = (route.method, route.path);
        writeln!(table, "{method:<4} {path:<62}{door}{proof}").expect("writes");
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/doors.txt");
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(path, &table).expect("writable checkout");
    }
    let reviewed = std::fs::read_to_string(path).expect("doors.txt is committed");
    assert_eq!(table, reviewed);
}

#[tokio::test]
async fn what_anybody_may_read_breaks_for_nobody() {
    let story = TestApp::new().await;
    let mut browser = story.browser();
    for route in ROUTES
        .iter()
        .filter(|route| route.door == Door::Anyone && route.method == "GET")
    {
        let path = route
            .path
            .replace("{code}", "AFG")
            .replace("{id}", "AFG-222222")
            .replace("{version}", "1")
            .replace("{name}", "incidents.csv")
            .replace("{secret}", &"0".repeat(64))
            .replace("{table}", "grid.csv")
            .replace("{sha256}", &"0".repeat(64))
            .replace("{*path}", "none.css");
        let answer = browser.get(&path).await;
        assert!(answer.status.as_u16() < 500, "{path}: {}", answer.status);
    }
}
