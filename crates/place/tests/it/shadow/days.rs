//! Days and places that are odd, and questions that are.

use cairn_place::shadow::{Measurement, NoAnswer, Refraction};
use chrono::{Duration, TimeDelta};

use super::oracle::{azimuth, date, ratio, solved, true_at, when};

#[test]
fn a_shadow_too_short_for_the_season_excludes_its_days() {
    // At Kabul a shadow as long as its object needs 45°: not in December, but in July.
    let year = solved(&when(
        34.5553,
        69.2075,
        ("2022-01-01", "2022-12-31"),
        "Asia/Kabul",
        ratio(1.0, 0.02),
    ));
    assert_eq!(year.days.len() + year.excluded.len(), 365);
    assert!(year.excluded.contains(&date("2022-12-21")));
    assert!(
        year.days
            .iter()
            .all(|day| day.date >= date("2022-02-20") && day.date <= date("2022-10-21")),
        "{year:#?}"
    );
    assert!(year.days.iter().any(|day| day.date == date("2022-07-01")));
}

#[test]
fn polar_days_and_nights() {
    let up = Measurement {
        sun_up: Some(true),
        ..Measurement::default()
    };
    let june = solved(&when(
        78.22,
        15.65,
        ("2023-06-10", "2023-06-12"),
        "Arctic/Longyearbyen",
        up,
    ));
    assert_eq!(june.days.len(), 3);
    let day = june.days[1].windows[0];
    // The sun gains some seconds a day on the clock, so that a day is not quite a full turn.
    let turn = (day.azimuth_to_deg - day.azimuth_from_deg).rem_euclid(360.0);
    assert!(turn > 359.9, "{day:?}");
    assert!(
        day.elevation_min_deg > 10.0 && day.elevation_max_deg < 36.0,
        "{day:?}"
    );
    let december = solved(&when(
        78.22,
        15.65,
        ("2023-12-10", "2023-12-12"),
        "Arctic/Longyearbyen",
        up,
    ));
    assert_eq!(december.excluded.len(), 3);
}

#[test]
fn at_the_pole_the_declination_alone_moves_the_sun() {
    // The sun reaches 10° over the pole once in spring; azimuth is hour angle there.
    let low = Measurement {
        elevation_min_deg: Some(10.0),
        elevation_max_deg: Some(10.1),
        refraction: Refraction::None,
        ..Measurement::default()
    };
    for (lat, dates) in [
        (90.0, ("2023-04-01", "2023-05-01")),
        (-90.0, ("2023-09-25", "2023-11-05")),
    ] {
        let question = when(lat, 0.0, dates, "UTC", low);
        let windows = solved(&question);
        let span: TimeDelta = windows.all().map(|window| window.end - window.start).sum();
        assert!((5..9).contains(&span.num_hours()), "{windows:#?}");
        let first = windows.all().next().expect("a window");
        let last = windows.all().last().expect("a window");
        for edge in [first.start, last.end] {
            let [before, after] =
                [-3, 3].map(|seconds| true_at(&question, edge + Duration::seconds(seconds)));
            assert_ne!(before, after);
        }
    }
    let turning = solved(&when(
        90.0,
        0.0,
        ("2023-06-01", "2023-06-01"),
        "UTC",
        azimuth(90.0, 1.5),
    ));
    let [only] = turning.days[0].windows[..] else {
        panic!("{turning:#?}")
    };
    assert_eq!(
        (only.end - only.start).num_seconds().abs_diff(720) / 2,
        0,
        "3° of azimuth are 12 minutes"
    );
}

#[test]
fn the_zenith_is_passed_in_no_time() {
    // Honolulu on its "Lahaina noon", the sun within 0.1° of the zenith: 60° of azimuth in seconds.
    let question = when(
        21.3,
        -157.85,
        ("2022-05-26", "2022-05-27"),
        "Pacific/Honolulu",
        azimuth(180.0, 20.0),
    );
    for window in solved(&question).all() {
        for (inner, outer) in [
            (
                window.start + Duration::seconds(2),
                window.start - Duration::seconds(2),
            ),
            (
                window.end - Duration::seconds(2),
                window.end + Duration::seconds(2),
            ),
        ] {
            let long = (window.end - window.start).num_seconds() > 4;
            assert!(
                !true_at(&question, outer) && (!long || true_at(&question, inner)),
                "{window:?}"
            );
        }
    }
    // North of the sun's path both azimuths near north and south are met.
    let both = solved(&when(
        21.3,
        -157.85,
        ("2022-06-10", "2022-06-10"),
        "Pacific/Honolulu",
        azimuth(0.0, 20.0),
    ));
    assert_eq!(both.all().count(), 1, "{both:#?}");
}

#[test]
fn days_are_those_of_the_zone() {
    // Clocks went forward in New York on 12 March 2023 and back on 5 November.
    let up = Measurement {
        elevation_min_deg: Some(-90.0),
        ..Measurement::default()
    };
    let hours = |day: &str| {
        let windows = solved(&when(40.7, -74.0, (day, day), "America/New_York", up));
        let window = windows.days[0].windows[0];
        (window.end - window.start).num_hours()
    };
    assert_eq!(
        [
            hours("2023-03-12"),
            hours("2023-03-13"),
            hours("2023-11-05")
        ],
        [23, 24, 25]
    );
    // Samoa had no 30 December 2011.
    let samoa = solved(&when(
        -13.8,
        -171.8,
        ("2011-12-29", "2011-12-31"),
        "Pacific/Apia",
        ratio(1.0, 0.1),
    ));
    assert_eq!(samoa.excluded, [date("2011-12-30")]);
}

#[test]
fn the_air_matters_when_the_sun_is_low() {
    let edge = |refraction| {
        let low = Measurement {
            elevation_min_deg: Some(5.0),
            elevation_max_deg: Some(40.0),
            refraction,
            ..Measurement::default()
        };
        solved(&when(
            34.5553,
            69.2075,
            ("2022-03-10", "2022-03-10"),
            "Asia/Kabul",
            low,
        ))
        .days[0]
            .windows[0]
            .start
    };
    let (standard, none) = (edge(Refraction::Standard), edge(Refraction::None));
    let air = cairn_place::Air {
        pressure_hpa: 820.0,
        temperature_c: 0.0,
    };
    let thin = edge(Refraction::Air(air));
    assert!(standard < thin && thin < none, "{standard} {thin} {none}");
    assert!((none - standard).num_seconds() > 30);
}

#[test]
fn a_slope_widens_what_a_ratio_allows() {
    let width = |slope_tol_deg| {
        let sloping = Measurement {
            slope_tol_deg,
            ..ratio(1.0, 0.05)
        };
        let windows = solved(&when(
            34.5553,
            69.2075,
            ("2022-05-10", "2022-05-10"),
            "Asia/Kabul",
            sloping,
        ));
        windows
            .all()
            .map(|window| (window.end - window.start).num_seconds())
            .sum::<i64>()
    };
    // Two degrees of slope are two degrees of elevation, both ways: at 12.5° an hour, 20 minutes more.
    let more = (width(2.0) - width(0.0)) / 2;
    assert!((1_000..1_400).contains(&more), "{more}");
}

#[test]
fn questions_without_an_answer_say_why() {
    let refused = |dates| {
        when(34.5, 69.2, dates, "Asia/Kabul", ratio(1.0, 0.1))
            .solve()
            .expect_err("refused")
    };
    assert_eq!(
        refused(("2022-02-01", "2022-01-01")).to_string(),
        "2022-02-01 is after 2022-01-01: give the earlier date first."
    );
    assert!(matches!(
        refused(("2000-01-01", "2022-01-01")),
        NoAnswer::TooLong { days: 8_037 }
    ));
    assert!(matches!(
        refused(("3010-01-01", "3010-01-02")),
        NoAnswer::Sun(_)
    ));
}

#[test]
fn ten_years_take_no_time() {
    let ten = when(
        34.5553,
        69.2075,
        ("2015-01-01", "2024-12-31"),
        "Asia/Kabul",
        Measurement {
            sun_azimuth_deg: Some(135.0),
            azimuth_tol_deg: Some(2.0),
            ..ratio(1.0, 0.05)
        },
    );
    let windows = solved(&ten);
    assert_eq!(windows.days.len() + windows.excluded.len(), 3_653);
    assert!(windows.days.len() > 100);
}
