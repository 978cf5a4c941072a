//! Uploads: rows that are used once, bytes that survive a restart and go on.

use cairn_domain::{Digest, MediaKind, UploadId};
use cairn_storage::{Partial, StorageError, Store, StoredBlob, UploadRecord, WholeUpload};
use chrono::SubsecRound;

use crate::{
    backend::Backend,
    world::{at, uuid},
};

fn upload(seconds: i64) -> UploadRecord {
    UploadRecord {
        id: UploadId(uuid()),
        length_bytes: 1_000,
        declared_sha256: Some(Digest::of_bytes(b"declared")),
        // Microseconds are what both databases keep.
        expires_at: at(seconds).trunc_subsecs(6),
        whole: None,
    }
}

#[tokio::test]
async fn an_upload_is_found_by_its_token_completed_and_used_once() {
    for backend in Backend::each().await {
        let store = &backend.store;
        let (mut early, late) = (upload(10), upload(20));
        let digest = Digest::of_bytes(b"token");
        let tx = store.begin().await.expect("begin");
        tx.insert_upload(&early, &digest).await.expect("inserted");
        tx.insert_upload(&late, &Digest::of_bytes(b"other"))
            .await
            .expect("inserted");
        tx.commit().await.expect("commit");
        assert_eq!(
            store.read().find_upload(&digest).await.expect("read"),
            Some(early.clone())
        );
        assert_eq!(store.read().uploads().await.expect("read").len(), 2);

        let whole = WholeUpload {
            sha256: Digest::of_bytes(b"bytes"),
            mime: "image/jpeg".into(),
            kind: MediaKind::Photo,
        };
        let tx = store.begin().await.expect("begin");
        tx.complete_upload(early.id, &whole)
            .await
            .expect("completed");
        tx.extend_upload(early.id, at(30)).await.expect("extended");
        tx.commit().await.expect("commit");
        (early.whole, early.expires_at) = (Some(whole), at(30).trunc_subsecs(6));
        assert_eq!(
            store.read().find_upload(&digest).await.expect("read"),
            Some(early.clone())
        );
        assert_eq!(
            store
                .read()
                .expired_uploads(at(25), 10)
                .await
                .expect("read"),
            [late.id]
        );

        let tx = store.begin().await.expect("begin");
        assert!(tx.remove_upload(early.id).await.expect("removed"));
        assert!(
            !tx.remove_upload(early.id).await.expect("asked"),
            "{}",
            backend.name
        );
        tx.commit().await.expect("commit");
        assert_eq!(store.read().find_upload(&digest).await.expect("read"), None);
    }
}

async fn take(partial: &mut Partial, bytes: &[u8]) -> u64 {
    partial.write(bytes).await.expect("written");
    partial.sync().await.expect("synced")
}

#[tokio::test]
async fn bytes_of_an_upload_survive_a_restart_and_those_of_nobody_do_not() {
    let backend = Backend::sqlite().await;
    let bytes: Vec<u8> = (0..700_000_u32).map(|n| (n % 251) as u8).collect();
    let (known, unknown) = (upload(10), upload(10));
    let tx = backend.store.begin().await.expect("begin");
    tx.insert_upload(&known, &Digest::of_bytes(b"token"))
        .await
        .expect("inserted");
    tx.commit().await.expect("commit");
    let blobs = backend.store.blobs();
    assert_eq!(blobs.upload_size(known.id).await.expect("asked"), 0);
    let mut partial = blobs.open_upload(known.id, None).await.expect("opened");
    let busy = blobs.open_upload(known.id, None).await;
    assert!(
        matches!(busy, Err(StorageError::InUse)),
        "one writer at a time"
    );
    assert_eq!(take(&mut partial, &bytes[..300_000]).await, 300_000);
    drop(partial);
    let mut nobodys = blobs.open_upload(unknown.id, None).await.expect("opened");
    take(&mut nobodys, b"nobody names these").await;
    drop(nobodys);

    let Backend {
        store,
        options,
        directory: _directory,
        ..
    } = backend;
    store.close().await;
    // The lock goes with the last clone.
    let store = Store::open(&options).await.expect("opened again");
    let blobs = store.blobs();
    assert_eq!(blobs.upload_size(known.id).await.expect("asked"), 300_000);
    assert_eq!(
        blobs.upload_size(unknown.id).await.expect("asked"),
        0,
        "swept"
    );
    let mut partial = blobs.open_upload(known.id, None).await.expect("opened");
    assert_eq!(partial.size(), 300_000);
    take(&mut partial, &bytes[300_000..500_000]).await;
    let paused = partial.pause().await.expect("paused");
    let mut partial = blobs
        .open_upload(known.id, Some(paused))
        .await
        .expect("opened");
    take(&mut partial, &bytes[500_000..]).await;
    let sha256 = partial.pause().await.expect("paused").sha256();
    assert_eq!(sha256, Digest::of_bytes(&bytes));
}

/// As ext4 leaves a file to which bytes were added that nobody had synced when the power went.
#[tokio::test]
async fn bytes_that_were_never_synced_are_not_taken_for_sent_after_a_power_cut() {
    let backend = Backend::sqlite().await;
    let blobs = backend.store.blobs();
    let id = UploadId(uuid());
    let mut partial = blobs.open_upload(id, None).await.expect("opened");
    assert_eq!(take(&mut partial, b"the beginning").await, 13);
    drop(partial);
    let name = id.0.simple().to_string();
    let path = backend.options.blob_dir.join("incoming").join(name);
    let file = std::fs::File::options().write(true).open(&path);
    file.expect("opens").set_len(4_096).expect("zeros");

    assert_eq!(blobs.upload_size(id).await.expect("asked"), 13);
    let mut partial = blobs.open_upload(id, None).await.expect("opened");
    assert_eq!(partial.head(), b"the beginning");
    assert_eq!(take(&mut partial, b" and the end").await, 25);
    let sha256 = partial.pause().await.expect("paused").sha256();
    assert_eq!(sha256, Digest::of_bytes(b"the beginning and the end"));
    blobs.remove_upload(id).await.expect("removed");
    let left = std::fs::read_dir(path.parent().expect("a folder"));
    assert_eq!(left.expect("read").count(), 0, "nor its note");
}

#[tokio::test]
async fn a_whole_upload_becomes_a_blob_even_when_a_crash_came_in_between() {
    let backend = Backend::sqlite().await;
    let blobs = backend.store.blobs();
    let id = UploadId(uuid());
    let mut partial = blobs.open_upload(id, None).await.expect("opened");
    let size_bytes = take(&mut partial, b"evidence").await;
    let sha256 = partial.pause().await.expect("paused").sha256();
    let blob = StoredBlob { sha256, size_bytes };
    let longer = StoredBlob {
        size_bytes: 9,
        ..blob
    };
    for (id, blob) in [(id, longer), (UploadId(uuid()), blob)] {
        let settled = blobs.settle_upload(id, blob).await;
        let missing = matches!(settled, Err(StorageError::Missing { what: "upload" }));
        assert!(missing, "{settled:?}");
    }
    blobs.settle_upload(id, blob).await.expect("settled");
    let again = blobs.settle_upload(id, blob).await;
    again.expect("the blob is there, as after a crash before the commit");
    let stored = std::fs::read(blobs.local_path(&sha256));
    assert_eq!(stored.expect("a blob"), b"evidence");
}

#[tokio::test]
async fn a_piece_can_be_taken_back() {
    let backend = Backend::sqlite().await;
    let blobs = backend.store.blobs();
    let id = UploadId(uuid());
    let mut partial = blobs.open_upload(id, None).await.expect("opened");
    take(&mut partial, b"kept").await;
    let mark = partial.mark().await.expect("marked");
    take(&mut partial, &vec![7; 600_000]).await;
    partial.go_back(mark).await.expect("gone back");
    assert_eq!((partial.size(), partial.head()), (4, b"kept".as_slice()));
    assert_eq!(take(&mut partial, b" and new").await, 12);
    assert_eq!(blobs.upload_size(id).await.expect("asked"), 12);
    let sha256 = partial.pause().await.expect("paused").sha256();
    assert_eq!(sha256, Digest::of_bytes(b"kept and new"));
}
