//! Blobs: named by their bytes, stored once, readable in ranges, nothing left half received.

use std::{os::unix::fs::PermissionsExt, path::Path};

use cairn_domain::Digest;
use cairn_storage::{BlobStream, StorageError, Store};
use futures::TryStreamExt;

use crate::backend::Backend;

async fn read(stream: BlobStream) -> Vec<u8> {
    let pieces: Vec<_> = stream.try_collect().await.expect("readable");
    pieces.concat()
}

fn incoming(backend: &Backend) -> Vec<std::fs::DirEntry> {
    let folder = backend.options.blob_dir.join("incoming");
    std::fs::read_dir(folder)
        .expect("a directory")
        .map(|entry| entry.expect("an entry"))
        .collect()
}

#[tokio::test]
async fn bytes_come_back_under_their_name() {
    let backend = Backend::sqlite().await;
    let blobs = backend.store.blobs();
    // More than one buffer, in pieces that do not divide it.
    let bytes: Vec<u8> = (0..3_000_000_u32)
        .map(|n| n.to_le_bytes()[n as usize % 3])
        .collect();
    let mut arriving = blobs.begin().await.expect("begun");
    for piece in bytes.chunks(70_001) {
        arriving.write(piece).await.expect("written");
    }
    assert_eq!((arriving.size(), incoming(&backend).len()), (3_000_000, 1));
    let stored = arriving.finish().await.expect("stored");
    assert_eq!(stored.sha256, Digest::of_bytes(&bytes));
    assert_eq!(stored.size_bytes, 3_000_000);
    assert_eq!(incoming(&backend).len(), 0);

    let path = blobs.local_path(&stored.sha256);
    let hex = stored.sha256.to_string();
    assert!(path.ends_with(Path::new(&hex[..2]).join(&hex[2..])));
    let mode = std::fs::metadata(&path)
        .expect("a file")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o444, "nobody writes to a blob");
    let door = path.ancestors().nth(2).expect("the folder of all blobs");
    let mode = std::fs::metadata(door)
        .expect("a folder")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o700, "nobody else comes near one");
    assert_eq!(blobs.len(&stored.sha256).await.expect("known"), 3_000_000);
    assert_eq!(
        read(blobs.open_range(&stored.sha256, None).await.expect("open")).await,
        bytes
    );
    for (start, end) in [
        (0, 1),
        (1_048_575, 1_048_577),
        (2_999_999, 3_000_000),
        (7, 7),
    ] {
        let range = blobs
            .open_range(&stored.sha256, Some(start as u64..end as u64))
            .await;
        assert_eq!(read(range.expect("open")).await, bytes[start..end]);
    }
    let unknown = Digest::of_bytes(b"never stored");
    assert!(matches!(
        blobs.len(&unknown).await,
        Err(StorageError::Missing { what: "blob" })
    ));
    let unknown = blobs.open_range(&unknown, None).await.err();
    assert!(matches!(
        unknown,
        Some(StorageError::Missing { what: "blob" })
    ));
}

#[tokio::test]
async fn a_hundred_uploads_of_the_same_bytes_are_one_blob() {
    let backend = Backend::sqlite().await;
    let uploads: Vec<_> = (0..100)
        .map(|_| {
            let blobs = backend.store.blobs().clone();
            tokio::spawn(async move { blobs.put_bytes(b"the same").await })
        })
        .collect();
    for upload in uploads {
        let stored = upload.await.expect("no panic").expect("stored");
        assert_eq!(stored.sha256, Digest::of_bytes(b"the same"));
    }
    let path = backend
        .store
        .blobs()
        .local_path(&Digest::of_bytes(b"the same"));
    let folder = path.parent().expect("a folder");
    assert_eq!(std::fs::read_dir(folder).expect("a directory").count(), 1);
    assert_eq!(std::fs::read(path).expect("a file"), b"the same");
    assert_eq!(incoming(&backend).len(), 0);
}

#[tokio::test]
async fn what_is_half_received_goes_away() {
    let backend = Backend::sqlite().await;
    let mut arriving = backend.store.blobs().begin().await.expect("begun");
    arriving.write(&vec![1; 2_000_000]).await.expect("written");
    drop(arriving);
    assert_eq!(incoming(&backend).len(), 0, "the client hung up");

    let left = backend.options.blob_dir.join("incoming/left-by-a-crash");
    std::fs::write(&left, b"half").expect("written");
    let Backend { store, options, .. } = &backend;
    store.clone().close().await;
    let elsewhere = tempfile::tempdir().expect("a temporary directory");
    let url = format!("sqlite://{}/other.db?mode=rwc", elsewhere.path().display());
    let options = cairn_storage::StoreOptions {
        database_url: url,
        ..options.clone()
    };
    Store::open(&options).await.expect("opened");
    assert!(!left.exists(), "removed at the next start");
}

#[tokio::test]
async fn a_damaged_blob_is_said_and_not_overwritten() {
    let backend = Backend::sqlite().await;
    let stored = backend
        .store
        .blobs()
        .put_bytes(b"evidence")
        .await
        .expect("stored");
    let path = backend.store.blobs().local_path(&stored.sha256);
    std::fs::remove_file(&path).expect("removed");
    std::fs::write(&path, b"cut").expect("damaged");
    let again = backend.store.blobs().put_bytes(b"evidence").await;
    assert!(
        matches!(again, Err(StorageError::Corrupt { table: "blob", .. })),
        "{again:?}"
    );
    assert_eq!(std::fs::read(&path).expect("a file"), b"cut");
    assert_eq!(incoming(&backend).len(), 0);
}

#[tokio::test]
async fn blobs_that_nothing_names_are_found_and_stay() {
    let backend = Backend::sqlite().await;
    let blobs = backend.store.blobs();
    let stored = blobs.put_bytes(b"nothing names these").await;
    let stored = stored.expect("stored");
    let unnamed = backend.store.unnamed_blobs().await.expect("looked");
    assert_eq!(unnamed, [stored]);
    assert!(blobs.local_path(&stored.sha256).exists());
}
