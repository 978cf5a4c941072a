//! Bands where maps are odd.

use cairn_place::{
    shadow::{
        At, Measurement, NoAnswer, Polygon, Where, crossed, feature_collection, offsets_in_use,
    },
    sun_at,
};

use super::{
    bands::{assert_valid, is_near_edge, lon_lat, region},
    oracle::{Dice, constraints, instant, point, ratio, with_azimuth},
};

#[test]
fn a_ring_around_the_sun_is_an_annulus() {
    // Equinox noon at Greenwich: 45° of elevation are 45° of arc around (0, 2).
    let band = region(instant("2022-03-20T12:07:30Z"), ratio(1.0, 0.1)).band(None);
    assert_eq!(band.polygons.len(), 1);
    assert_eq!(band.polygons[0].0.len(), 2, "an outside and a hole");
    assert!(
        band.contains([45.0, 0.0]) && !band.contains([0.0, 0.0]) && !band.contains([80.0, 0.0])
    );
    // 2πR²(cos 42.27° − cos 48.01°) on a sphere.
    assert!(
        (band.area_km2 / 18.12e6 - 1.0).abs() < 0.02,
        "{}",
        band.area_km2
    );
}

#[test]
fn bands_over_the_antimeridian_are_cut_there() {
    let band = region(instant("2022-03-20T23:59:00Z"), ratio(1.0, 0.1)).band(None);
    assert_valid(&band);
    assert_eq!(band.polygons.len(), 2);
    assert!(
        band.contains([-133.0, 0.0]) && band.contains([137.0, 0.0]) && !band.contains([180.0, 0.0])
    );
}

#[test]
fn bands_over_a_pole_run_along_the_edge_of_the_map() {
    // June: the pole sees the sun at 23.4°.
    let measured = Measurement {
        elevation_min_deg: Some(20.0),
        elevation_max_deg: Some(30.0),
        ..Measurement::default()
    };
    let band = region(instant("2022-06-21T09:00:00Z"), measured).band(None);
    assert_valid(&band);
    for lon in [-179.0, -90.0, 0.0, 90.0, 179.0] {
        assert!(band.contains([lon, 89.9]));
    }
    let top = band
        .polygons
        .iter()
        .flat_map(|polygon| polygon.0.iter().flatten())
        .filter(|point| point[1] == 90.0);
    assert!(top.count() >= 2);
}

#[test]
fn an_azimuth_makes_a_wedge_of_the_band() {
    let at = instant("2022-03-10T05:00:00Z");
    let all = region(at, ratio(1.0, 0.1)).band(None);
    let kabul = sun_at(point(34.5553, 69.2075), 0.0, at, None).expect("computable");
    let measured = ratio(kabul.shadow_ratio.expect("up"), 0.1);
    let wedge = region(at, with_azimuth(kabul.azimuth_deg, 2.0, measured)).band(None);
    assert!(wedge.contains([69.2075, 34.5553]) && wedge.area_km2 < all.area_km2 / 20.0);
    let shadow = Measurement {
        shadow_azimuth_deg: Some(kabul.shadow_azimuth_deg),
        azimuth_tol_deg: Some(2.0),
        ..measured
    };
    let same = region(at, shadow).band(None);
    assert!(
        (same.area_km2 - wedge.area_km2).abs() < 1.0,
        "the shadow points away from the sun"
    );
}

#[test]
fn exact_azimuths_of_north_and_south_bound_along_a_meridian() {
    for middle in [5.0, 175.0, 185.0, 355.0] {
        for at in [
            "2022-03-20T12:00:00Z",
            "2022-06-21T03:17:00Z",
            "2022-12-21T23:50:00Z",
        ] {
            let region = region(instant(at), with_azimuth(middle, 5.0, ratio(1.0, 0.5)));
            let band = region.band(None);
            assert_valid(&band);
            let mut dice = Dice(5);
            for _ in 0..500 {
                let place = dice.point();
                assert!(
                    band.contains(lon_lat(place)) == region.contains(place)
                        || is_near_edge(&region, place),
                    "{place:?}"
                );
            }
        }
    }
}

#[test]
fn a_contradiction_leaves_no_place() {
    let measured = Measurement {
        elevation_min_deg: Some(60.0),
        ..ratio(1.0, 0.1)
    };
    let region = region(instant("2022-03-20T12:00:00Z"), measured);
    let band = region.band(None);
    assert!(band.polygons.is_empty() && band.area_km2 == 0.0);
    assert!(
        region
            .raster(1.0)
            .expect("a step")
            .cells
            .iter()
            .all(|cell| *cell == 0)
    );
    assert_eq!(band.feature()["geometry"]["type"], "MultiPolygon");
}

#[test]
fn a_clock_on_the_wall_gives_a_band_for_each_offset() {
    let local = "2022-01-30T10:00:00".parse().expect("a time");
    let in_use = offsets_in_use(local);
    assert!(
        in_use[&270].contains(&chrono_tz::Asia::Kabul)
            && !in_use[&300].contains(&chrono_tz::Asia::Kabul)
    );
    assert!((30..45).contains(&in_use.len()), "{}", in_use.len());
    let question = Where {
        at: At::Civil {
            local,
            utc_offsets_min: vec![270, 300],
        },
        height_m: 0.0,
        constraints: constraints(ratio(1.6, 0.1)),
    };
    let bands = question.solve().expect("computable");
    assert_eq!(bands.len(), 2);
    assert_eq!(bands[0].at, instant("2022-01-30T05:30:00Z"));
    assert_eq!(bands[1].at, instant("2022-01-30T05:00:00Z"));
    let features = feature_collection(&bands);
    assert_eq!(features["features"][1]["properties"]["utc_offset_min"], 300);
    let never = Where {
        at: At::Civil {
            local,
            utc_offsets_min: vec![2_000],
        },
        ..question
    };
    assert!(matches!(never.solve(), Err(NoAnswer::Offset(2_000))));
}

#[test]
fn countries_are_crossed_contained_or_around() {
    let band = region(instant("2022-03-20T12:07:30Z"), ratio(1.0, 0.1)).band(None);
    let square = |lon: f64, lat: f64, side: f64| {
        Polygon(vec![vec![
            [lon, lat],
            [lon + side, lat],
            [lon + side, lat + side],
            [lon, lat + side],
            [lon, lat],
        ]])
    };
    let areas = vec![
        ("in the hole", vec![square(-1.0, -1.0, 2.0)]),
        ("in the band", vec![square(44.0, -0.5, 1.0)]),
        ("over the edge", vec![square(47.0, 0.0, 10.0)]),
        (
            "elsewhere, and across",
            vec![square(100.0, 0.0, 1.0), square(-50.0, -1.0, 10.0)],
        ),
        ("far away", vec![square(150.0, 10.0, 5.0)]),
        ("around everything", vec![square(-80.0, -80.0, 160.0)]),
    ];
    assert_eq!(
        crossed(&band, &areas),
        [
            "in the band",
            "over the edge",
            "elsewhere, and across",
            "around everything"
        ]
    );
}
