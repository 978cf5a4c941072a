//! Work that fails: tried three times in all, then the item goes to people, labelled.

use cairn_app::worker;
use cairn_domain::{Digest, ShortId};
use cairn_review::StageKind;
use cairn_storage::Store;
use cairn_testkit::{TestApp, jpeg, street};
use chrono::TimeDelta;

/// Hands a photo in without letting the machine at it.
async fn hand_in(story: &TestApp, seed: u64) -> ShortId {
    let mut browser = story.browser();
    let fields = [("what", "A street"), ("consent", "publish")];
    let bytes = jpeg(&street(seed, 320, 240));
    let sha256 = Digest::of_bytes(&bytes);
    let files = [("p.jpg", bytes)];
    let sent = browser.upload("/submit", &fields, &files).await;
    assert_eq!(sent.status, 303);
    let project = story.visit(&story.ana).await.project;
    let digests = story.app.store.read().file_digests(project.id).await;
    let mut digests = digests.expect("reads").into_iter();
    let found = digests.find(|(_, _, known)| *known == sha256);
    let (_, item, _) = found.expect("a file");
    let item = story.app.store.read().load_item(item).await;
    item.expect("reads").short
}

async fn label(story: &TestApp, short: &ShortId) -> Option<String> {
    let item = story.item(short).await;
    let files = story.app.store.read().files_of(item.id).await;
    files.expect("reads").remove(0).preview_problem
}

#[tokio::test]
async fn an_item_whose_job_fails_three_times_goes_on_labelled() {
    let story = TestApp::new().await;
    let short = hand_in(&story, 1).await;
    // Nothing can be made of the file where nothing can be stored.
    let blob = story.app.store.blobs().local_path(&Digest::of_bytes(b""));
    let incoming = blob.ancestors().nth(2).expect("a root").join("incoming");
    std::fs::remove_dir(&incoming).expect("empty");
    std::fs::write(&incoming, b"in the way").expect("written");
    for attempt in 1..=3 {
        assert_eq!(
            story.item(&short).await.state.kind,
            StageKind::Intake,
            "{attempt}"
        );
        assert!(worker::run_one(&story.app).await.expect("tried"));
        assert!(
            !worker::run_one(&story.app).await.expect("asked"),
            "not at once again"
        );
        story.app.clock.advance(TimeDelta::minutes(1));
    }
    assert_eq!(
        story.item(&short).await.state.kind,
        StageKind::Work,
        "out of intake"
    );
    let problem = label(&story, &short).await.expect("labelled");
    assert!(problem.starts_with("cannot be previewed: "), "{problem}");
    assert!(
        !worker::run_one(&story.app).await.expect("asked"),
        "and given up"
    );
    let mut ana = story.signed_in(&story.ana).await;
    let page = ana.get(&format!("/projects/AFG/items/{short}")).await;
    assert!(page.text().contains(&problem));
}

/// A worker that takes a job and dies.
async fn take_and_die(store: &Store, story: &TestApp) {
    let tx = store.begin().await.expect("begin");
    let lease = TimeDelta::minutes(15);
    let job = tx
        .take_job(story.app.clock.now(), lease, &["examine_item"])
        .await;
    assert!(job.expect("asked").is_some(), "there was a job");
    tx.commit().await.expect("commit");
    worker::take_back(&story.app).await.expect("taken back");
}

#[tokio::test]
async fn a_job_that_kills_its_worker_is_taken_again_and_then_given_up() {
    let story = TestApp::new().await;
    let (fine, deadly) = (hand_in(&story, 2).await, {
        worker::run_until_idle(&story.app).await.expect("examined");
        hand_in(&story, 3).await
    });
    let store = story.app.store.clone();
    take_and_die(&store, &story).await;
    take_and_die(&store, &story).await;
    worker::run_until_idle(&story.app)
        .await
        .expect("the third attempt");
    assert_eq!(
        label(&story, &deadly).await,
        None,
        "it went well in the end"
    );
    assert_eq!(label(&story, &fine).await, None);

    let deadly = hand_in(&story, 4).await;
    for _ in 0..3 {
        take_and_die(&store, &story).await;
    }
    worker::run_until_idle(&story.app).await.expect("given up");
    assert_eq!(story.item(&deadly).await.state.kind, StageKind::Work);
    assert!(label(&story, &deadly).await.is_some());
}
