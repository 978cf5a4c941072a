//! Finding the same footage: from the upload to what people say of a pair.

use cairn_app::stored::MatchRecord;
use cairn_domain::{MatchRelation, MatchVerdict, ShortId};
use cairn_testkit::{TestApp, jpeg, street};
use image::{RgbImage, imageops};

fn scene(seed: u64) -> RgbImage {
    street(seed, 640, 480)
}

/// A part of a picture, smaller.
fn cropped(picture: &RgbImage) -> Vec<u8> {
    let part = imageops::crop_imm(picture, 60, 40, 540, 410).to_image();
    jpeg(&imageops::resize(
        &part,
        405,
        308,
        imageops::FilterType::Triangle,
    ))
}

async fn matches(story: &TestApp, short: &ShortId) -> Vec<MatchRecord> {
    let item = story.item(short).await;
    let rows = story.app.store.read().matches_of(item.id).await;
    rows.expect("reads")
}

async fn pair(story: &TestApp, newer: &ShortId, older: &ShortId) -> MatchRecord {
    let rows = matches(story, newer).await;
    let found = rows.into_iter().find(|row| row.other_short == *older);
    found.unwrap_or_else(|| panic!("{newer} and {older} were not found to be alike"))
}

#[tokio::test]
async fn a_part_of_a_photo_is_found_explained_and_answered_and_the_answer_taken_back() {
    let story = TestApp::new().await;
    let older = story.submit(jpeg(&scene(21)), None).await;
    let newer = story.submit(cropped(&scene(21)), None).await;
    let found = pair(&story, &newer, &older).await;
    let same = [MatchRelation::SameFootage, MatchRelation::Excerpt];
    assert!(same.contains(&found.relation), "{found:?}");

    let mut ana = story.signed_in(&story.ana).await;
    let page = format!("/projects/AFG/matches/{}", found.id);
    let shown = ana.get(&page).await;
    assert_eq!(shown.status, 200);
    let text = shown.text();
    assert!(text.contains("of the older file is in the newer"), "{text}");
    assert!(text.contains("&#34;homography&#34;:[["), "{text}");
    let answer = ana.post(&page, &[("verdict", "excerpt_of")]).await;
    assert_eq!(answer.status, 303);
    assert!(
        ana.get(&page)
            .await
            .text()
            .contains("aria-pressed=\"true\"")
    );
    assert_eq!(
        pair(&story, &older, &newer).await.verdict,
        Some(MatchVerdict::ExcerptOf)
    );
    ana.post(&page, &[("verdict", "back")]).await;
    assert_eq!(pair(&story, &newer, &older).await.verdict, None);
    let text = ana.get(&page).await.text();
    assert!(text.contains("taken back"), "what was said stays: {text}");
    let neither = ana.post(&page, &[("verdict", "maybe")]).await;
    assert_eq!(neither.status, 422);
}

#[tokio::test]
async fn what_follows_from_answers_is_settled_and_opens_again_with_them() {
    let story = TestApp::new().await;
    let picture = scene(22);
    let first = story.submit(jpeg(&picture), None).await;
    let mirrored = jpeg(&imageops::flip_horizontal(&picture));
    let second = story.submit(mirrored, None).await;
    let third = story.submit(cropped(&picture), None).await;
    let mut ana = story.signed_in(&story.ana).await;
    let pairs = [
        pair(&story, &second, &first).await,
        pair(&story, &third, &second).await,
    ];
    for found in &pairs {
        let page = format!("/projects/AFG/matches/{}", found.id);
        ana.post(&page, &[("verdict", "same_footage")]).await;
    }
    let follows = pair(&story, &third, &first).await;
    assert_eq!(
        (follows.verdict, follows.answered_by),
        (Some(MatchVerdict::SameFootage), None)
    );
    let page = format!("/projects/AFG/matches/{}", pairs[0].id);
    let text = ana.get(&page).await.text();
    for short in [&first, &second, &third] {
        assert!(text.contains(&format!("AFG-{short}")), "in one cluster");
    }
    let item = ana
        .get(&format!("/projects/AFG/items/{third}"))
        .await
        .text();
    assert!(item.contains("The same footage as AFG-"), "{item}");
    ana.post(&page, &[("verdict", "back")]).await;
    assert_eq!(pair(&story, &third, &first).await.verdict, None);
}

#[tokio::test]
async fn two_parts_of_one_picture_are_not_taken_for_each_other() {
    let story = TestApp::new().await;
    let whole = scene(27);
    let first = story.submit(jpeg(&whole), None).await;
    let second = story.submit(cropped(&whole), None).await;
    let third = story
        .submit(cropped(&imageops::flip_horizontal(&whole)), None)
        .await;
    let mut ana = story.signed_in(&story.ana).await;
    for part in [&second, &third] {
        let found = pair(&story, part, &first).await;
        let page = format!("/projects/AFG/matches/{}", found.id);
        ana.post(&page, &[("verdict", "excerpt_of")]).await;
    }
    assert_eq!(pair(&story, &third, &second).await.verdict, None);
}

#[tokio::test]
async fn many_are_confirmed_at_once_only_by_a_lead_and_only_above_what_was_agreed() {
    let story = TestApp::new().await;
    let picture = scene(23);
    let older = story.submit(jpeg(&picture), None).await;
    let copy = imageops::resize(&picture, 500, 375, imageops::FilterType::Triangle);
    let newer = story.submit(jpeg(&copy), None).await;
    let found = pair(&story, &newer, &older).await;
    let id = found.id.to_string();
    let (mut ana, mut lea) = (
        story.signed_in(&story.ana).await,
        story.signed_in(&story.lea).await,
    );
    let desk = "/projects/AFG/duplicates";
    let text = ana.get(desk).await.text();
    assert!(text.contains(&format!("AFG-{newer}")) && !text.contains("name=\"pair\""));
    assert_eq!(ana.post(desk, &[("pair", &id)]).await.status, 409);
    assert_eq!(
        lea.post(desk, &[("pair", &id)]).await.status,
        422,
        "none was agreed"
    );
    let threshold = "/projects/AFG/duplicates/threshold";
    let odd = lea.post(threshold, &[("confirm_from", "20")]).await;
    assert_eq!(odd.status, 422);
    let agreed = lea.post(threshold, &[("confirm_from", "60")]).await;
    assert_eq!(agreed.status, 303);
    assert!(lea.get(desk).await.text().contains("name=\"pair\""));
    assert_eq!(lea.post(desk, &[]).await.status, 422, "nothing was ticked");
    assert_eq!(lea.post(desk, &[("pair", &id)]).await.status, 303);
    let answered = pair(&story, &newer, &older).await;
    assert_eq!(answered.answered_by, Some(story.lea.id));
    assert!(lea.get(desk).await.text().contains("No pair waits"));
}

#[tokio::test]
async fn a_file_can_be_asked_with_and_nothing_of_it_stays() {
    let story = TestApp::new().await;
    let known = story.submit(jpeg(&scene(24)), None).await;
    let project = story.item(&known).await.project;
    let files = || async {
        let reads = story.app.store.read();
        reads.file_digests(project).await.expect("reads").len()
    };
    let before = files().await;
    let mut ana = story.signed_in(&story.ana).await;
    let page = "/projects/AFG/seen-before";
    let mirrored = jpeg(&imageops::flip_horizontal(&scene(24)));
    let found = ana.upload(page, &[], &[("a.jpg", mirrored)]).await;
    assert_eq!(found.status, 200);
    let text = found.text();
    assert!(
        text.contains(&format!("AFG-{known}")) && text.contains("mirror image"),
        "{text}"
    );
    let strange = ana
        .upload(page, &[], &[("b.jpg", jpeg(&scene(25)))])
        .await
        .text();
    assert!(
        strange.contains("Nothing like it among the one file"),
        "{strange}"
    );
    let refused = ana
        .upload(page, &[], &[("c.jpg", b"<html>".to_vec())])
        .await;
    assert_eq!(refused.status, 415);
    assert_eq!(ana.upload(page, &[], &[]).await.status, 400);
    assert_eq!(files().await, before);
    let mut outsider = story.signed_in(&story.stranger).await;
    assert_eq!(outsider.get(page).await.status, 404);
}

#[tokio::test]
async fn a_match_of_another_project_does_not_exist() {
    let story = TestApp::new().await;
    let older = story.submit(jpeg(&scene(26)), None).await;
    let newer = story.submit(cropped(&scene(26)), None).await;
    let found = pair(&story, &newer, &older).await;
    let mut outsider = story.signed_in(&story.stranger).await;
    let page = format!("/projects/AFG/matches/{}", found.id);
    assert_eq!(outsider.get(&page).await.status, 404);
    assert_eq!(
        outsider
            .post(&page, &[("verdict", "unrelated")])
            .await
            .status,
        404
    );
    let mut ana = story.signed_in(&story.ana).await;
    assert_eq!(ana.get("/projects/AFG/matches/nonsense").await.status, 404);
}
