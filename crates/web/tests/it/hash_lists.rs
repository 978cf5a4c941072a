//! Asking whether something is on a partner's list, without a file changing hands; and photos that
//! are moments of recordings.

use std::{fs, process::Command};

use cairn_app::{stored::MatchRecord, worker};
use cairn_domain::{MatchRelation, Role, ShortId};
use cairn_testkit::{Answer, Browser, TestApp, jpeg, street};
use image::{RgbImage, imageops};
use tempfile::TempDir;

const LISTS: &str = "/projects/AFG/hash-lists";

async fn take(browser: &mut Browser, text: &str) -> Answer {
    let fields = [("name", "Partner of the north"), ("origin", "In person")];
    let files = [("list.csv", text.as_bytes().to_vec())];
    browser.upload(LISTS, &fields, &files).await
}

/// Six seconds of a camera that pans over a picture from left to right, 480 × 360 pixels of it at a
/// time and 40 pixels a second, ten frames a second: an MP4 by ffmpeg.
fn pan(picture: &RgbImage) -> Vec<u8> {
    let directory = TempDir::new().expect("a temporary directory");
    let still = directory.path().join("still.jpg");
    let clip = directory.path().join("clip.mp4");
    fs::write(&still, jpeg(picture)).expect("writes");
    let made = Command::new("ffmpeg")
        .args(["-nostdin", "-v", "error", "-loop", "1", "-i"])
        .arg(&still)
        .args(["-vf", "crop=480:360:x='40*t':y=0", "-t", "6", "-r", "10"])
        .args(["-pix_fmt", "yuv420p"])
        .arg(&clip)
        .status();
    assert!(made.expect("ffmpeg runs").success());
    fs::read(clip).expect("reads")
}

async fn matches(story: &TestApp, short: &ShortId) -> Vec<MatchRecord> {
    let item = story.item(short).await;
    let rows = story.app.store.read().matches_of(item.id).await;
    rows.expect("reads")
}

#[tokio::test]
async fn a_partners_list_finds_what_is_here_and_what_comes_later() {
    let ours = TestApp::new().await;
    let theirs = TestApp::new().await;
    let picture = street(41, 640, 480);
    let here = ours.submit(jpeg(&picture), None).await;
    ours.submit_photo(42).await;
    let smaller = imageops::resize(&picture, 400, 300, imageops::FilterType::Triangle);
    let there = theirs.submit(jpeg(&smaller), None).await;
    let later = street(43, 640, 480);
    theirs.submit(jpeg(&later), None).await;

    // The partner hands out hashes of what is being worked on; nothing is published yet.
    let mut partner = theirs.signed_in(&theirs.lea).await;
    let published = partner.get("/projects/AFG/hashes/pdq.csv").await.text();
    assert_eq!(published, "hash,quality,filename\n");
    let list = partner.get("/projects/AFG/hashes/pdq.csv?of=all").await;
    assert_eq!(list.status, 200);
    let list = list.text();
    assert_eq!(list.lines().count(), 3, "{list}");

    let mut lea = ours.signed_in(&ours.lea).await;
    let taken = take(&mut lea, &list).await;
    assert_eq!(taken.status, 303, "{}", taken.text());
    let page = taken.location().to_owned();
    worker::run_until_idle(&ours.app).await.expect("looked");
    let text = lea.get(&page).await.text();
    assert!(text.contains(&format!("AFG-{here}")), "{text}");
    assert!(
        text.contains(&format!("AFG-{there}")),
        "what the partner calls it"
    );
    assert!(lea.get(LISTS).await.text().contains("Partner of the north"));
    let item = format!("/projects/AFG/items/{here}");
    let text = lea.get(&item).await.text();
    assert!(
        text.contains("On the list “Partner of the north”"),
        "{text}"
    );

    let mirrored = imageops::flip_horizontal(&later);
    let came = ours.submit(jpeg(&mirrored), None).await;
    assert!(lea.get(&page).await.text().contains(&format!("AFG-{came}")));

    let gone = lea
        .post(
            &format!("{}/remove", page.split('?').next().expect("a path")),
            &[],
        )
        .await;
    assert_eq!(gone.status, 303);
    assert!(!lea.get(&item).await.text().contains("Partner of the north"));
    assert_eq!(lea.get(&page).await.status, 404);
}

#[tokio::test]
async fn a_bad_list_says_which_line_and_nothing_is_taken() {
    let story = TestApp::new().await;
    let mut lea = story.signed_in(&story.lea).await;
    let line = "0123456789abcdef".repeat(4);
    let bad = take(&mut lea, &format!("{line},90,a\nnonsense,90,b\n")).await;
    assert_eq!(bad.status, 422);
    let text = bad.text();
    assert!(text.contains("Line 2 is not understood"), "{text}");
    assert!(
        text.contains("value=\"Partner of the north\""),
        "what was typed stays"
    );
    assert_eq!(take(&mut lea, "").await.status, 422);
    let unnamed = lea
        .upload(LISTS, &[], &[("list.csv", line.clone().into_bytes())])
        .await;
    assert_eq!(unnamed.status, 422);
    assert!(lea.get(LISTS).await.text().contains("No list yet"));
    let mut ana = story.signed_in(&story.ana).await;
    assert_eq!(take(&mut ana, &line).await.status, 409);
    assert!(!ana.get(LISTS).await.text().contains("Take it in"));
}

#[tokio::test]
async fn a_photo_that_a_recording_shows_is_found_whichever_came_first() {
    let story = TestApp::new().await;
    let wide = street(44, 960, 360);
    let shot = imageops::crop_imm(&wide, 120, 0, 480, 360).to_image();
    let first = story.submit(jpeg(&shot), None).await;
    let clip = story.submit(pan(&wide), None).await;
    let second = story
        .submit(jpeg(&imageops::flip_horizontal(&shot)), None)
        .await;
    let found = matches(&story, &clip).await;
    let shorts = |rows: &[MatchRecord]| -> Vec<ShortId> {
        rows.iter().map(|row| row.other_short.clone()).collect()
    };
    for photo in [&first, &second] {
        assert!(shorts(&found).contains(photo), "{found:?}");
    }
    assert!(
        found
            .iter()
            .all(|row| row.relation == MatchRelation::Excerpt),
        "{found:?}"
    );
    let mut ana = story.signed_in(&story.ana).await;
    let text = ana
        .get(&format!("/projects/AFG/matches/{}", found[0].id))
        .await
        .text();
    assert!(text.contains("The picture is shown at 0:0"), "{text}");

    // A frame that was kept asks too, and the recording itself is no answer.
    let item = story.item(&clip).await;
    let files = story
        .app
        .store
        .read()
        .files_of(item.id)
        .await
        .expect("reads");
    let file = format!("/projects/AFG/items/{clip}/files/{}", files[0].sha256);
    let unkept = ana
        .post(&format!("{file}/seen-before"), &[("frame", "31")])
        .await;
    assert_eq!(unkept.status, 422, "nobody kept it");
    assert_eq!(
        ana.post(&format!("{file}/frames"), &[("frame", "31")])
            .await
            .status,
        303
    );
    let asked = ana
        .post(&format!("{file}/seen-before"), &[("frame", "31")])
        .await;
    assert_eq!(asked.status, 200);
    let text = asked.text();
    assert!(text.contains(&format!("AFG-{first}")), "{text}");
    assert!(text.contains("Asked with frame"), "{text}");
}

#[tokio::test]
async fn other_projects_answer_only_a_member_of_them() {
    let story = TestApp::new().await;
    let picture = street(45, 640, 480);
    story.submit(jpeg(&picture), None).await;
    story.join(&story.ana, "OTH", Role::Verifier).await;
    let mut ana = story.signed_in(&story.ana).await;
    let page = "/projects/OTH/seen-before";
    assert!(
        ana.get(page)
            .await
            .text()
            .contains("Also in my other projects")
    );
    let file = || vec![("a.jpg", jpeg(&picture))];
    let here = ana.upload(page, &[], &file()).await.text();
    assert!(here.contains("Nothing like it"), "{here}");
    let all = ana
        .upload(page, &[("everywhere", "yes")], &file())
        .await
        .text();
    assert!(all.contains("AFG-"), "{all}");
    let mut stranger = story.signed_in(&story.stranger).await;
    let all = stranger
        .upload(page, &[("everywhere", "yes")], &file())
        .await
        .text();
    assert!(!all.contains("AFG-"), "{all}");
}
