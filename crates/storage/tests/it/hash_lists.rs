//! Partners' lists of hashes, what they find, and descriptions in an older form.

use cairn_domain::{FileId, FingerprintKind, HashListId, ItemId};
use cairn_storage::{FingerprintRecord, HashListRecord, ListHitRecord, ListedHash, Store};

use crate::{
    backend::Backend,
    evidence::with_file,
    world::{World, at, file, kept, uuid},
};

fn listed(label: &str, quality: Option<u8>, t_s: Option<f64>) -> ListedHash {
    ListedHash {
        pdq: "0f".repeat(32),
        quality,
        label: label.into(),
        t_s,
    }
}

async fn with_list(store: &Store, world: &World, hashes: Vec<ListedHash>) -> HashListRecord {
    let list = HashListRecord {
        id: HashListId(uuid()),
        name: "Partner".into(),
        origin: "In person".into(),
        hashes: hashes.len() as u64,
        added_by: world.lead.id,
        added_at: kept(at(1)),
    };
    let tx = store.begin().await.expect("begin");
    let kept = tx.insert_hash_list(world.id(), &list, hashes).await;
    kept.expect("kept");
    tx.commit().await.expect("commit");
    list
}

fn hit(list: HashListId, item: ItemId, file: FileId, distance: u32) -> ListHitRecord {
    ListHitRecord {
        list,
        file,
        item,
        label: format!("N-{distance}"),
        distance,
        frames: 1,
        t_s: None,
    }
}

#[tokio::test]
async fn a_list_is_kept_whole_finds_files_once_and_is_forgotten_with_them() {
    for backend in Backend::each().await {
        let (store, world) = (&backend.store, World::begin(&backend.store).await);
        let file = file();
        let item = with_file(store, &world, &file).await;
        let hashes = vec![listed("a, b", Some(90), None), listed("", None, Some(1.5))];
        let list = with_list(store, &world, hashes.clone()).await;
        let reads = store.read();
        assert_eq!(
            reads.hash_lists(world.id()).await.expect("read"),
            [list.clone()]
        );
        assert_eq!(reads.listed_hashes(list.id).await.expect("read"), hashes);
        let whose = reads.project_of_list(list.id).await.expect("read");
        assert_eq!(whose, Some(world.id()));

        let hits = [
            hit(list.id, item, file.id, 20),
            hit(list.id, item, file.id, 3),
        ];
        for _ in 0..2 {
            let tx = store.begin().await.expect("begin");
            tx.insert_list_hits(&hits).await.expect("kept");
            tx.commit().await.expect("commit");
        }
        let found = reads.hits_of_list(list.id, 10).await.expect("read");
        assert_eq!(
            found,
            [hits[1].clone(), hits[0].clone()],
            "the nearest first, once"
        );
        assert_eq!(reads.hits_of_file(file.id).await.expect("read"), found);
        let counts = reads.hit_counts(world.id()).await.expect("read");
        assert_eq!(counts.get(&list.id), Some(&1), "files, not names");

        let tx = store.begin().await.expect("begin");
        tx.remove_hash_list(list.id).await.expect("removed");
        tx.commit().await.expect("commit");
        assert!(reads.hash_lists(world.id()).await.expect("read").is_empty());
        assert!(reads.hits_of_file(file.id).await.expect("read").is_empty());
        assert!(reads.listed_hashes(list.id).await.expect("read").is_empty());
    }
}

#[tokio::test]
async fn what_is_described_in_an_older_form_is_named() {
    for backend in Backend::each().await {
        let (store, world) = (&backend.store, World::begin(&backend.store).await);
        let mut known = Vec::new();
        for version in [1, 2] {
            let file = file();
            let new = FingerprintRecord {
                file: file.id,
                item: with_file(store, &world, &file).await,
                kind: FingerprintKind::Picture,
                version,
                body: vec![version],
            };
            let tx = store.begin().await.expect("begin");
            tx.set_fingerprint(world.id(), &new).await.expect("kept");
            tx.commit().await.expect("commit");
            known.push((new.item, new.file));
        }
        let reads = store.read();
        let pictures = reads.described_otherwise(FingerprintKind::Picture, 2).await;
        assert_eq!(pictures.expect("read"), [known[0]]);
        let footage = reads.described_otherwise(FingerprintKind::Footage, 2).await;
        assert!(footage.expect("read").is_empty());
    }
}
