//! Bands against the sun itself at random points.

use cairn_domain::Point;
use cairn_place::{
    shadow::{Band, Measurement, NoAnswer, Refraction, Region},
    sun_at,
};
use chrono::{DateTime, Utc};
use proptest::prelude::*;

use super::oracle::{Dice, constraints, instant, margin_deg, point, ratio, with_azimuth};

pub fn region(at: DateTime<Utc>, measured: Measurement) -> Region {
    Region::new(at, 0.0, &constraints(measured)).expect("computable")
}

/// Whether an edge of the region passes within some 600 m of a point.
pub fn is_near_edge(region: &Region, place: Point) -> bool {
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

pub fn lon_lat(place: Point) -> [f64; 2] {
    [place.lon(), place.lat()]
}

/// Every ring closed, turning the right way, without jumps over the antimeridian.
pub fn assert_valid(band: &Band) {
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
            // On the ground: half a mile from a pole every line runs over many meridians.
            let length = |pair: &&[[f64; 2]]| {
                let ([from, lat], [to, _]) = (pair[0], pair[1]);
                (from - to).abs() * lat.to_radians().cos()
            };
            let jumps = ring.windows(2).filter(|pair| length(pair) > 20.0);
            assert_eq!(jumps.count(), 0, "no line runs across the map");
        }
    }
}

/// A measurement of the kind that the round asks for.
fn drawn(dice: &mut Dice, round: u32) -> Measurement {
    let free = Measurement::default();
    match round % 5 {
        0 => ratio(dice.between(0.05, 3.0), 0.2),
        1 => with_azimuth(
            dice.between(0.0, 360.0),
            10.0,
            ratio(dice.between(0.05, 3.0), 0.3),
        ),
        2 => with_azimuth(dice.between(0.0, 360.0), 30.0, free),
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
            ..with_azimuth(dice.between(0.0, 360.0), 85.0, free)
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
        let region = region(at, with_azimuth(sun.azimuth_deg, azimuth_tol, ratio(true_ratio, tol)));
        let band = region.band(None);
        assert_valid(&band);
        prop_assert!(region.contains(place));
        prop_assert!(band.contains(lon_lat(place)) || is_near_edge(&region, place));
        let wider = self::region(at, ratio(true_ratio, tol)).band(None);
        prop_assert!(band.area_km2 <= wider.area_km2 * 1.0001 + 1.0);
    }
}
