//! Care for whoever looks: what is never given to them, what they have seen already, and what they
//! alone are told.

use cairn_app::care;
use cairn_domain::{ContentNote, Sensitivity, ShortId, sensitivity::Rating};
use cairn_review::{Act, ReviewEvent};
use cairn_testkit::{Browser, Person, TestApp, jpeg, street};
use chrono::TimeDelta;

const NEXT: &str = "/projects/AFG/queue/next";

/// A photo that was triaged with these notes and waits to be placed.
async fn rated(story: &TestApp, seed: u64, notes: &[ContentNote]) -> ShortId {
    let short = story.submit_photo(seed).await;
    story.triage(&story.ben, &short).await;
    let rating = Rating {
        sensitivity: Sensitivity::Graphic,
        notes: notes.to_vec(),
        ranges: Vec::new(),
    };
    story.act(&story.ben, &short, Act::Claim, "").await;
    story
        .act(&story.ben, &short, Act::Rate { rating }, "")
        .await;
    story.act(&story.ben, &short, Act::Release, "").await;
    short
}

async fn next(browser: &mut Browser) -> String {
    let answer = browser.post(NEXT, &[]).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.location().to_owned()
}

fn item(short: &ShortId, done: &str) -> String {
    format!("/projects/AFG/items/{short}?done={done}")
}

#[tokio::test]
async fn a_break_gives_back_what_one_holds_and_leaves_no_mark() {
    let story = TestApp::new().await;
    let (one, two) = (
        rated(&story, 1, &[ContentNote::Blood]).await,
        rated(&story, 2, &[ContentNote::Blood]).await,
    );
    let theirs = rated(&story, 3, &[ContentNote::Blood]).await;
    for short in [&one, &two] {
        story.act(&story.ana, short, Act::Claim, "").await;
    }
    story.act(&story.ben, &theirs, Act::Claim, "").await;
    let mut ana = story.signed_in(&story.ana).await;
    let page = ana.get(&format!("/projects/AFG/items/{one}")).await.text();
    assert!(page.contains("action=\"/account/break\"") && page.contains("I need a break"));
    let acts = || async {
        let all = cairn_storage::ActFilter::default();
        story
            .app
            .store
            .read()
            .acts(&all, 1_000)
            .await
            .expect("reads")
            .len()
    };
    let before = acts().await;
    let answer = ana.post("/account/break", &[]).await;
    assert_eq!(answer.location(), "/account/care?done=care-rest");
    let cared = ana.get(answer.location()).await.text();
    assert!(cared.contains("back in the queue"), "{cared}");
    let now = story.app.clock.now();
    for (short, holder) in [(&one, None), (&two, None), (&theirs, Some(story.ben.id))] {
        let state = story.item(short).await.state;
        assert_eq!(state.holder(now).map(|lease| lease.by), holder, "{short}");
    }
    assert_eq!(acts().await, before, "nothing says that it was a break");
    let events = story
        .app
        .store
        .read()
        .events_of(story.item(&one).await.id)
        .await;
    let events = events.expect("reads");
    let last = events.last().expect("a history");
    assert_eq!(
        (&last.event, last.words.as_str()),
        (&ReviewEvent::Released, "")
    );
    // Twice is no error, and others are given it at once.
    assert_eq!(ana.post("/account/break", &[]).await.status, 303);
    let mut lea = story.signed_in(&story.lea).await;
    let given = next(&mut lea).await;
    assert!(
        [&one, &two]
            .map(|short| item(short, "claimed"))
            .contains(&given)
    );
}

const NOTHING: &str = "/projects/AFG/queue?done=next-nothing";

#[tokio::test]
async fn what_somebody_does_not_want_is_never_given_and_nobody_is_told() {
    let story = TestApp::new().await;
    let hard = rated(&story, 1, &[ContentNote::Children, ContentNote::Blood]).await;
    let unrated = story.submit_photo(2).await;
    let plain = rated(&story, 3, &[ContentNote::Explosion]).await;
    let mut ana = story.signed_in(&story.ana).await;
    let answer = ana
        .post(
            "/account/care",
            &[("note", "children"), ("note", "torture")],
        )
        .await;
    assert_eq!(answer.location(), "/account/care?done=care-saved");
    let page = ana.get("/account/care").await.text();
    assert_eq!(page.matches(" checked").count(), 2, "{page}");

    assert_eq!(next(&mut ana).await, item(&plain, "claimed"));
    for _ in 0..5 {
        assert_eq!(next(&mut ana).await, NOTHING);
    }
    let kept = ana.get(&format!("/projects/AFG/items/{hard}")).await;
    assert_eq!(kept.status, 200, "one may still open it oneself");
    let mut ben = story.signed_in(&story.ben).await;
    let first = next(&mut ben).await;
    let second = next(&mut ben).await;
    let mut given = [first, second];
    given.sort();
    let mut wanted = [item(&hard, "claimed"), item(&unrated, "claimed")];
    wanted.sort();
    assert_eq!(given, wanted);

    for person in [&story.lea, &story.ada] {
        let mut other = story.signed_in(person).await;
        let page = other.get("/account/care").await.text();
        assert!(!page.contains(" checked"), "one's own page");
        let page = other.get("/projects/AFG/queue").await.text();
        assert!(!page.contains("half an hour"));
    }
    let unknown = ana.post("/account/care", &[("note", "everything")]).await;
    assert_eq!(unknown.status, 422);
}

#[tokio::test]
async fn the_same_footage_comes_last_to_whoever_has_seen_it() {
    let story = TestApp::new().await;
    let picture = jpeg(&street(1, 320, 240));
    let first = story.submit(picture.clone(), None).await;
    let same = story.submit(picture, None).await;
    let other = story.submit_photo(2).await;
    look(&story, &story.ana, &first).await;
    let mut ana = story.signed_in(&story.ana).await;
    let mut given = Vec::new();
    for _ in 0..3 {
        given.push(next(&mut ana).await);
    }
    assert_eq!(given[2], item(&same, "next-known"), "{given:?}");
    let page = ana.get(&given[2]).await.text();
    assert!(
        page.contains("the same footage in another item"),
        "and is told"
    );
    assert!(given.contains(&item(&other, "claimed")), "{given:?}");
    assert_eq!(next(&mut ana).await, NOTHING);
    let mut ben = story.signed_in(&story.ben).await;
    assert_eq!(
        next(&mut ben).await,
        NOTHING,
        "what is held is not given twice"
    );
}

/// Uncovers the first file of an item.
async fn look(story: &TestApp, person: &Person, short: &ShortId) {
    let visit = story.visit(person).await;
    let item = story.item(short).await.id;
    let files = story.app.store.read().files_of(item).await.expect("reads");
    cairn_app::review::reveal(&story.app, &visit, short, files[0].id, 2)
        .await
        .expect("uncovered");
}

#[tokio::test]
async fn half_an_hour_of_looking_is_told_to_whoever_looked_and_to_nobody_else() {
    let story = TestApp::new().await;
    let short = story.submit_photo(1).await;
    for _ in 0..8 {
        look(&story, &story.ana, &short).await;
        story.app.clock.advance(TimeDelta::minutes(4));
    }
    let seen = care::exposure(&story.app, story.ana.id)
        .await
        .expect("read");
    assert_eq!((seen.files_today, seen.minutes_today), (1, 32));
    assert!(seen.is_break_due);
    let queue = "/projects/AFG/queue";
    let mut ana = story.signed_in(&story.ana).await;
    assert!(ana.get(queue).await.text().contains("half an hour"));
    let page = ana.get("/account/care").await.text();
    assert!(page.contains("32"), "{page}");
    let mut lea = story.signed_in(&story.lea).await;
    assert!(!lea.get(queue).await.text().contains("half an hour"));
    story.app.clock.advance(TimeDelta::minutes(15));
    assert!(
        !ana.get(queue).await.text().contains("half an hour"),
        "rested"
    );
}

#[tokio::test]
async fn lists_and_searches_carry_no_picture() {
    let story = TestApp::new().await;
    let short = story.submit_photo(1).await;
    let mut ana = story.signed_in(&story.ana).await;
    let word = short.to_string();
    for path in [
        "/projects/AFG/queue".to_owned(),
        format!("/projects/AFG/queue?q={}", &word[..3]),
        "/projects/AFG/sign-off".to_owned(),
    ] {
        let page = ana.get(&path).await.text();
        assert!(
            !page.contains("<img") && !page.contains("/media/"),
            "{path}"
        );
    }
}
