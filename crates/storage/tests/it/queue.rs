//! The queue: every row once, in order, under every filter.

use cairn_domain::{Digest, ItemId, Sensitivity, sensitivity::Rating};
use cairn_review::{Lease, ReviewState, StageKind};
use cairn_storage::{QueueFilter, QueueRow, Reads};

use crate::{
    backend::Backend,
    world::{World, at, incident, kept, moved, salt},
};

/// Whether a row belongs to what a filter finds.
type Belongs<'a> = &'a dyn Fn(&QueueRow) -> bool;

/// Reads every page, two or three rows at a time.
async fn walk(reads: &Reads<'_>, world: &World, filter: &QueueFilter) -> Vec<QueueRow> {
    let mut filter = filter.clone();
    let mut rows = Vec::new();
    for page in 0..1_000 {
        filter.limit = 2 + page % 2;
        let found = reads.queue(world.id(), &filter).await.expect("a page");
        rows.extend(found.rows);
        let Some(next) = found.next else {
            return rows;
        };
        // Through its text, as in a link.
        filter.after = Some(next.to_string().parse().expect("a cursor"));
    }
    panic!("the queue does not end");
}

#[tokio::test]
async fn pages_visit_every_row_once_in_order_under_every_filter() {
    for backend in Backend::each().await {
        let (store, world) = (&backend.store, World::begin(&backend.store).await);
        let stages = ["triage", "geolocation", "sign_off"];
        for n in 0..23 {
            // Several enter at the same moment: the id decides.
            world
                .item_at(store, stages[n % 3], i64::try_from(n / 6).expect("small"))
                .await;
        }
        let held: Vec<ItemId> = hold_some(&backend, &world).await;
        let reads = store.read();
        let all = walk(&reads, &world, &QueueFilter::default()).await;
        let keys: Vec<_> = all
            .iter()
            .map(|row| (row.stage.clone(), row.entered_at, row.id))
            .collect();
        assert_eq!(keys.len(), 23, "{}", backend.name);
        assert!(
            keys.is_sorted_by(|a, b| a < b),
            "in order, none twice, on {}",
            backend.name
        );

        let stage = QueueFilter {
            stage: Some("triage".to_owned()),
            ..QueueFilter::default()
        };
        let kind = QueueFilter {
            kind: Some(StageKind::Work),
            ..QueueFilter::default()
        };
        let mine = QueueFilter {
            held_by: Some(world.verifier.id),
            ..QueueFilter::default()
        };
        let both = QueueFilter {
            held_by: mine.held_by,
            ..stage.clone()
        };
        let cases: [(&QueueFilter, Belongs<'_>); 4] = [
            (&stage, &|row| row.stage == "triage"),
            (&kind, &|row| row.kind == StageKind::Work),
            (&mine, &|row| held.contains(&row.id)),
            (&both, &|row| {
                row.stage == "triage" && held.contains(&row.id)
            }),
        ];
        for (filter, belongs) in cases {
            let expected: Vec<_> = all.iter().filter(|row| belongs(row)).cloned().collect();
            assert!(!expected.is_empty());
            assert_eq!(walk(&reads, &world, filter).await, expected, "{filter:?}");
        }
    }
}

/// Gives every fifth item of the queue to the verifier, where it stands.
async fn hold_some(backend: &Backend, world: &World) -> Vec<ItemId> {
    let filter = QueueFilter {
        limit: 100,
        ..QueueFilter::default()
    };
    let page = backend
        .store
        .read()
        .queue(world.id(), &filter)
        .await
        .expect("a page");
    let mut held = Vec::new();
    for row in page.rows.iter().step_by(5) {
        let before = backend
            .store
            .read()
            .load_item(row.id)
            .await
            .expect("read")
            .state;
        let (event, _) = moved(world, &before, &row.stage, 0);
        let lease = Lease {
            by: world.verifier.id,
            until: at(9_000),
        };
        let after = ReviewState {
            seq: 2,
            lease: Some(lease),
            ..before
        };
        let tx = backend.store.begin().await.expect("begin");
        let revision = Digest::of_bytes(b"");
        tx.append(row.id, 1, &[event], &[salt()], &after, &revision)
            .await
            .expect("held");
        tx.commit().await.expect("commit");
        held.push(row.id);
    }
    held
}

#[tokio::test]
async fn finds_by_the_beginning_of_a_short_id_or_title() {
    for backend in Backend::each().await {
        let (store, world) = (&backend.store, World::begin(&backend.store).await);
        let mut ids = Vec::new();
        for title in [
            "100% smoke",
            "100 metres",
            "Émeute à Kaboul",
            "دود بر فراز دروازه",
            "_",
        ] {
            let (new, _) = world.item_at(store, "triage", 0).await;
            let tx = store.begin().await.expect("begin");
            tx.set_title(new.id, title).await.expect("titled");
            tx.commit().await.expect("commit");
            ids.push(new.short);
        }
        let find = async |text: &str| {
            let text = Some(text.to_owned());
            let filter = QueueFilter {
                text,
                limit: 10,
                ..QueueFilter::default()
            };
            let page = store
                .read()
                .queue(world.id(), &filter)
                .await
                .expect("a page");
            page.rows
                .into_iter()
                .map(|row| row.title)
                .collect::<Vec<_>>()
        };
        assert_eq!(find("100").await.len(), 2, "{}", backend.name);
        assert_eq!(
            find("100%").await,
            ["100% smoke"],
            "a percent sign is a percent sign"
        );
        assert_eq!(find("émeute").await, ["Émeute à Kaboul"]);
        assert_eq!(find("دود").await, ["دود بر فراز دروازه"]);
        assert_eq!(find("smoke").await, [""; 0], "only beginnings");
        assert_eq!(find(&format!("afg-{}", ids[1])).await, ["100 metres"]);
        assert_eq!(
            find(&ids[2].to_string().to_lowercase()).await,
            ["Émeute à Kaboul"]
        );
        assert_eq!(find("  ").await.len(), 5, "nothing typed finds everything");
        let one = QueueFilter {
            text: Some("100".to_owned()),
            limit: 1,
            ..QueueFilter::default()
        };
        let page = store.read().queue(world.id(), &one).await.expect("a page");
        assert_eq!((page.rows.len(), page.next, page.is_cut), (1, None, true));
    }
}

#[tokio::test]
async fn a_row_shows_what_the_state_says() {
    for backend in Backend::each().await {
        let (store, world) = (&backend.store, World::begin(&backend.store).await);
        let (new, first) = world.item_at(store, "triage", 10).await;
        let school = incident("School", "2022-09-30");
        let (event, moved) = moved(&world, &first, "geolocation", 20);
        let lease = Lease {
            by: world.lead.id,
            until: kept(at(500)),
        };
        let after = ReviewState {
            lease: Some(lease),
            rating: Some(Rating {
                sensitivity: Sensitivity::Graphic,
                notes: Vec::new(),
                ranges: Vec::new(),
            }),
            incident: Some(school.id),
            submitter: Some(world.verifier.id),
            ..moved
        };
        let tx = store.begin().await.expect("begin");
        tx.insert_incident(world.id(), &school)
            .await
            .expect("an incident");
        let revision = Digest::of_bytes(b"");
        tx.append(new.id, 1, &[event], &[salt()], &after, &revision)
            .await
            .expect("moved");
        tx.commit().await.expect("commit");

        let filter = QueueFilter {
            limit: 1,
            ..QueueFilter::default()
        };
        let page = store
            .read()
            .queue(world.id(), &filter)
            .await
            .expect("a page");
        let row = page.rows.first().expect("one row");
        assert_eq!(
            (row.entered_at, row.received_at),
            (kept(at(20)), kept(at(10)))
        );
        assert_eq!(
            (row.lease, row.sensitivity),
            (Some(lease), Some(Sensitivity::Graphic))
        );
        assert_eq!(
            row.incident_short,
            Some(school.short.clone()),
            "{}",
            backend.name
        );
        assert_eq!(page.next, None);
        let linked = store
            .read()
            .items_of_incident(school.id)
            .await
            .expect("read");
        assert_eq!(
            linked.iter().map(|item| item.id).collect::<Vec<_>>(),
            [new.id]
        );
        let mine = store
            .read()
            .items_of_submitter(world.id(), world.verifier.id)
            .await;
        assert_eq!(mine.expect("read"), linked);
    }
}
