//! Frame tables and the frames that people kept.

use cairn_domain::{
    Derivative, DerivativeKind, Digest, File, FrameTable, FrameTime, ItemId, MediaKind, UserId,
};
use cairn_storage::{SnapshotRecord, StorageError, Store};
use sea_orm::ConnectionTrait;

use crate::{
    backend::Backend,
    world::{World, at, file, kept, salt},
};

fn table(frames: i64) -> FrameTable {
    let frames = (0..frames).map(|n| FrameTime {
        pts: n * 1_001,
        is_key: n % 12 == 0,
    });
    let frames: Vec<_> = frames.collect();
    FrameTable {
        tick: (1, 30_000),
        origin: 0,
        end: frames.len() as i64 * 1_001,
        is_interlaced: true,
        frames,
    }
}

fn picture() -> Derivative {
    Derivative {
        kind: DerivativeKind::Snapshot,
        sha256: Digest(salt()),
        mime: "image/png".to_owned(),
        size_bytes: 3_000,
        width: Some(320),
        height: Some(180),
        tool: "ffmpeg 5.1".to_owned(),
        arguments: "-ss 1".to_owned(),
    }
}

fn record(file: &File, picture: &Derivative, by: UserId) -> SnapshotRecord {
    SnapshotRecord {
        file: file.id,
        frame: 41,
        pts: 41_041,
        tick: (1, 30_000),
        at_s: 41_041.0 / 30_000.0,
        sha256: picture.sha256,
        kept_by: by,
        kept_at: at(7),
    }
}

/// A recording of an item at triage.
async fn video(store: &Store, world: &World) -> (ItemId, File) {
    let video = File {
        kind: MediaKind::Video,
        ..file()
    };
    let (item, _) = world.item_at(store, "triage", 0).await;
    let tx = store.begin().await.expect("begin");
    tx.insert_file(item.id, world.id(), &video)
        .await
        .expect("a file");
    tx.commit().await.expect("commit");
    (item.id, video)
}

#[tokio::test]
async fn a_frame_table_comes_back_as_written_and_the_later_one_holds() {
    for backend in Backend::each().await {
        let (store, world) = (&backend.store, World::begin(&backend.store).await);
        let (_, video) = video(store, &world).await;
        let tx = store.begin().await.expect("begin");
        for frames in [90, 300] {
            tx.record_frame_table(video.id, &table(frames))
                .await
                .expect("recorded");
        }
        tx.commit().await.expect("commit");
        let reads = store.read();
        let read = reads.find_frame_table(video.id).await;
        assert_eq!(read.expect("read"), Some(table(300)));
        let summary = reads.find_frame_summary(video.id).await.expect("read");
        let summary = summary.expect("a summary");
        assert_eq!((summary.frames, summary.is_interlaced), (300, true));
        assert!((summary.ends_s - 10.01).abs() < 1e-9);
    }
}

#[tokio::test]
async fn a_frame_is_kept_once_with_who_and_when_and_for_good() {
    for backend in Backend::each().await {
        let (store, world) = (&backend.store, World::begin(&backend.store).await);
        let (item, video) = video(store, &world).await;
        let (first, again) = (picture(), picture());
        let (verifier, lead) = (world.verifier.id, world.lead.id);
        for (made, by, is_new) in [(&first, verifier, true), (&again, lead, false)] {
            let tx = store.begin().await.expect("begin");
            let row = record(&video, made, by);
            let kept = tx.keep_snapshot(world.id(), &row, made).await;
            assert_eq!(kept.expect("asked"), is_new);
            tx.commit().await.expect("commit");
        }
        let expected = SnapshotRecord {
            kept_at: kept(at(7)),
            ..record(&video, &first, verifier)
        };
        let reads = store.read();
        let found = reads.snapshots_of(video.id).await;
        assert_eq!(found.expect("read"), [expected]);
        let files = reads.files_of(item).await.expect("read");
        assert_eq!(files[0].derivatives, [first], "a derivative like others");

        let tx = store.begin().await.expect("begin");
        let elsewhere = record(&file(), &again, lead);
        let unknown = tx.keep_snapshot(world.id(), &elsewhere, &again).await;
        assert!(matches!(unknown, Err(StorageError::Missing { .. })));
        drop(tx);
        let raw = backend.raw().await;
        let refused = raw
            .execute_unprepared("UPDATE snapshot SET frame = 1")
            .await;
        assert!(
            refused
                .expect_err("refused")
                .to_string()
                .contains("append-only")
        );
    }
}
