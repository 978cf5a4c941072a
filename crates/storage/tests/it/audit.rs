//! Acts: one leaf each, in one sequence with events, and whatever is changed behind their back is
//! found.

use cairn_domain::{AuditAct, Digest, FileId, Role, UserId};
use cairn_ledger::Leaf;
use cairn_storage::{ActFault, ActFilter, CommentRecord, NewAct, StorageError, Store};
use sea_orm::ConnectionTrait;

use crate::{
    backend::Backend,
    world::{World, at, moved, salt, uuid},
};

fn viewed(world: &World) -> NewAct {
    NewAct {
        at: at(5),
        actor: Some(world.verifier.id),
        project: Some(world.id()),
        item: None,
        act: AuditAct::FileViewed {
            file: FileId(uuid()),
        },
    }
}

fn of_operator(world: &World, act: AuditAct) -> NewAct {
    NewAct {
        actor: None,
        act,
        ..viewed(world)
    }
}

async fn put(store: &Store, act: &NewAct) -> u64 {
    let tx = store.begin().await.expect("begin");
    let number = tx.record_act(act, &salt()).await.expect("recorded");
    tx.commit().await.expect("commit");
    number
}

/// All rows of the world on record.
async fn begin_acts(store: &Store, world: &World) {
    let found = store.read().check_acts().await.expect("checked").unrecorded;
    for found in found {
        put(
            store,
            &NewAct {
                project: found.project,
                item: found.item,
                ..of_operator(world, found.act)
            },
        )
        .await;
    }
    put(store, &of_operator(world, AuditAct::ActsBegun)).await;
}

async fn codes(store: &Store) -> Vec<&'static str> {
    let checked = store.read().check_acts().await.expect("checked");
    checked.faults.iter().map(|fault| fault.code).collect()
}

#[tokio::test]
async fn an_act_has_one_leaf_that_opens_with_its_salt_and_a_dropped_one_none() {
    for backend in Backend::each().await {
        let (store, world) = (&backend.store, World::begin(&backend.store).await);
        let tx = store.begin().await.expect("begin");
        tx.record_act(&viewed(&world), &salt())
            .await
            .expect("recorded");
        drop(tx);
        // On PostgreSQL the rollback may still be under way; the next writer waits for it.
        world.item_at(store, "triage", 0).await;
        assert_eq!(store.read().leaf_count().await.expect("read"), 1);

        let act = viewed(&world);
        assert_eq!(put(store, &act).await, 1, "after the event's leaf");
        let reads = store.read();
        let leaf = reads.leaves(1, 9).await.expect("read").remove(0);
        assert_eq!(leaf.event, None);
        let (bytes, salt) = reads.act_to_prove(1).await.expect("read").expect("there");
        assert_eq!(leaf.leaf, Leaf::commit(&salt.expect("salt"), &bytes));
        let listed = reads.acts(&ActFilter::default(), 9).await.expect("read");
        assert_eq!((listed.len(), listed[0].number), (1, 1));
        assert_eq!(listed[0].new.act, act.act);
        let user = world.verifier.id;
        let last = reads.last_act_at(user, &act.act).await.expect("read");
        assert_eq!(last, Some(crate::world::kept(at(5))));
        let other = reads.last_act_at(world.lead.id, &act.act).await;
        assert_eq!(other.expect("read"), None);

        let tx = store.begin().await.expect("begin");
        tx.destroy_act_salt(1).await.expect("destroyed");
        tx.commit().await.expect("commit");
        let (_, salt) = store
            .read()
            .act_to_prove(1)
            .await
            .expect("read")
            .expect("there");
        assert_eq!(salt, None, "nobody can open it again");
        assert_eq!(codes(store).await, [""; 0], "and nothing is wrong");
    }
}

#[tokio::test]
async fn fifty_mixed_writes_at_once_are_numbered_without_gaps() {
    for backend in Backend::each().await {
        let (store, world) = (&backend.store, World::begin(&backend.store).await);
        let mut items = Vec::new();
        for n in 0..25 {
            items.push(world.item_at(store, "triage", n).await);
        }
        let mut tasks = Vec::new();
        for (n, (new, state)) in items.into_iter().enumerate() {
            let (event, after) = moved(&world, &state, "geolocation", 50);
            let (writer, id) = (store.clone(), new.id);
            tasks.push(tokio::spawn(Store::detached(async move {
                let tx = writer.begin().await?;
                let revision = Digest::of_bytes(b"");
                tx.append(id, 1, &[event], &[salt()], &after, &revision)
                    .await?;
                tx.commit().await
            })));
            let (writer, act) = (store.clone(), viewed(&world));
            tasks.push(tokio::spawn(Store::detached(async move {
                let tx = writer.begin().await?;
                tx.record_act(&act, &salt()).await?;
                // Every fifth gives up: its number must go to somebody else.
                match n % 5 {
                    0 => Ok::<_, StorageError>(()),
                    _ => tx.commit().await,
                }
            })));
        }
        for task in tasks {
            task.await.expect("no panic").expect("written");
        }
        let reads = store.read();
        assert_eq!(reads.leaf_count().await.expect("read"), 25 + 25 + 20);
        // Refuses a gap.
        let commitments = reads.commitments(0, 1_000).await.expect("no gap");
        assert_eq!(commitments.len(), 70, "{}", backend.name);
        assert_eq!(codes(store).await, [""; 0]);
    }
}

/// A world whose rows are all on record, a comment among them.
async fn on_record(store: &Store) -> World {
    let world = World::begin(store).await;
    let (item, _) = world.item_at(store, "triage", 0).await;
    let tx = store.begin().await.expect("begin");
    let remark = CommentRecord {
        author: Some(world.lead.id),
        at: at(3),
        body: "Look at the gate".into(),
    };
    let comment = tx.insert_comment(item.id, &remark).await.expect("written");
    let act = NewAct {
        item: Some(item.id),
        ..of_operator(&world, AuditAct::CommentWritten { comment })
    };
    tx.record_act(&act, &salt()).await.expect("recorded");
    tx.commit().await.expect("commit");
    begin_acts(store, &world).await;
    let checked = store.read().check_acts().await.expect("checked");
    assert_eq!((checked.faults, checked.unrecorded), (vec![], vec![]));
    world
}

/// A change, how it is undone, and what is said of it.
const CHANGES: [(&str, &str, &str); 6] = [
    (
        "UPDATE comment SET body = 'Look at the wall'",
        "UPDATE comment SET body = 'Look at the gate'",
        "words-changed",
    ),
    (
        "UPDATE membership SET role = 'admin' WHERE role = 'lead'",
        "UPDATE membership SET role = 'lead' WHERE role = 'admin'",
        "standing-changed",
    ),
    (
        "UPDATE account SET is_operator = 1",
        "UPDATE account SET is_operator = 0",
        "standing-changed",
    ),
    (
        "UPDATE audit_event SET item = NULL WHERE kind = 'comment_written'",
        "UPDATE audit_event SET item = (SELECT id FROM item) WHERE kind = 'comment_written'",
        "act-changed",
    ),
    (
        "UPDATE audit_event SET act = replace(act, 'lead', 'admin') WHERE kind = 'member_found'",
        "UPDATE audit_event SET act = replace(act, 'admin', 'lead') WHERE kind = 'member_found'",
        "act-changed",
    ),
    (
        "UPDATE audit_event SET kind = 'role_changed' WHERE kind = 'member_found'",
        "UPDATE audit_event SET kind = 'member_found' WHERE kind = 'role_changed'",
        "act-changed",
    ),
];

const LOOSE: &str = "DROP TRIGGER audit_event_no_update; DROP TRIGGER audit_event_no_delete;
    PRAGMA foreign_keys = OFF";

#[tokio::test]
async fn what_is_changed_behind_an_act_is_found() {
    for backend in Backend::each().await {
        if !backend.is_sqlite() {
            continue;
        }
        let store = &backend.store;
        on_record(store).await;
        let raw = backend.raw().await;
        raw.execute_unprepared(LOOSE).await.expect("loosened");
        for (change, undo, code) in CHANGES {
            raw.execute_unprepared(change).await.expect(change);
            let found = codes(store).await;
            assert!(found.contains(&code), "{change}: {found:?}");
            raw.execute_unprepared(undo).await.expect(undo);
            assert_eq!(codes(store).await, [""; 0], "{undo}");
        }
        raw.execute_unprepared("DELETE FROM comment")
            .await
            .expect("deleted");
        assert_eq!(codes(store).await, ["words-changed"]);
    }
}

#[tokio::test]
async fn what_is_slipped_in_or_taken_out_beside_acts_is_found() {
    for backend in Backend::each().await {
        if !backend.is_sqlite() {
            continue;
        }
        let store = &backend.store;
        let world = on_record(store).await;
        let stranger = crate::world::account("Stranger");
        let (account, role) = (stranger.id, Role::Admin);
        let tx = store.begin().await.expect("begin");
        tx.insert_account(&stranger).await.expect("an account");
        tx.set_membership(world.id(), account, role)
            .await
            .expect("a membership");
        tx.commit().await.expect("commit");
        let checked = store.read().check_acts().await.expect("checked");
        assert!(checked.begun, "so that both are faults");
        let acts: Vec<_> = checked
            .unrecorded
            .into_iter()
            .map(|found| found.act)
            .collect();
        let expected = [
            AuditAct::AccountFound {
                account,
                operator: false,
            },
            AuditAct::MemberFound { account, role },
        ];
        assert_eq!(acts, expected);
        let raw = backend.raw().await;
        raw.execute_unprepared(LOOSE).await.expect("loosened");
        raw.execute_unprepared("DELETE FROM audit_event WHERE kind = 'acts_begun'")
            .await
            .expect("deleted");
        let checked = store.read().check_acts().await.expect("checked");
        let gone = |fault: &ActFault| fault.what.contains("nothing behind it");
        assert!(checked.faults.iter().any(gone), "{:?}", checked.faults);
    }
}

#[tokio::test]
async fn acts_are_listed_newest_first_by_kind_and_person() {
    for backend in Backend::each().await {
        let (store, world) = (&backend.store, World::begin(&backend.store).await);
        for n in 0..6 {
            let act = match n % 2 {
                0 => viewed(&world),
                _ => of_operator(&world, AuditAct::ProjectOpened),
            };
            put(store, &act).await;
        }
        let numbers = async |wanted: ActFilter| -> Vec<u64> {
            let acts = store.read().acts(&wanted, 2).await.expect("read");
            acts.iter().map(|act| act.number).collect()
        };
        let any = ActFilter::default();
        assert_eq!(numbers(any).await, [5, 4]);
        let before = Some(4);
        assert_eq!(numbers(ActFilter { before, ..any }).await, [3, 2]);
        let kind = Some(cairn_domain::AuditKind::FileViewed);
        assert_eq!(
            numbers(ActFilter {
                kind,
                before,
                ..any
            })
            .await,
            [2, 0]
        );
        let actor = Some(world.verifier.id);
        assert_eq!(numbers(ActFilter { actor, ..any }).await, [4, 2]);
        let actor = Some(UserId(uuid()));
        assert_eq!(numbers(ActFilter { actor, ..any }).await, [0; 0]);
    }
}
