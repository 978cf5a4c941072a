//! What strangers may read, and when they may no longer.

use cairn_domain::{Digest, ReleaseId};
use cairn_storage::{
    Facets, PublicFilter, PublishedFigures, PublishedRow, ReleaseFileRecord, ReleaseRecord,
    RetractionRecord, StorageError, Store,
};
use serde_json::json;

use crate::{
    backend::Backend,
    world::{World, at, kept, salt, short, uuid},
};

fn published(title: &str, day: &str, province: &str, target: &str) -> PublishedRow {
    PublishedRow {
        short: short(),
        body: json!({"title": title, "place_name": "Dasht-e-Barchi", "killed": 53.5, "z": null, "location_type": "market"}),
        date: day.parse().expect("a day"),
        province: province.to_owned(),
        event_type: "suicide_bombing".to_owned(),
        target: target.to_owned(),
        figures: PublishedFigures {
            location_type: "market".to_owned(),
            ..PublishedFigures::default()
        },
        first_release: 1,
        retracted: None,
    }
}

fn three() -> [PublishedRow; 3] {
    [
        published("Kaj school", "2022-09-30", "Kabul", "hazara"),
        published("Mosque", "2022-08-17", "Kabul", "worshippers"),
        published("Market", "2022-08-02", "Kunduz", "hazara"),
    ]
}

async fn publish(store: &Store, world: &World, rows: &[PublishedRow]) {
    let tx = store.begin().await.expect("begin");
    for row in rows {
        tx.publish_incident(world.id(), row)
            .await
            .expect("published");
        tx.publish_incident(world.id(), row)
            .await
            .expect("published again");
    }
    tx.commit().await.expect("commit");
}

#[tokio::test]
async fn a_filter_finds_what_it_says() {
    let text = |text: &str| Some(text.to_owned());
    let day = |text: &str| Some(text.parse().expect("a day"));
    let any = PublicFilter::default;
    let august = PublicFilter {
        from: day("2022-08-02"),
        to: day("2022-08-31"),
        ..any()
    };
    let cases = [
        (any(), 3),
        (august.clone(), 2),
        (
            PublicFilter {
                province: text("Kabul"),
                ..august
            },
            1,
        ),
        (
            PublicFilter {
                target: text("hazara"),
                ..any()
            },
            2,
        ),
        (
            PublicFilter {
                event_type: text("kidnapping"),
                ..any()
            },
            0,
        ),
        (
            PublicFilter {
                text: text("BARCHI"),
                ..any()
            },
            3,
        ),
        (
            PublicFilter {
                text: text(" "),
                ..any()
            },
            3,
        ),
        (
            PublicFilter {
                text: text("%"),
                ..any()
            },
            0,
        ),
    ];
    for backend in Backend::each().await {
        let (store, world) = (&backend.store, World::begin(&backend.store).await);
        publish(store, &world, &three()).await;
        for (filter, expected) in &cases {
            let found = store
                .read()
                .published_incidents(world.id(), filter, 0, 9)
                .await;
            let (rows, total) = found.expect("read");
            assert_eq!(
                (rows.len() as u64, total),
                (*expected, *expected),
                "{filter:?}"
            );
        }
    }
}

#[tokio::test]
async fn pages_are_newest_first_and_facets_count_what_the_filter_finds() {
    for backend in Backend::each().await {
        let (store, world) = (&backend.store, World::begin(&backend.store).await);
        let rows = three();
        publish(store, &world, &rows).await;
        let (reads, any) = (store.read(), PublicFilter::default());
        let all = reads
            .published_incidents(world.id(), &any, 0, u64::MAX)
            .await
            .expect("read");
        assert_eq!(all, (rows.to_vec(), 3), "{}", backend.name);
        let second = reads
            .published_incidents(world.id(), &any, 1, 1)
            .await
            .expect("read");
        assert_eq!(second, (rows[1..2].to_vec(), 3));
        let hazara = PublicFilter {
            target: Some("hazara".to_owned()),
            ..any
        };
        let count = |value: &str, count| (value.to_owned(), count);
        let facets = Facets {
            provinces: vec![count("Kabul", 1), count("Kunduz", 1)],
            event_types: vec![count("suicide_bombing", 2)],
            // What else could be chosen in its place.
            targets: vec![count("hazara", 2), count("worshippers", 1)],
            location_types: vec![count("market", 2)],
            months: vec![count("2022-08", 1), count("2022-09", 1)],
        };
        assert_eq!(
            reads
                .public_facets(world.id(), &hazara)
                .await
                .expect("read"),
            facets
        );
    }
}

fn taken_back(row: &PublishedRow) -> RetractionRecord {
    RetractionRecord {
        short: row.short.clone(),
        kind: None,
        replaced_by: None,
        reason: "Another day".to_owned(),
        at: kept(at(50)),
        last_release: 1,
    }
}

#[tokio::test]
async fn a_retraction_leaves_a_tombstone_and_nothing_else() {
    for backend in Backend::each().await {
        let (store, world) = (&backend.store, World::begin(&backend.store).await);
        let [row, stranger, _] = three();
        publish(store, &world, std::slice::from_ref(&row)).await;
        let gone = taken_back(&row);
        let tx = store.begin().await.expect("begin");
        tx.retract_published(world.id(), &gone)
            .await
            .expect("retracted");
        let unknown = tx
            .retract_published(world.id(), &taken_back(&stranger))
            .await;
        assert!(
            matches!(unknown, Err(StorageError::Missing { .. })),
            "{unknown:?}"
        );
        tx.commit().await.expect("commit");

        let (reads, any) = (store.read(), PublicFilter::default());
        let listed = reads
            .published_incidents(world.id(), &any, 0, 10)
            .await
            .expect("read");
        assert_eq!(listed, (Vec::new(), 0), "{}", backend.name);
        assert_eq!(
            reads.public_facets(world.id(), &any).await.expect("read"),
            Facets::default()
        );
        let tombstone = PublishedRow {
            retracted: Some(gone.clone()),
            ..row.clone()
        };
        let found = reads
            .find_published(world.id(), &row.short)
            .await
            .expect("read");
        assert_eq!(found, Some(tombstone.clone()));
        assert_eq!(
            reads.all_published(world.id()).await.expect("read"),
            [tombstone]
        );
        let since = async |version| reads.retractions_since(world.id(), version).await;
        assert_eq!(since(0).await.expect("read"), [gone.clone()]);
        assert_eq!(since(1).await.expect("read"), [gone]);
        assert_eq!(
            since(2).await.expect("read"),
            [],
            "the next release has listed it"
        );
    }
}

#[tokio::test]
async fn a_picture_is_public_until_it_is_taken_back() {
    for backend in Backend::each().await {
        let (store, world) = (&backend.store, World::begin(&backend.store).await);
        let picture = Digest(salt());
        let tx = store.begin().await.expect("begin");
        assert_eq!(
            tx.read()
                .find_public_blob(world.id(), &picture)
                .await
                .expect("read"),
            None
        );
        for _ in 0..2 {
            let shown = tx
                .publish_blob(world.id(), &picture, "image/jpeg", 300)
                .await;
            shown.expect("twice is once");
        }
        let shown = tx
            .read()
            .find_public_blob(world.id(), &picture)
            .await
            .expect("read");
        assert_eq!(
            shown,
            Some(("image/jpeg".to_owned(), 300)),
            "{}",
            backend.name
        );
        let elsewhere = cairn_domain::ProjectId(uuid());
        assert_eq!(
            tx.read()
                .find_public_blob(elsewhere, &picture)
                .await
                .expect("read"),
            None
        );
        tx.unpublish_blob(world.id(), &picture)
            .await
            .expect("taken back");
        assert_eq!(
            tx.read()
                .find_public_blob(world.id(), &picture)
                .await
                .expect("read"),
            None
        );
    }
}

fn release(world: &World, version: u32) -> ReleaseRecord {
    ReleaseRecord {
        id: ReleaseId(uuid()),
        version,
        built_by: world.lead.id,
        built_at: kept(at(i64::from(version))),
        manifest: json!({"files": [{"name": "incidents.csv"}]}),
        incidents: 70,
        evidence: 300,
        retractions: 0,
    }
}

#[tokio::test]
async fn a_release_is_numbered_once_and_shows_its_project() {
    for backend in Backend::each().await {
        let (store, world) = (&backend.store, World::begin(&backend.store).await);
        assert_eq!(store.read().public_project().await.expect("read"), None);
        assert_eq!(
            store.read().latest_release(world.id()).await.expect("read"),
            None
        );
        let (first, second) = (release(&world, 1), release(&world, 2));
        let tx = store.begin().await.expect("begin");
        tx.insert_release(world.id(), &first, &[]).await.expect("1");
        tx.insert_release(world.id(), &second, &[])
            .await
            .expect("2");
        tx.commit().await.expect("commit");
        let tx = store.begin().await.expect("begin");
        let again = tx
            .insert_release(world.id(), &release(&world, 2), &[])
            .await;
        assert!(
            matches!(again, Err(StorageError::Taken { .. })),
            "{again:?}"
        );
        drop(tx);
        let reads = store.read();
        let all = reads.releases(world.id()).await.expect("read");
        assert_eq!(all, [second.clone(), first], "{}", backend.name);
        assert_eq!(
            reads.latest_release(world.id()).await.expect("read"),
            Some(second)
        );
        let public = reads.published_releases(world.id()).await.expect("read");
        assert_eq!(
            public
                .iter()
                .map(|release| release.version)
                .collect::<Vec<_>>(),
            [2, 1]
        );
        let project = reads
            .public_project()
            .await
            .expect("read")
            .expect("has a release");
        assert_eq!(
            (project.id, &project.code),
            (world.id(), &world.project.code)
        );
    }
}

#[tokio::test]
async fn files_of_a_release_are_found_by_name() {
    for backend in Backend::each().await {
        let (store, world) = (&backend.store, World::begin(&backend.store).await);
        let csv = ReleaseFileRecord {
            name: "incidents.csv".to_owned(),
            sha256: Digest(salt()),
            mime: "text/csv".to_owned(),
            size_bytes: 1_000,
        };
        let (with_csv, without) = (release(&world, 1), release(&world, 2));
        let tx = store.begin().await.expect("begin");
        let files = std::slice::from_ref(&csv);
        tx.insert_release(world.id(), &with_csv, files)
            .await
            .expect("1");
        tx.insert_release(world.id(), &without, &[])
            .await
            .expect("2");
        tx.commit().await.expect("commit");
        let reads = store.read();
        assert_eq!(reads.release_files(with_csv.id).await.expect("read"), files);
        let find = async |release, name| reads.release_file(release, name).await.expect("read");
        let found = Some((csv.sha256, csv.mime.clone(), 1_000));
        assert_eq!(
            find(with_csv.id, "incidents.csv").await,
            found,
            "{}",
            backend.name
        );
        assert_eq!(find(with_csv.id, "secrets.csv").await, None);
        assert_eq!(find(without.id, "incidents.csv").await, None);
    }
}
