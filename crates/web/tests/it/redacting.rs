//! From a drawn region to the public page: what was covered leaves covered, once somebody else has
//! looked, and the plain copy leaves by no door.

use cairn_app::{
    AppError,
    redaction::{self, Confirming, RedactionDraft, RegionDraft},
    release, review,
    stored::RedactionOutcome,
    worker,
};
use cairn_domain::{Consent, DerivativeKind, Digest, File, RedactionId, ShortId};
use cairn_review::Act;
use cairn_testkit::{Person, TestApp};

async fn file(story: &TestApp, short: &ShortId) -> File {
    let item = story.item(short).await.id;
    let files = story.app.store.read().files_of(item).await.expect("reads");
    files.into_iter().next().expect("one file")
}

fn made(file: &File, kind: DerivativeKind) -> Digest {
    let made = file.derivatives.iter().find(|made| made.kind == kind);
    made.expect("made").sha256
}

/// What the region hides, in words for the team.
pub(crate) const HIDDEN: &str = "The man whom everybody knows";

/// Draws one region and lets the machine make the copy.
pub(crate) async fn redact(story: &TestApp, person: &Person, short: &ShortId) {
    let draft = RedactionDraft {
        seen: story.item(short).await.state.seq,
        regions: vec![RegionDraft {
            shape: "ellipse".into(),
            reason: "face".into(),
            words: HIDDEN.into(),
            track: "40 40 20 20".into(),
            ..RegionDraft::default()
        }],
        ..RedactionDraft::default()
    };
    let visit = story.visit(person).await;
    let sha256 = file(story, short).await.sha256;
    redaction::redact(&story.app, &visit, short, &sha256, &draft)
        .await
        .expect("recorded");
    worker::run_until_idle(&story.app).await.expect("made");
}

/// The redaction that counts: its id, its copy and its cover.
async fn made_copy(story: &TestApp, short: &ShortId) -> (RedactionId, Digest, Digest) {
    let visit = story.visit(&story.lea).await;
    let dossier = review::dossier(&story.app, &visit, short)
        .await
        .expect("reads");
    let view = dossier.files[0].redaction.clone().expect("redacted");
    match view.outcome {
        Some(RedactionOutcome::Made { copy, cover }) => {
            (view.redaction.id, copy, cover.expect("a cover"))
        }
        other => panic!("{other:?}"),
    }
}

pub(crate) async fn confirm(
    story: &TestApp,
    person: &Person,
    short: &ShortId,
) -> Result<(), AppError> {
    let (redaction, copy, _) = made_copy(story, short).await;
    let confirming = Confirming {
        seen: story.item(short).await.state.seq,
        redaction,
        copy,
        looked: true,
    };
    let visit = story.visit(person).await;
    redaction::confirm_redaction(&story.app, &visit, short, confirming)
        .await
        .map(|_| ())
}

/// Which of these bytes anybody may fetch.
async fn fetched(story: &TestApp, digests: &[Digest]) -> Vec<bool> {
    let mut reader = story.browser();
    let mut open = Vec::new();
    for sha256 in digests {
        open.push(reader.get(&format!("/media/{sha256}")).await.status == 200);
    }
    open
}

fn has(error: Result<(), AppError>, code: &str) -> bool {
    matches!(error, Err(AppError::Refused(refusals)) if refusals.has(code))
}

#[tokio::test]
async fn with_consent_to_a_redacted_copy_only_a_confirmed_one_leaves() {
    let story = TestApp::new().await;
    let short = story.item_at_sign_off(1).await;
    let consent = Consent::PublishRedacted;
    let narrowed = Act::ChangeConsent { consent };
    story
        .act(&story.leo, &short, narrowed, "They asked us to.")
        .await;
    redact(&story, &story.ana, &short).await;
    let (_, copy, cover) = made_copy(&story, &short).await;
    let plain = file(&story, &short).await;
    let plain = [DerivativeKind::PublicCopy, DerivativeKind::Cover].map(|kind| made(&plain, kind));
    story.sign_off(&story.lea, &short).await;

    let lead = story.visit(&story.lea).await;
    let preview = release::preview(&story.app, &lead).await.expect("reads");
    assert!(preview.ready.is_empty());
    assert!(preview.blocked[0].refusals.has("redaction_not_confirmed"));
    let own = confirm(&story, &story.ana, &short).await;
    assert!(has(own, "own_redaction"), "not by whoever drew it");
    confirm(&story, &story.ben, &short)
        .await
        .expect("confirmed");

    story.publish().await;
    assert_eq!(story.item(&short).await.state.stage.0, "published");
    assert_eq!(fetched(&story, &[copy, cover]).await, [true, true]);
    assert_eq!(fetched(&story, &plain).await, [false, false], "by no door");
    let mut reader = story.browser();
    let geojson = reader.get("/releases/1/evidence.csv").await.text();
    assert!(geojson.contains(&copy.to_string()), "{geojson}");
    assert!(
        plain
            .iter()
            .all(|sha256| !geojson.contains(&sha256.to_string()))
    );
}

#[tokio::test]
async fn a_redacted_copy_takes_the_place_of_the_plain_one() {
    let story = TestApp::new().await;
    let short = story.item_at_sign_off(2).await;
    redact(&story, &story.ana, &short).await;
    confirm(&story, &story.lea, &short)
        .await
        .expect("confirmed");
    story.sign_off(&story.lea, &short).await;
    story.publish().await;
    let (_, copy, _) = made_copy(&story, &short).await;
    let plain = made(&file(&story, &short).await, DerivativeKind::PublicCopy);
    assert_eq!(fetched(&story, &[copy, plain]).await, [true, false]);
}

#[tokio::test]
async fn a_redaction_after_the_sign_off_makes_it_stale() {
    let story = TestApp::new().await;
    let short = story.item_at_sign_off(3).await;
    let before = story.item(&short).await.revision;
    story.sign_off(&story.lea, &short).await;
    redact(&story, &story.ana, &short).await;
    assert_ne!(story.item(&short).await.revision, before);
    let lead = story.visit(&story.lea).await;
    let preview = release::preview(&story.app, &lead).await.expect("reads");
    assert!(preview.blocked[0].refusals.has("revision_changed"));

    // Another redaction of the same file: the first confirmation is not for it.
    let (first, copy, _) = made_copy(&story, &short).await;
    confirm(&story, &story.ben, &short)
        .await
        .expect("confirmed");
    redact(&story, &story.ben, &short).await;
    let confirming = Confirming {
        seen: story.item(&short).await.state.seq,
        redaction: first,
        copy,
        looked: true,
    };
    let ana = story.visit(&story.ana).await;
    let stale = redaction::confirm_redaction(&story.app, &ana, &short, confirming).await;
    assert!(has(stale.map(|_| ()), "no_such_redaction"));
}

#[tokio::test]
async fn consent_narrowed_after_publication_takes_the_plain_copy_back() {
    let story = TestApp::new().await;
    let short = story.item_at_sign_off(4).await;
    story.sign_off(&story.lea, &short).await;
    story.publish().await;
    let plain = made(&file(&story, &short).await, DerivativeKind::PublicCopy);
    assert_eq!(fetched(&story, &[plain]).await, [true]);
    let narrowed = Act::ChangeConsent {
        consent: Consent::PublishRedacted,
    };
    story
        .act(&story.lea, &short, narrowed, "They asked us to.")
        .await;
    let other = story.item_at_sign_off(5).await;
    story.sign_off(&story.lea, &other).await;
    story.publish().await;
    assert_eq!(fetched(&story, &[plain]).await, [false]);
}
