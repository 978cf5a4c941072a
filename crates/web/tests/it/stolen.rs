//! A thief with the database file, without the keys beside it; and a stranger with a stopwatch.

use std::{
    fs,
    time::{Duration, Instant},
};

use axum::Router;
use cairn_app::{
    App, Limits,
    account::{self, NewAccount},
};
use cairn_testkit::{Browser, PASSWORD, TestApp};
use cairn_web::{Web, WebSettings, router};

use crate::codes;

#[tokio::test]
async fn a_stolen_database_holds_no_secret_that_opens_anything() {
    let story = TestApp::new().await;
    let mut issued = vec![("password", PASSWORD.as_bytes().to_vec())];
    let mut lea = story.browser();
    let fields = [("email", story.lea.email.as_str()), ("password", PASSWORD)];
    let answer = lea.post("/login", &fields).await;
    for cookie in answer.headers.get_all("set-cookie") {
        let cookie = cookie.to_str().expect("ASCII");
        let secret = cookie.split(['=', ';']).nth(1).expect("a value");
        assert_eq!(secret.len(), 64);
        issued.push(("cookie", secret.into()));
        issued.push(("cookie, as bytes", hex(secret)));
    }
    let seed = codes::seed_in(&lea.get("/account/second-factor").await.text());
    issued.push(("seed", seed.clone().into()));
    let bytes = totp_rs::Secret::try_from_base32(&seed).expect("base 32");
    issued.push(("seed, as bytes", bytes.as_bytes().to_vec()));
    let code = codes::at(&seed, story.app.clock.now());
    let answer = lea.post("/account/second-factor", &[("code", &code)]).await;
    for code in codes::recovery_in(&answer.text()) {
        assert_eq!(code.replace('-', "").len(), 24, "120 bits in base 32");
        issued.push(("recovery code", code.replace('-', "").into()));
        issued.push(("recovery code, as printed", code.into()));
    }
    let mut ada = story.signed_in(&story.ada).await;
    let fields = [("role", "lead"), ("note", "Somebody"), ("days", "7")];
    let page = ada.post("/projects/AFG/invitations", &fields).await.text();
    let link = page.split("/join#").nth(1).expect("a link");
    issued.push(("invitation", link[..64].into()));

    let folder = story.app.settings.keys_dir.parent().expect("a folder");
    let mut stolen = Vec::new();
    for name in ["cairn.db", "cairn.db-wal"] {
        stolen.extend(fs::read(folder.join(name)).expect("is there"));
    }
    let holds = |secret: &[u8]| stolen.windows(secret.len()).any(|window| window == secret);
    assert!(
        holds(story.lea.email.as_bytes()),
        "the search finds what is there"
    );
    for (what, secret) in &issued {
        assert!(!holds(secret), "{what} of {} issued", issued.len());
    }
    for key in fs::read_dir(&story.app.settings.keys_dir).expect("is there") {
        let key = fs::read(key.expect("an entry").path()).expect("reads");
        assert!(!holds(&key), "a key");
    }
}

fn hex(text: &str) -> Vec<u8> {
    let pairs = text.as_bytes().chunks(2);
    let byte = |pair: &[u8]| {
        let pair = std::str::from_utf8(pair).expect("ASCII");
        u8::from_str_radix(pair, 16).expect("hex")
    };
    pairs.map(byte).collect()
}

/// Each name is tried so often; more would be slowed down.
const TRIES: usize = 2;

/// Logins with wrong passwords, half of them for names that nobody has. 1,000 of each with
/// `CAIRN_LOGIN_TIMINGS=1000`.
#[tokio::test]
async fn a_name_that_nobody_has_takes_as_long_as_one_that_somebody_has() {
    let each: usize = std::env::var("CAIRN_LOGIN_TIMINGS")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(100);
    let story = TestApp::new().await;
    let (app, router) = hashing_as_if_real(&story.app);
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for number in 0..each / TRIES {
        let email = format!("somebody{number}@test.example");
        add_account(&app, &email).await;
    }
    for turn in 0..each {
        let number = turn % (each / TRIES);
        let somebody = format!("somebody{number}@test.example");
        let nobody = format!("nobody{number:03}@test.example");
        // Neither is always the second, which finds caches warm.
        if turn % 2 == 0 {
            known.push(time(&router, &somebody).await);
            unknown.push(time(&router, &nobody).await);
        } else {
            unknown.push(time(&router, &nobody).await);
            known.push(time(&router, &somebody).await);
        }
    }
    let (known, unknown) = (undisturbed(known), undisturbed(unknown));
    let apart = (known.as_secs_f64() / unknown.as_secs_f64() - 1.0).abs();
    println!(
        "{each} each: known {known:?}, unknown {unknown:?}, {:.1} % apart",
        apart * 100.0
    );
    assert!(apart < 0.05, "known {known:?}, unknown {unknown:?}");
}

/// Passwords are hashed for milliseconds, as they are outside of tests, and nobody is sent away.
fn hashing_as_if_real(app: &App) -> (App, Router) {
    let mut app = app.clone();
    app.settings.argon2_memory_kib = 16 * 1024;
    app.settings.limits = Limits {
        sign_ins_per_min: 0,
        ..Limits::default()
    };
    let router = router(Web::new(app.clone(), WebSettings::default()));
    (app, router)
}

async fn add_account(app: &App, email: &str) {
    let new = NewAccount {
        email: email.to_owned(),
        name: "Somebody".to_owned(),
        password: PASSWORD.to_owned(),
        is_operator: false,
    };
    account::create_account(app, new).await.expect("created");
}

#[expect(
    clippy::disallowed_methods,
    reason = "what is measured is the real time that a login takes"
)]
async fn time(router: &Router, email: &str) -> Duration {
    let mut browser = Browser::new(router.clone());
    let fields = [("email", email), ("password", "not the right password")];
    let begin = Instant::now();
    let answer = browser.post("/login", &fields).await;
    let taken = begin.elapsed();
    assert_eq!(answer.status, 401);
    assert!(
        answer.text().contains("do not belong together"),
        "the same words"
    );
    taken
}

/// The mean of the fastest quarter: other programs on the machine only ever add to a time.
fn undisturbed(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    let fastest = &times[..(times.len() / 4).max(1)];
    fastest.iter().sum::<Duration>() / u32::try_from(fastest.len()).expect("few")
}
