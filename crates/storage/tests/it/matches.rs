//! Pairs of files that look alike, what is said of them, and what files look like.

use cairn_domain::{FingerprintKind, MatchId, MatchRelation, MatchVerdict, ProjectId};
use cairn_storage::{FingerprintRecord, NewMatch, StorageError, Store};

use crate::{
    backend::Backend,
    evidence::with_file,
    world::{World, at, file, kept, uuid},
};

/// Two items with a file each, and the match that the second one's arrival found.
async fn with_match(store: &Store, world: &World) -> NewMatch {
    let (older, newer) = (file(), file());
    let other_item = with_file(store, world, &older).await;
    let found = NewMatch {
        id: MatchId(uuid()),
        project: world.id(),
        file: newer.id,
        item: with_file(store, world, &newer).await,
        other_file: older.id,
        other_item,
        distance: 12,
        transform: "flip_y".to_owned(),
        exact: false,
        relation: MatchRelation::SameFootage,
        score: 0.9,
        found: r#"{"inliers":40}"#.to_owned(),
    };
    let tx = store.begin().await.expect("begin");
    assert!(tx.insert_match(&found).await.expect("inserted"));
    tx.commit().await.expect("commit");
    found
}

/// The same match, as if the other file had come later.
fn turned(found: &NewMatch) -> NewMatch {
    NewMatch {
        id: MatchId(uuid()),
        file: found.other_file,
        item: found.other_item,
        other_file: found.file,
        other_item: found.item,
        ..found.clone()
    }
}

#[tokio::test]
async fn a_match_is_found_once_and_seen_from_both_sides() {
    for backend in Backend::each().await {
        let (store, world) = (&backend.store, World::begin(&backend.store).await);
        let found = with_match(store, &world).await;
        let tx = store.begin().await.expect("begin");
        assert!(!tx.insert_match(&found).await.expect("known"));
        assert!(
            !tx.insert_match(&turned(&found))
                .await
                .expect("known the other way round")
        );
        tx.commit().await.expect("commit");
        let reads = store.read();
        for seen in [found.clone(), turned(&found)] {
            let matches = reads.matches_of(seen.item).await.expect("read");
            assert_eq!(matches.len(), 1, "{}", backend.name);
            let row = &matches[0];
            assert_eq!(
                (row.id, row.item, row.file),
                (found.id, seen.item, seen.file)
            );
            assert_eq!(
                (row.other_item, row.other_file),
                (seen.other_item, seen.other_file)
            );
            let other = reads.load_item(seen.other_item).await.expect("read");
            assert_eq!(
                (&row.other_short, &row.other_title),
                (&other.short, &other.title)
            );
            assert_eq!((row.distance, row.exact, row.verdict), (12, false, None));
            assert_eq!(reads.open_match_count(seen.item).await.expect("read"), 1);
        }
    }
}

#[tokio::test]
async fn an_answer_counts_for_both_items_and_can_be_corrected() {
    for backend in Backend::each().await {
        let (store, world) = (&backend.store, World::begin(&backend.store).await);
        let found = with_match(store, &world).await;
        let by_lead = (MatchVerdict::SameFootage, Some(world.lead.id));
        for (verdict, by) in [(MatchVerdict::SameFile, None), by_lead] {
            let tx = store.begin().await.expect("begin");
            tx.answer_match(found.id, Some(verdict), by, at(5))
                .await
                .expect("answered");
            tx.commit().await.expect("commit");
            let answered = store.read().load_match(found.id).await.expect("read");
            assert_eq!(
                (answered.verdict, answered.answered_by),
                (Some(verdict), by)
            );
            assert_eq!(answered.answered_at, Some(kept(at(5))), "{}", backend.name);
            for item in [found.item, found.other_item] {
                assert_eq!(store.read().open_match_count(item).await.expect("read"), 0);
            }
        }
        let tx = store.begin().await.expect("begin");
        let unknown = tx
            .answer_match(MatchId(uuid()), Some(MatchVerdict::Unrelated), None, at(6))
            .await;
        assert!(matches!(
            unknown,
            Err(StorageError::Missing { what: "match" })
        ));
    }
}

#[tokio::test]
async fn an_answer_that_is_taken_back_leaves_the_question_open_and_its_trace() {
    for backend in Backend::each().await {
        let (store, world) = (&backend.store, World::begin(&backend.store).await);
        let found = with_match(store, &world).await;
        let by = Some(world.lead.id);
        let said = [Some(MatchVerdict::SameFootage), None];
        for verdict in said {
            let tx = store.begin().await.expect("begin");
            tx.answer_match(found.id, verdict, by, at(5))
                .await
                .expect("answered");
            tx.commit().await.expect("commit");
            let open = store.read().open_pairs(world.id(), 10).await;
            let open = open.expect("read").iter().any(|row| row.id == found.id);
            assert_eq!(open, verdict.is_none(), "{}", backend.name);
            let joins = store.read().joins(world.id()).await.expect("read");
            assert_eq!(joins.is_empty(), verdict.is_none());
        }
        let answers = store.read().answers_of(found.id).await.expect("read");
        let answers: Vec<_> = answers.iter().map(|one| one.verdict).collect();
        assert_eq!(answers, said);
        for item in [found.item, found.other_item] {
            assert_eq!(store.read().open_match_count(item).await.expect("read"), 1);
        }
        let elsewhere = ProjectId(uuid());
        let other = store.read().find_pair(elsewhere, found.id).await;
        assert_eq!(other.expect("read"), None, "of another project");
    }
}

#[tokio::test]
async fn a_fingerprint_is_kept_page_by_page_and_replaced() {
    for backend in Backend::each().await {
        let (store, world) = (&backend.store, World::begin(&backend.store).await);
        let mut kept = Vec::new();
        for version in [1, 2] {
            let file = file();
            let new = FingerprintRecord {
                file: file.id,
                item: with_file(store, &world, &file).await,
                kind: FingerprintKind::Picture,
                version,
                body: vec![version; 40],
            };
            let tx = store.begin().await.expect("begin");
            tx.set_fingerprint(world.id(), &new).await.expect("kept");
            tx.set_fingerprint(world.id(), &new).await.expect("again");
            tx.commit().await.expect("commit");
            kept.push(new);
        }
        kept.sort_by_key(|one| one.file);
        let reads = store.read();
        let first = reads.fingerprints(world.id(), None, 1).await.expect("read");
        assert_eq!(first, kept[..1], "{}", backend.name);
        let rest = reads.fingerprints(world.id(), Some(first[0].file), 5).await;
        assert_eq!(rest.expect("read"), kept[1..]);
        let both = [kept[0].file, kept[1].file];
        assert_eq!(reads.fingerprints_of(&both).await.expect("read").len(), 2);
    }
}
