//! The sun against JPL's ephemeris DE421 by skyfield, and against SPA by pvlib:
//! `scripts/place/check-sun --write` wrote the table.

use super::oracle::{point, turn_deg};
use cairn_place::sun_at;
use chrono::DateTime;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct Row {
    lat: f64,
    lon: f64,
    height_m: f64,
    unix_s: i64,
    jpl_elevation_deg: f64,
    jpl_azimuth_deg: f64,
    spa_elevation_deg: f64,
    spa_azimuth_deg: f64,
}

const THOUSANDTH: f64 = 1e-3;

#[test]
fn two_thousand_positions_are_those_of_jpl_and_of_pvlib() {
    let mut reader = csv::Reader::from_reader(include_str!("../../data/sun.csv").as_bytes());
    let (mut rows, mut up) = (0, 0);
    for row in reader.deserialize() {
        let row: Row = row.expect("a row");
        let at = DateTime::from_timestamp(row.unix_s, 0).expect("an instant");
        let sun = sun_at(point(row.lat, row.lon), row.height_m, at, None).expect("computable");
        rows += 1;
        if row.jpl_elevation_deg < 1.0 {
            continue;
        }
        up += 1;
        assert!(
            (sun.elevation_deg - row.spa_elevation_deg).abs() < THOUSANDTH,
            "{row:?} {sun:?}"
        );
        assert!(
            turn_deg(sun.azimuth_deg, row.spa_azimuth_deg) < THOUSANDTH,
            "{row:?} {sun:?}"
        );
        assert!(
            (sun.elevation_deg - row.jpl_elevation_deg).abs() < THOUSANDTH,
            "{row:?} {sun:?}"
        );
        // Clocks show UTC, the Earth turns by UT1: some tenths of a second. That is a fixed small angle on
        // the sky, but any angle of azimuth near the zenith.
        let turn = turn_deg(sun.azimuth_deg, row.jpl_azimuth_deg);
        assert!(
            turn * row.jpl_elevation_deg.to_radians().cos() < THOUSANDTH,
            "{row:?} {sun:?}"
        );
        assert!(
            turn < THOUSANDTH || row.jpl_elevation_deg > 60.0,
            "{row:?} {sun:?}"
        );
    }
    assert!(rows == 2_000 && up > 900, "{rows} {up}");
}
