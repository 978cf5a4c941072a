//! The doors of recordings, met with a picture, which has no frames. Recordings themselves are
//! walked frame by frame in a browser (`web/e2e/footage.test.mjs`).

use cairn_testkit::TestApp;

#[tokio::test]
async fn a_picture_has_no_frames_and_none_can_be_kept() {
    let story = TestApp::new().await;
    let short = story.submit_photo(1).await;
    let item = story.item(&short).await;
    let files = story
        .app
        .store
        .read()
        .files_of(item.id)
        .await
        .expect("reads");
    let address = |sha256: &str| format!("/projects/AFG/items/{short}/files/{sha256}/frames");
    let mut ana = story.signed_in(&story.ana).await;

    let own = address(&files[0].sha256.to_string());
    let list = ana.get(&own).await;
    assert_eq!(list.status, 200);
    assert!(list.text().contains("\"pts\":[]"), "{}", list.text());

    let kept = ana.post(&own, &[("frame", "1")]).await;
    assert_eq!(kept.status, 422);
    assert!(kept.text().contains("none can be kept"), "{}", kept.text());

    let other = story.submit_photo(2).await;
    let others = story.item(&other).await;
    let others = story
        .app
        .store
        .read()
        .files_of(others.id)
        .await
        .expect("reads");
    let foreign = address(&others[0].sha256.to_string());
    assert_eq!(
        ana.get(&foreign).await.status,
        404,
        "a file of another item"
    );
    assert_eq!(ana.post(&foreign, &[("frame", "1")]).await.status, 404);
    assert_eq!(ana.get(&address("nonsense")).await.status, 404);
}
