//! Boundaries, names and map layers that the operator brought.

use cairn_domain::{BoundarySetId, GazetteerId, LayerKind, LayerMode, Point};
use cairn_storage::{
    AreaRecord, BoundarySetRecord, GazetteerRecord, MapLayerRecord, PlaceRecord, Spelling,
    StorageError,
};

use crate::{
    backend::Backend,
    world::{at, kept, uuid},
};

fn point(lat: f64, lon: f64) -> Point {
    Point::try_new(lat, lon).expect("on the globe")
}

fn square(set: BoundarySetId, west: f64) -> AreaRecord {
    let (south, east, north) = (34.0, west + 1.0, 35.0);
    AreaRecord {
        set,
        name: format!("District at {west}"),
        code: Some("AF01".into()),
        bounds: [west, south, east, north],
        rings: vec![vec![
            [west, south],
            [east, south],
            [east, north],
            [west, north],
        ]],
    }
}

#[tokio::test]
async fn boundaries_are_found_around_a_point_and_forgotten_whole() {
    for backend in Backend::each().await {
        let store = &backend.store;
        let set = BoundarySetRecord {
            id: BoundarySetId(uuid()),
            source: "Survey".into(),
            licence: "CC BY 4.0".into(),
            level: 2,
            areas: 2,
            imported_at: kept(at(1)),
        };
        let areas = vec![square(set.id, 68.0), square(set.id, 70.0)];
        let tx = store.begin().await.expect("begin");
        tx.insert_boundaries(&set, areas.clone())
            .await
            .expect("kept");
        tx.commit().await.expect("commit");
        let reads = store.read();
        assert_eq!(reads.boundary_sets().await.expect("read"), [set.clone()]);
        assert_eq!(reads.areas_of(set.id).await.expect("read"), areas);
        let around = reads.areas_around(point(34.5, 70.5)).await.expect("read");
        assert_eq!(around, areas[1..], "{}", backend.name);
        let outside = reads.areas_around(point(34.5, 69.5)).await;
        assert!(outside.expect("read").is_empty());

        let tx = store.begin().await.expect("begin");
        tx.remove_boundaries(set.id).await.expect("removed");
        tx.commit().await.expect("commit");
        assert!(reads.boundary_sets().await.expect("read").is_empty());
        assert!(reads.areas_of(set.id).await.expect("read").is_empty());
    }
}

fn place(name: &str, population: Option<u64>) -> PlaceRecord {
    PlaceRecord {
        source_id: "1".into(),
        name: name.into(),
        point: point(34.6, 69.2),
        class: "P".into(),
        code: "PPL".into(),
        country: "AF".into(),
        admin1: Some("13".into()),
        admin2: None,
        population,
    }
}

fn spelling(key: &str, position: u32) -> Spelling {
    Spelling {
        key: key.into(),
        position,
        name: key.to_uppercase(),
    }
}

#[tokio::test]
async fn a_place_is_found_by_every_spelling_and_its_beginning() {
    for backend in Backend::each().await {
        let store = &backend.store;
        let list = GazetteerRecord {
            id: GazetteerId(uuid()),
            source: "Survey".into(),
            licence: "CC BY 4.0".into(),
            places: 2,
            names: 3,
            imported_at: kept(at(1)),
        };
        let places = vec![place("Tara Khel", Some(900)), place("Tarakay", None)];
        let mut names = vec![
            spelling("tarakhel", 0),
            spelling("tarakay", 1),
            spelling("تره\u{6a9}ی", 1),
        ];
        names.sort();
        let tx = store.begin().await.expect("begin");
        tx.insert_gazetteer(&list, places.clone(), names)
            .await
            .expect("kept");
        tx.commit().await.expect("commit");
        let reads = store.read();
        assert_eq!(reads.gazetteers().await.expect("read"), [list.clone()]);
        let found = |key: &'static str| {
            let list = list.id;
            async move {
                let found = reads_of(store, list, key).await;
                found.into_iter().map(|(name, _)| name).collect::<Vec<_>>()
            }
        };
        assert_eq!(found("tarak").await, ["Tarakay", "Tara Khel"]);
        assert_eq!(found("تره").await, ["Tarakay"], "{}", backend.name);
        assert!(found("tarz").await.is_empty());
        assert_eq!(
            reads_of(store, list.id, "tarakhel").await,
            [("Tara Khel".to_owned(), true)]
        );

        let tx = store.begin().await.expect("begin");
        tx.remove_gazetteer(list.id).await.expect("removed");
        tx.commit().await.expect("commit");
        assert!(reads.gazetteers().await.expect("read").is_empty());
        assert!(found("tara").await.is_empty());
    }
}

async fn reads_of(
    store: &cairn_storage::Store,
    list: GazetteerId,
    key: &str,
) -> Vec<(String, bool)> {
    let found = store.read().find_places(list, key, 10).await;
    let found = found.expect("read").into_iter();
    found
        .map(|found| (found.place.name, found.is_whole))
        .collect()
}

#[tokio::test]
async fn a_layer_is_kept_once_under_its_name() {
    for backend in Backend::each().await {
        let store = &backend.store;
        let layer = MapLayerRecord {
            id: "town".into(),
            label: "The town".into(),
            kind: LayerKind::Xyz,
            mode: LayerMode::Proxied,
            address: "https://tiles.example/{z}/{x}/{y}.png".into(),
            attribution: "Somebody".into(),
            max_zoom: 19,
            tile_size: 256,
            imagery_date: "2021".into(),
            allow_private: false,
            enabled: true,
            added_at: kept(at(1)),
        };
        let tx = store.begin().await.expect("begin");
        tx.insert_map_layer(&layer).await.expect("kept");
        tx.commit().await.expect("commit");
        let reads = store.read();
        assert_eq!(reads.map_layers().await.expect("read"), [layer.clone()]);
        let found = reads.find_map_layer("town").await.expect("read");
        assert_eq!(found, Some(layer.clone()));
        let tx = store.begin().await.expect("begin");
        let again = tx.insert_map_layer(&layer).await;
        assert!(matches!(again, Err(StorageError::Taken { .. })));
        drop(tx);
        let tx = store.begin().await.expect("begin");
        assert!(tx.remove_map_layer("town").await.expect("removed"));
        assert!(!tx.remove_map_layer("town").await.expect("nothing"));
        tx.commit().await.expect("commit");
        assert!(reads.map_layers().await.expect("read").is_empty());
    }
}
