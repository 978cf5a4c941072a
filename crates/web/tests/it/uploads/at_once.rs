//! Many at once.

use std::{collections::HashSet, sync::Arc};

use cairn_domain::Digest;
use cairn_testkit::{TestApp, jpeg, street};

use super::{Client, hand_in, left_in, photo};

#[tokio::test]
async fn of_two_writers_at_once_one_wins() {
    let story = TestApp::new().await;
    let bytes = photo(6);
    let client = Client::begin(&story, bytes.len(), "").await;
    let writers = (0..8).map(|_| {
        let (browser, place) = (client.browser.clone(), client.place.clone());
        let mut writer = Client { browser, place };
        let bytes = bytes.clone();
        tokio::spawn(async move { writer.patch(0, &bytes).await.status.as_u16() })
    });
    let mut statuses = Vec::new();
    for writer in writers.collect::<Vec<_>>() {
        statuses.push(writer.await.expect("no panic"));
    }
    let won = statuses.iter().filter(|status| **status == 204).count();
    assert_eq!(won, 1, "{statuses:?}");
    assert!(
        statuses
            .iter()
            .all(|status| [204, 409, 423].contains(status)),
        "{statuses:?}"
    );
}

#[tokio::test]
async fn a_hundred_uploads_of_the_same_file_are_one_blob_and_a_hundred_submissions() {
    at_once(&vec![photo(9); 100], 1).await;
}

#[tokio::test]
async fn a_hundred_different_files_at_once_are_all_stored() {
    let files: Vec<_> = (0..100).map(|seed| jpeg(&street(seed, 96, 64))).collect();
    at_once(&files, 100).await;
}

async fn at_once(files: &[Vec<u8>], blobs: usize) {
    let story = Arc::new(TestApp::new().await);
    let senders: Vec<_> = files
        .iter()
        .cloned()
        .map(|bytes| {
            let story = Arc::clone(&story);
            tokio::spawn(async move {
                let mut client = Client::begin(&story, bytes.len(), "").await;
                let (first, second) = bytes.split_at(bytes.len() / 2);
                assert_eq!(client.patch(0, first).await.status, 204);
                assert_eq!(client.patch(first.len(), second).await.status, 204);
                let sum = Digest::of_bytes(&bytes).to_string();
                let answer =
                    hand_in(&mut story.browser(), &[(client.token(), "p.jpg", &sum)]).await;
                assert_eq!(answer.status, 303, "{}", answer.text());
            })
        })
        .collect();
    for sender in senders {
        sender.await.expect("no error");
    }
    let project = story.visit(&story.ana).await.project;
    let stored = story
        .app
        .store
        .read()
        .file_digests(project.id)
        .await
        .expect("reads");
    let items: HashSet<_> = stored.iter().map(|(_, item, _)| *item).collect();
    let digests: HashSet<_> = stored.iter().map(|(_, _, sha256)| *sha256).collect();
    assert_eq!((items.len(), digests.len()), (files.len(), blobs));
    for bytes in files {
        let path = story.app.store.blobs().local_path(&Digest::of_bytes(bytes));
        assert_eq!(&std::fs::read(path).expect("a blob"), bytes);
    }
    assert_eq!(left_in(&story), 0);
}
