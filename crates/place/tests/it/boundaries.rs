//! Provinces, countries, and boundaries to import.

use std::collections::BTreeSet;

use cairn_domain::Point;
use cairn_place::boundary::{
    BadFeature, BoundaryImport, NoShape, Shape, boundaries, countries, countries_crossed,
    country_of, province_named, province_of, provinces,
};
use cairn_place::gazetteer::places;
use proptest::prelude::*;
use serde_json::json;

fn point(lat: f64, lon: f64) -> Point {
    Point::try_new(lat, lon).expect("on the globe")
}

#[test]
fn there_are_34_provinces_with_their_names() {
    let codes: BTreeSet<_> = provinces().iter().map(|province| province.code).collect();
    assert_eq!(codes.len(), 34);
    assert!(
        codes
            .iter()
            .all(|code| code.len() == 6 && code.starts_with("AF-"))
    );
    for province in provinces() {
        for name in [province.name, province.dari, province.pashto, province.code] {
            assert_eq!(
                province_named(name).map(|found| found.code),
                Some(province.code),
                "{name}"
            );
        }
        for name in &province.other {
            assert_eq!(
                province_named(name).map(|found| found.code),
                Some(province.code),
                "{name}"
            );
        }
    }
    assert!(province_named("Atlantis").is_none());
}

#[test]
fn the_map_shows_provinces_of_the_same_names() {
    let map = include_str!("../../../../web/geo/afghanistan-provinces.geojson");
    for province in provinces() {
        assert!(
            map.contains(&format!("\"name\":\"{}\"", province.name)),
            "{}",
            province.name
        );
    }
}

#[test]
fn capitals_lie_in_their_provinces() {
    let map = include_str!("../../../../web/geo/afghanistan-places.geojson");
    let map: serde_json::Value = serde_json::from_str(map).expect("JSON");
    let mut capitals = 0;
    for town in map["features"].as_array().expect("features") {
        let at = &town["geometry"]["coordinates"];
        let here = point(
            at[1].as_f64().expect("latitude"),
            at[0].as_f64().expect("longitude"),
        );
        let (name, expected) = (&town["properties"]["name"], &town["properties"]["province"]);
        if town["properties"]["capital"] == true {
            let found = province_of(here).unwrap_or_else(|| panic!("{name}"));
            assert_eq!(Some(found.province.name), expected.as_str(), "{name}");
            capitals += 1;
        }
    }
    assert_eq!(capitals, 34);
    for (place, lat, lon, code) in [
        ("Nili", 33.7211, 66.1302, "AF-DAY"),
        ("Bazarak", 35.3129, 69.5153, "AF-PAN"),
    ] {
        assert_eq!(
            province_of(point(lat, lon)).map(|found| found.province.code),
            Some(code),
            "{place}"
        );
    }
}

#[test]
fn places_lie_in_the_province_that_geonames_says() {
    let (mut right, mut wrong) = (0, Vec::new());
    for place in places() {
        let Some(said) = place.province else { continue };
        match province_of(place.point) {
            Some(found) if found.province.code == said.code => right += 1,
            Some(found) => wrong.push((place.name, said.code, found.province.code, found.edge_m)),
            None => wrong.push((
                place.name,
                said.code,
                "none",
                said.shape.edge_m(place.point),
            )),
        }
    }
    // Tsapêraī lies 559 m outside the outline of the country.
    assert!(right >= RIGHT, "{right} right, wrong: {wrong:#?}");
}

const RIGHT: usize = 318;

#[test]
fn outside_afghanistan_there_is_no_province() {
    for (lat, lon) in [
        (34.015, 71.58),
        (36.297, 59.607),
        (0.0, 0.0),
        (30.9177, 66.4526),
    ] {
        assert!(province_of(point(lat, lon)).is_none(), "{lat}, {lon}");
    }
    let kabul = province_of(point(34.5281, 69.1723)).expect("Kabul");
    assert!(
        (5_000.0..40_000.0).contains(&kabul.edge_m),
        "{}",
        kabul.edge_m
    );
}

#[test]
fn countries_of_the_world() {
    assert_eq!(countries().len(), 177);
    for (lat, lon, code) in [
        (34.5, 69.2, "AF"),
        (33.7, 73.0, "PK"),
        (35.7, 51.4, "IR"),
        (-33.5, 147.0, "AU"),
        (48.8, 2.3, "FR"),
        (64.5, -150.0, "US"),
        (67.0, 178.0, "RU"),
        (66.5, -175.0, "RU"),
        (-80.0, 20.0, "AQ"),
    ] {
        assert_eq!(
            country_of(point(lat, lon)).map(|country| country.code.as_str()),
            Some(code),
            "{lat}, {lon}"
        );
    }
    for (place, lat, lon, code) in [
        ("Spin Boldak", 31.0056, 66.4, "AF"),
        ("Chaman", 30.9177, 66.4526, "PK"),
        ("Peshawar", 34.015, 71.5805, "PK"),
        ("Taybad", 34.74, 60.7756, "IR"),
        ("Termez", 37.2242, 67.2783, "UZ"),
    ] {
        let found = country_of(point(lat, lon)).map(|country| country.code.as_str());
        assert_eq!(found, Some(code), "{place}");
    }
    assert!(country_of(point(-40.0, -120.0)).is_none());
}

#[test]
fn a_band_crosses_the_countries_it_crosses() {
    let band = Shape::try_new(vec![vec![
        [60.0, 34.0],
        [75.0, 34.0],
        [75.0, 34.5],
        [60.0, 34.5],
    ]])
    .expect("a shape");
    let crossed: BTreeSet<_> = countries_crossed(&band)
        .iter()
        .map(|country| country.code.as_str())
        .collect();
    assert_eq!(crossed, BTreeSet::from(["AF", "IN", "IR", "PK"]));
    let within =
        Shape::try_new(vec![vec![[66.0, 33.0], [66.1, 33.0], [66.1, 33.1]]]).expect("a shape");
    assert_eq!(countries_crossed(&within).len(), 1);
    let around = Shape::try_new(vec![vec![
        [-179.0, -85.0],
        [179.0, -85.0],
        [179.0, 85.0],
        [-179.0, 85.0],
    ]])
    .expect("a shape");
    assert!(countries_crossed(&around).len() >= 176);
    let sea = Shape::try_new(vec![vec![
        [-121.0, -41.0],
        [-120.0, -41.0],
        [-120.0, -40.0],
    ]])
    .expect("a shape");
    assert!(countries_crossed(&sea).is_empty());
}

fn import() -> BoundaryImport {
    BoundaryImport {
        name_field: "NAME".to_owned(),
        code_field: Some("CODE".to_owned()),
        level: 2,
        source: "somebody".to_owned(),
        licence: "CC BY 4.0".to_owned(),
    }
}

#[test]
fn features_become_boundaries_and_flaws_keep_their_place() {
    let square = json!([
        [
            [69.0, 34.0],
            [70.0, 34.0],
            [70.0, 35.0],
            [69.0, 35.0],
            [69.0, 34.0]
        ],
        [[69.4, 34.4], [69.6, 34.4], [69.6, 34.6]]
    ]);
    let file = json!({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"NAME": " Paghman ", "CODE": 101}, "geometry": {"type": "Polygon", "coordinates": square}},
        {"type": "Feature", "properties": {"NAME": "Two parts"}, "geometry": {"type": "MultiPolygon", "coordinates": [square, [[[71.0, 34.0], [72.0, 34.0], [72.0, 35.0]]]]}},
        {"type": "Feature", "properties": {"name": "other field"}, "geometry": {"type": "Polygon", "coordinates": square}},
        {"type": "Feature", "properties": {"NAME": "A point"}, "geometry": {"type": "Point", "coordinates": [69, 34]}},
        {"type": "Feature", "properties": {"NAME": "Swapped"}, "geometry": {"type": "Polygon", "coordinates": [[[34, 99], [35, 99], [35, 98]]]}},
        {"type": "Feature", "properties": {"NAME": "Short"}, "geometry": {"type": "Polygon", "coordinates": [[[34, 9], [35, 9]]]}},
        {"type": "Feature", "properties": {"NAME": "Text"}, "geometry": {"type": "Polygon", "coordinates": [[["34", 9]]]}},
        {"type": "Feature", "properties": {"NAME": "None"}, "geometry": null},
    ]});
    let read = boundaries(&file, &import());
    let [paghman, parts] = read.rows.as_slice() else {
        panic!("{read:?}")
    };
    assert_eq!(
        (
            paghman.name.as_str(),
            paghman.code.as_deref(),
            paghman.level
        ),
        ("Paghman", Some("101"), 2)
    );
    assert_eq!(
        (paghman.source.as_str(), paghman.licence.as_str()),
        ("somebody", "CC BY 4.0")
    );
    assert!(
        paghman.shape.contains(point(34.2, 69.2)) && !paghman.shape.contains(point(34.5, 69.55)),
        "a hole is no ground"
    );
    assert!(parts.shape.contains(point(34.2, 71.9)) && parts.code.is_none());
    let flaws: Vec<_> = read
        .errors
        .iter()
        .map(|error| (error.feature, error.flaw.clone()))
        .collect();
    assert_eq!(
        flaws,
        [
            (3, BadFeature::NoName("NAME".into())),
            (4, NoShape::Kind("Point".into()).into()),
            (5, NoShape::OffTheGlobe.into()),
            (6, NoShape::TooShort.into()),
            (7, NoShape::Coordinates.into()),
            (8, NoShape::Kind("nothing".into()).into()),
        ]
    );
    assert_eq!(
        read.errors[0].to_string(),
        "feature 3: the property `NAME` holds no name"
    );
    let none = boundaries(&json!({"type": "Feature"}), &import());
    assert_eq!(none.errors[0].flaw, BadFeature::NoCollection);
}

proptest! {
    #[test]
    fn no_place_lies_in_two_provinces(lat in 29.0..39.0, lon in 60.0..75.5) {
        let here = point(lat, lon);
        let inside = provinces().iter().filter(|province| province.shape.contains(here)).count();
        prop_assert!(inside <= 1);
    }
}

#[test]
fn the_map_draws_the_same_34_provinces_under_the_same_names() {
    let text = include_str!("../../../../web/geo/afghanistan-provinces.geojson");
    let map: serde_json::Value = serde_json::from_str(text).expect("JSON");
    let features = map["features"].as_array().expect("features");
    assert_eq!(features.len(), provinces().len());
    for feature in features {
        let name = feature["properties"]["name"].as_str().expect("a name");
        let province = province_named(name).expect(name);
        assert_eq!(province.name, name, "spelt alike");
        let drawn = Shape::from_geojson(&feature["geometry"]).expect(name);
        // The same source, rounded differently: edges may differ by a few hundred metres.
        let (ours, theirs) = (province.shape.bounds().edges(), drawn.bounds().edges());
        let apart = ours.iter().zip(theirs).map(|(a, b)| (a - b).abs());
        assert!(
            apart.fold(0.0, f64::max) < 0.02,
            "{name}: {ours:?} {theirs:?}"
        );
    }
    // The two that the source of both misnames: Nili and Bazarak, in both.
    for (name, lat, lon) in [
        ("Daykundi", 33.7211, 66.1302),
        ("Panjshir", 35.3129, 69.5153),
    ] {
        let capital = Point::try_new(lat, lon).expect("on the globe");
        let named = |feature: &&serde_json::Value| feature["properties"]["name"] == name;
        let feature = features.iter().find(named).expect(name);
        let drawn = Shape::from_geojson(&feature["geometry"]).expect(name);
        assert!(drawn.contains(capital), "{name} on the map");
        assert!(province_named(name).expect(name).shape.contains(capital));
    }
}
