//! The promises of the log: one winner, nothing rewritten, nothing half done, counters that hold.

use std::collections::BTreeMap;

use cairn_domain::{Digest, ItemId};
use cairn_ledger::Leaf;
use cairn_review::ReviewState;
use cairn_storage::{QueueFilter, StorageError, Store, canonical_event};
use sea_orm::ConnectionTrait;
use tokio::sync::oneshot;

use crate::{
    backend::Backend,
    world::{World, at, kept, moved, new_item, received, salt, state},
};

#[tokio::test]
async fn an_item_and_its_history_come_back_as_written() {
    for backend in Backend::each().await {
        let (store, world) = (&backend.store, World::begin(&backend.store).await);
        let (new, first) = world.item_at(store, "triage", 10).await;
        let (event, after) = moved(&world, &first, "geolocation", 20);
        let revision = Digest::of_bytes(b"revision");
        let tx = store.begin().await.expect("begin");
        tx.append(
            new.id,
            1,
            std::slice::from_ref(&event),
            &[salt()],
            &after,
            &revision,
        )
        .await
        .expect("appended");
        tx.set_title(new.id, "Another title")
            .await
            .expect("renamed");
        tx.commit().await.expect("commit");

        let reads = store.read();
        let item = reads
            .find_item(world.id(), &new.short)
            .await
            .expect("read")
            .expect("there");
        assert_eq!(
            (item.state, item.revision),
            (after, revision),
            "{}",
            backend.name
        );
        assert_eq!(
            (item.title.as_str(), item.received_at),
            ("Another title", kept(at(10)))
        );
        let by_receipt = reads
            .find_item_by_receipt(&new.receipt.expect("a receipt"))
            .await;
        assert_eq!(by_receipt.expect("read").map(|item| item.id), Some(new.id));
        assert_eq!(
            reads.events_of(new.id).await.expect("read"),
            [received(&first), event]
        );
        let stranger = reads.load_item(ItemId(crate::world::uuid())).await;
        assert!(matches!(
            stranger,
            Err(StorageError::Missing { what: "item" })
        ));
    }
}

#[tokio::test]
async fn of_a_hundred_appends_at_once_exactly_one_wins() {
    for backend in Backend::each().await {
        let (store, world) = (&backend.store, World::begin(&backend.store).await);
        let (new, first) = world.item_at(store, "triage", 0).await;
        let tasks: Vec<_> = (0..100)
            .map(|n| {
                let (event, after) = moved(&world, &first, "geolocation", n);
                let (store, id) = (store.clone(), new.id);
                tokio::spawn(Store::detached(async move {
                    let tx = store.begin().await?;
                    let revision = Digest::of_bytes(b"");
                    tx.append(id, 1, &[event], &[salt()], &after, &revision)
                        .await?;
                    tx.commit().await
                }))
            })
            .collect();
        let mut won = 0;
        for task in tasks {
            match task.await.expect("no panic") {
                Ok(()) => won += 1,
                Err(StorageError::Conflict) => {}
                Err(other) => panic!("{other:?} on {}", backend.name),
            }
        }
        assert_eq!(won, 1, "{}", backend.name);
        assert_eq!(store.read().events_of(new.id).await.expect("read").len(), 2);
        let counts = store.read().stage_counts(world.id()).await.expect("read");
        assert_eq!(counts, [("geolocation".to_owned(), 1)]);
        assert_eq!(store.read().leaf_count().await.expect("read"), 2);
    }
}

#[tokio::test]
async fn the_past_cannot_be_rewritten() {
    for backend in Backend::each().await {
        let world = World::begin(&backend.store).await;
        world.item_at(&backend.store, "triage", 0).await;
        let raw = backend.raw().await;
        for sql in [
            "UPDATE event SET actor_kind = 'machine'",
            "DELETE FROM event",
            "UPDATE ledger_leaf SET number = number + 1",
            "DELETE FROM ledger_leaf",
        ] {
            let refused = raw
                .execute_unprepared(sql)
                .await
                .expect_err(sql)
                .to_string();
            assert!(
                refused.contains("append-only"),
                "{sql} on {}: {refused}",
                backend.name
            );
        }
        if backend.is_sqlite() {
            raw.execute_unprepared("PRAGMA recursive_triggers = on")
                .await
                .expect("as the store");
            let sql = "REPLACE INTO event SELECT * FROM event";
            let refused = raw
                .execute_unprepared(sql)
                .await
                .expect_err(sql)
                .to_string();
            assert!(refused.contains("append-only"), "{refused}");
        } else {
            raw.execute_unprepared("TRUNCATE event CASCADE")
                .await
                .expect_err("truncate");
        }
        assert_eq!(backend.number("SELECT count(*) FROM event").await, 1);
    }
}

#[tokio::test]
async fn a_dropped_transaction_leaves_nothing() {
    for backend in Backend::each().await {
        let (store, world) = (&backend.store, World::begin(&backend.store).await);
        let tx = store.begin().await.expect("begin");
        let (new, first) = world.insert_item(&tx, "triage", 0).await;
        let (event, after) = moved(&world, &first, "geolocation", 1);
        let revision = Digest::of_bytes(b"");
        tx.append(new.id, 1, &[event], &[salt()], &after, &revision)
            .await
            .expect("appended");
        assert!(
            tx.read()
                .find_item(world.id(), &new.short)
                .await
                .expect("read")
                .is_some()
        );
        assert!(
            store
                .read()
                .find_item(world.id(), &new.short)
                .await
                .expect("read")
                .is_none()
        );
        drop(tx);
        // The writer is free again, and everything is as before.
        store
            .begin()
            .await
            .expect("begin")
            .commit()
            .await
            .expect("commit");
        for table in [
            "item",
            "event",
            "event_words",
            "event_salt",
            "ledger_leaf",
            "stage_count",
        ] {
            let rows = backend
                .number(&format!("SELECT count(*) FROM {table}"))
                .await;
            assert_eq!(rows, 0, "{table} on {}", backend.name);
        }
    }
}

#[tokio::test]
async fn a_client_who_hangs_up_does_not_cancel_a_write() {
    for backend in Backend::each().await {
        let (store, world) = (backend.store.clone(), World::begin(&backend.store).await);
        let (new, first) = (new_item(world.id(), 0), state("triage", 0));
        let (begun, has_begun) = oneshot::channel();
        let (hang_up, hung_up) = oneshot::channel::<()>();
        let (committed, has_committed) = oneshot::channel();
        let short = new.short.clone();
        let writer = store.clone();
        let request = Store::detached(async move {
            let tx = writer.begin().await?;
            tx.insert_item(&new, &received(&first), &salt(), &first)
                .await?;
            begun.send(()).expect("the client waits for this");
            hung_up.await.expect("the client hangs up");
            tx.commit().await?;
            committed.send(()).expect("the test waits for this");
            Ok::<_, StorageError>(())
        });
        tokio::select! {
            _ = request => panic!("the client hangs up first"),
            begun = has_begun => begun.expect("half-way"),
        }
        hang_up.send(()).expect("the work goes on");
        has_committed.await.expect("committed");
        let found = store
            .read()
            .find_item(world.id(), &short)
            .await
            .expect("read");
        assert!(found.is_some(), "{}", backend.name);
    }
}

/// A linear congruential generator (Knuth's MMIX constants): the same moves on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % limit
    }
}

#[tokio::test]
async fn counters_equal_a_recount_after_random_moves() {
    const STAGES: [&str; 5] = ["intake", "triage", "geolocation", "sign_off", "published"];
    for backend in Backend::each().await {
        let (store, world) = (&backend.store, World::begin(&backend.store).await);
        let mut dice = Dice(7);
        let mut items: Vec<(ItemId, ReviewState)> = Vec::new();
        for n in 0..12 {
            let (new, state) = world.item_at(store, "intake", n).await;
            items.push((new.id, state));
        }
        for n in 0..150 {
            let (id, state) = &mut items[dice.below(12)];
            let (event, after) = moved(&world, state, STAGES[dice.below(5)], 100 + n);
            let tx = store.begin().await.expect("begin");
            let revision = Digest::of_bytes(b"");
            tx.append(*id, state.seq, &[event], &[salt()], &after, &revision)
                .await
                .expect("moved");
            // Every fourth move is taken back.
            if dice.below(4) > 0 {
                tx.commit().await.expect("commit");
                *state = after;
            }
        }
        let mut recount: BTreeMap<String, u64> = BTreeMap::new();
        for (_, state) in &items {
            *recount.entry(state.stage.to_string()).or_default() += 1;
        }
        let counted = store.read().stage_counts(world.id()).await.expect("read");
        assert_eq!(
            counted,
            recount.clone().into_iter().collect::<Vec<_>>(),
            "{}",
            backend.name
        );
        for (stage, count) in recount {
            let at_stage = store
                .read()
                .items_at(world.id(), &stage)
                .await
                .expect("read");
            assert_eq!(at_stage.len() as u64, count);
            let filter = QueueFilter {
                stage: Some(stage),
                limit: 100,
                ..QueueFilter::default()
            };
            let page = store.read().queue(world.id(), &filter).await.expect("read");
            assert_eq!(page.rows.len() as u64, count);
        }
    }
}

#[tokio::test]
async fn every_event_has_a_leaf_that_opens_with_its_salt() {
    for backend in Backend::each().await {
        let (store, world) = (&backend.store, World::begin(&backend.store).await);
        for n in 0..5 {
            let (new, first) = world.item_at(store, "triage", n).await;
            let (event, after) = moved(&world, &first, "geolocation", 10 + n);
            let tx = store.begin().await.expect("begin");
            let revision = Digest::of_bytes(b"");
            tx.append(new.id, 1, &[event], &[salt()], &after, &revision)
                .await
                .expect("moved");
            tx.commit().await.expect("commit");
        }
        let reads = store.read();
        let leaves = reads.leaves(0, 100).await.expect("read");
        let numbers: Vec<_> = leaves.iter().map(|leaf| leaf.number).collect();
        assert_eq!(
            numbers,
            (0..10).collect::<Vec<_>>(),
            "without gaps on {}",
            backend.name
        );
        for leaf in &leaves {
            let (item, seq) = leaf.event.expect("an event's");
            let events = reads.events_of(item).await.expect("read");
            let event = events
                .iter()
                .find(|event| event.seq == seq)
                .expect("its event");
            let salt = reads
                .salt_of(item, seq)
                .await
                .expect("read")
                .expect("a salt");
            assert_eq!(
                leaf.leaf,
                Leaf::commit(&salt, &canonical_event(item, event))
            );
        }
        let (first, last) = (&leaves[0], &leaves[9]);
        assert_eq!(reads.leaves(9, 5).await.expect("read"), [last.clone()]);
        let (item, seq) = first.event.expect("an event's");
        let (last_item, last_seq) = last.event.expect("an event's");
        let tx = store.begin().await.expect("begin");
        tx.destroy_salt(item, seq).await.expect("destroyed");
        tx.forget_words(last_item, last_seq)
            .await
            .expect("forgotten");
        tx.commit().await.expect("commit");
        assert_eq!(reads.salt_of(item, seq).await.expect("read"), None);
        assert_eq!(
            reads.find_leaf(item, seq).await.expect("read"),
            Some(first.clone())
        );
        let events = reads.events_of(last_item).await.expect("read");
        assert_eq!(events.last().map(|event| event.words.as_str()), Some(""));
    }
}
