//! The sun where everybody knows the answer, and what holds everywhere.

use cairn_domain::Point;
use cairn_place::{Air, NoSun, SunPosition, day_arc, sun_at, zone::parse_zone};
use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use proptest::prelude::*;

fn point(lat: f64, lon: f64) -> Point {
    Point::try_new(lat, lon).expect("on the globe")
}

fn sun(lat: f64, lon: f64, at: &str) -> SunPosition {
    let at: DateTime<Utc> = at.parse().expect("an instant");
    sun_at(point(lat, lon), 0.0, at, None).expect("computable")
}

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a date")
}

#[test]
fn a_low_sun_is_seen_higher_than_it_is() {
    // Sunset at Greenwich on 20 March 2023: refraction at the horizon is about half a degree.
    let low = sun(51.4779, 0.0, "2023-03-20T18:11:00Z");
    let lift = low.apparent_elevation_deg - low.elevation_deg;
    assert!((0.4..0.7).contains(&lift), "{low:?}");
}

#[test]
fn noon_throws_the_shortest_shadow_to_the_north() {
    // Solar noon in Kabul on the June solstice; declination 23.44°, so elevation 78.9°.
    let noon = sun(34.5553, 69.2075, "2022-06-21T07:25:00Z");
    assert!((noon.elevation_deg - 78.9).abs() < 0.1, "{noon:?}");
    assert!((noon.azimuth_deg - 180.0).abs() < 2.0, "{noon:?}");
    let ratio = noon.shadow_ratio.expect("the sun is up");
    assert!((ratio - 0.196).abs() < 0.003, "{ratio}");
    // In Sydney it stands in the north.
    let south = sun(-33.87, 151.21, "2022-06-21T01:57:00Z");
    assert!(
        south.azimuth_deg < 2.0 || south.azimuth_deg > 358.0,
        "{south:?}"
    );
}

#[test]
fn midnight_throws_none() {
    let night = sun(34.5553, 69.2075, "2022-06-21T19:25:00Z");
    assert!(night.elevation_deg < -30.0 && night.shadow_ratio.is_none() && !night.is_up());
}

#[test]
fn the_day_arc_is_the_local_day() {
    let kabul = parse_zone("Asia/Kabul").expect("a zone");
    let arc = day_arc(point(34.5553, 69.2075), date(2022, 12, 21), kabul).expect("computable");
    // 9 h 48 min of daylight at the December solstice.
    assert!((28..=30).contains(&arc.len()), "{}", arc.len());
    assert!(arc.iter().all(|(at, sun)| {
        sun.is_up() && at.with_timezone(&kabul).date_naive() == date(2022, 12, 21)
    }));
    assert!(
        arc.windows(2)
            .all(|pair| pair[0].1.azimuth_deg < pair[1].1.azimuth_deg)
    );
}

#[test]
fn polar_days_are_whole_and_polar_nights_empty() {
    let (tromso, zone) = (
        point(69.65, 18.96),
        parse_zone("Europe/Oslo").expect("a zone"),
    );
    assert_eq!(
        day_arc(tromso, date(2022, 6, 21), zone)
            .expect("computable")
            .len(),
        72
    );
    assert_eq!(
        day_arc(tromso, date(2022, 12, 21), zone)
            .expect("computable")
            .len(),
        0
    );
    // A day of 23 hours: the clocks go forward.
    let pole = point(89.9, 0.0);
    assert_eq!(
        day_arc(pole, date(2022, 3, 27), zone)
            .expect("computable")
            .len(),
        69
    );
}

#[test]
fn what_the_algorithm_does_not_hold_for_is_refused() {
    let far = Utc
        .with_ymd_and_hms(3_500, 1, 1, 0, 0, 0)
        .single()
        .expect("an instant");
    assert_eq!(
        sun_at(point(0.0, 0.0), 0.0, far, None),
        Err(NoSun::Year(3_500))
    );
    let at = Utc
        .with_ymd_and_hms(2022, 1, 1, 0, 0, 0)
        .single()
        .expect("an instant");
    assert!(matches!(
        sun_at(point(0.0, 0.0), f64::NAN, at, None),
        Err(NoSun::Height(_))
    ));
    let vacuum = Air {
        pressure_hpa: 0.0,
        temperature_c: 0.0,
    };
    assert_eq!(
        sun_at(point(0.0, 0.0), 0.0, at, Some(vacuum)),
        Err(NoSun::Air(vacuum))
    );
    let poles = [90.0, -90.0].map(|lat| sun_at(point(lat, 180.0), 10_000.0, at, None));
    assert!(poles.iter().all(Result::is_ok));
    assert_eq!(
        day_arc(point(0.0, 0.0), NaiveDate::MAX, chrono_tz::UTC),
        Err(NoSun::Year(262_142))
    );
}

proptest! {
    #[test]
    fn shadows_fall_away_from_the_sun_and_only_by_day(
        lat in -90.0..=90.0, lon in -180.0..=180.0, seconds in 0_i64..4_000_000_000, height_m in -400.0..6_000.0,
    ) {
        let at = DateTime::from_timestamp(seconds, 0).expect("an instant");
        let sun = sun_at(point(lat, lon), height_m, at, None).expect("computable");
        prop_assert!((0.0..360.0).contains(&sun.azimuth_deg));
        prop_assert!((0.0..360.0).contains(&sun.shadow_azimuth_deg));
        prop_assert!(((sun.azimuth_deg - sun.shadow_azimuth_deg).abs() - 180.0).abs() < 1e-9);
        prop_assert_eq!(sun.shadow_ratio.is_some(), sun.apparent_elevation_deg > 0.0);
        prop_assert!(sun.shadow_ratio.is_none_or(|ratio| ratio >= 0.0 && ratio.is_finite()));
        let lift = sun.apparent_elevation_deg - sun.elevation_deg;
        prop_assert!((0.0..1.0).contains(&lift));
    }
}
