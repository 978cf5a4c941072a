//! Bands against the sun itself at random points, and their shapes where maps are odd.

mod oracle;

use cairn_domain::Point;
use cairn_place::{
    shadow::{
        At, Band, Measurement, NoAnswer, Polygon, Refraction, Region, Where, crossed,
        feature_collection, offsets_in_use,
    },
    sun_at,
};
use chrono::{DateTime, Utc};
use oracle::{Dice, constraints, instant, margin_deg, point};
use proptest::prelude::*;

fn region(at: DateTime<Utc>, measured: Measurement) -> Region {
    Region::new(at, 0.0, &constraints(measured)).expect("computable")
}

fn ratio(ratio: f64, tol: f64) -> Measurement {
    Measurement {
        ratio: Some(ratio),
        ratio_tol: Some(tol),
        ..Measurement::default()
    }
}

fn azimuth(azimuth: f64, tol: f64, measured: Measurement) -> Measurement {
    Measurement {
        sun_azimuth_deg: Some(azimuth),
        azimuth_tol_deg: Some(tol),
        ..measured
    }
}

/// A measurement of the kind that the round asks for.
fn drawn(dice: &mut Dice, round: u32) -> Measurement {
    let free = Measurement::default();
    match round % 5 {
        0 => ratio(dice.between(0.05, 3.0), 0.2),
        1 => azimuth(
            dice.between(0.0, 360.0),
            10.0,
            ratio(dice.between(0.05, 3.0), 0.3),
        ),
        2 => azimuth(dice.between(0.0, 360.0), 30.0, free),
        3 => Measurement {
            elevation_min_deg: Some(dice.between(-20.0, 20.0)),
            elevation_max_deg: Some(60.0),
            refraction: Refraction::None,
            ..free
        },
        _ => Measurement {
            shadow_azimuth_deg: Some(dice.between(0.0, 360.0)),
            elevation_min_deg: Some(-40.0),
            sun_up: None,
            ..azimuth(dice.between(0.0, 360.0), 85.0, free)
        },
    }
}

#[test]
fn twenty_thousand_points_agree_with_spa_but_for_a_hundredth_of_a_degree() {
    let mut dice = Dice(20_260_801);
    let (mut differ, mut inside) = (0, 0);
    for round in 0..50 {
        let (at, measured) = (dice.instant(), drawn(&mut dice, round));
        let region = region(at, measured);
        let measured = *constraints(measured).measurement();
        for _ in 0..400 {
            let place = dice.point();
            let sun = sun_at(place, 0.0, at, None).expect("computable");
            let margin = margin_deg(&sun, &measured);
            inside += u32::from(margin >= 0.0);
            if (margin >= 0.0) != region.contains(place) {
                differ += 1;
                assert!(margin.abs() < 0.01, "{place:?} {margin} {measured:?}");
            }
        }
    }
    assert!(inside > 1_000 && differ < 10, "{inside} {differ}");
}

/// Whether an edge of the region passes within some 600 m of a point.
fn is_near_edge(region: &Region, place: Point) -> bool {
    let here = region.contains(place);
    let reach = 0.006_f64;
    (0..16).any(|step| {
        let (sin, cos) = (f64::from(step) * 22.5).to_radians().sin_cos();
        let lat = (place.lat() + reach * cos).clamp(-90.0, 90.0);
        let lon = place.lon() + reach * sin / place.lat().to_radians().cos().max(1e-3);
        let lon = (lon + 540.0).rem_euclid(360.0) - 180.0;
        region.contains(point(lat, lon)) != here
    })
}

fn lon_lat(place: Point) -> [f64; 2] {
    [place.lon(), place.lat()]
}

/// Every ring closed, turning the right way, without jumps over the antimeridian.
fn assert_valid(band: &Band) {
    for polygon in &band.polygons {
        for (index, ring) in polygon.0.iter().enumerate() {
            assert!(ring.len() > 3 && ring.first() == ring.last());
            let area: f64 = ring
                .windows(2)
                .map(|pair| pair[0][0] * pair[1][1] - pair[1][0] * pair[0][1])
                .sum();
            assert_eq!(area > 0.0, index == 0, "{area}");
            for [lon, lat] in ring {
                assert!((-180.0..=180.0).contains(lon) && (-90.0..=90.0).contains(lat));
            }
            let jumps = ring
                .windows(2)
                .filter(|pair| pair[0][1].abs() < 89.999 && (pair[0][0] - pair[1][0]).abs() > 20.0);
            assert_eq!(jumps.count(), 0, "no line runs across the map");
        }
    }
}

#[test]
fn outlines_hold_what_the_rules_hold() {
    let mut dice = Dice(7);
    let mut inside = 0;
    for round in 0..150 {
        let (at, measured) = (dice.instant(), drawn(&mut dice, round));
        let region = region(at, measured);
        let band = region.band(None);
        assert_valid(&band);
        for _ in 0..100 {
            let place = dice.point();
            let rule = region.contains(place);
            inside += u32::from(rule);
            if band.contains(lon_lat(place)) != rule {
                assert!(
                    is_near_edge(&region, place),
                    "round {round} {place:?} {at} {measured:?}"
                );
            }
        }
    }
    assert!(inside > 1_000, "{inside}");
}

#[test]
fn areas_are_those_of_the_raster() {
    let mut dice = Dice(11);
    for round in 0..30 {
        let (at, measured) = (dice.instant(), drawn(&mut dice, round));
        let region = region(at, measured);
        let raster = region.raster(0.25).expect("a step");
        // Cells weigh what the ellipsoid has of ground there.
        let cell = |row: usize| {
            let lat = raster.centre(row, 0).expect("a row").lat().to_radians();
            let (e2, side) = (0.006_694_379_990_14, 0.25_f64.to_radians());
            let prime = 1.0 / (1.0 - e2 * lat.sin().powi(2));
            6_378.137_f64.powi(2) * (1.0 - e2) * prime * prime * lat.cos() * side * side
        };
        let rows = raster.cells.chunks(raster.columns).enumerate();
        let sum: f64 = rows
            .map(|(row, cells)| {
                cell(row) * f64::from(cells.iter().map(|cell| u32::from(*cell)).sum::<u32>())
            })
            .sum();
        let area = region.band(None).area_km2;
        assert!(
            (area - sum).abs() < 2_000.0 + 2e-3 * sum,
            "round {round} {area} {sum} {at} {measured:?}"
        );
    }
}

#[test]
fn the_raster_says_what_the_rules_say() {
    let mut dice = Dice(3);
    for round in 0..10 {
        let region = region(dice.instant(), drawn(&mut dice, round));
        let raster = region.raster(2.0).expect("a step");
        assert_eq!((raster.rows, raster.columns), (90, 180));
        for (index, cell) in raster.cells.iter().enumerate() {
            let centre = raster.centre(index / 180, index % 180).expect("a cell");
            assert!((*cell == 1) == region.contains(centre) || is_near_edge(&region, centre));
        }
        assert!(raster.centre(90, 0).is_none());
    }
    let any = region(instant("2022-03-20T12:00:00Z"), ratio(1.0, 0.1));
    assert!(matches!(any.raster(0.0), Err(NoAnswer::Step(_))) && any.raster(f64::NAN).is_err());
}

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
    let wedge = region(at, azimuth(kabul.azimuth_deg, 2.0, measured)).band(None);
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
            let region = region(instant(at), azimuth(middle, 5.0, ratio(1.0, 0.5)));
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_place_of_a_true_measurement_is_in_its_band(
        lat in -89.0_f64..89.0, lon in -180.0_f64..180.0, seconds in 1_600_000_000_i64..1_800_000_000, tol in 0.02_f64..0.3, azimuth_tol in 0.5_f64..20.0,
    ) {
        let at = DateTime::from_timestamp(seconds, 0).expect("an instant");
        let place = point(lat, lon);
        let sun = sun_at(place, 0.0, at, None).expect("computable");
        let Some(true_ratio) = sun.shadow_ratio.filter(|ratio| (0.001..100.0).contains(ratio)) else {
            return Ok(());
        };
        let region = region(at, azimuth(sun.azimuth_deg, azimuth_tol, ratio(true_ratio, tol)));
        let band = region.band(None);
        assert_valid(&band);
        prop_assert!(region.contains(place));
        prop_assert!(band.contains(lon_lat(place)) || is_near_edge(&region, place));
        let wider = self::region(at, ratio(true_ratio, tol)).band(None);
        prop_assert!(band.area_km2 <= wider.area_km2 * 1.0001 + 1.0);
    }
}
