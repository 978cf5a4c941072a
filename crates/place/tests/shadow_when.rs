//! Windows against the sun itself, second by second, and where there is none.

mod oracle;

use cairn_place::{
    shadow::{Measurement, NoAnswer, Refraction, When, Window, Windows},
    zone::parse_zone,
};
use chrono::{DateTime, Duration, TimeDelta, Utc};
use oracle::{constraints, date, holds, instant, point};
use proptest::prelude::*;

fn when(lat: f64, lon: f64, dates: (&str, &str), zone: &str, measured: Measurement) -> When {
    When {
        place: point(lat, lon),
        height_m: 0.0,
        from: date(dates.0),
        to: date(dates.1),
        zone: parse_zone(zone).expect("a zone"),
        constraints: constraints(measured),
    }
}

fn solved(question: &When) -> Windows {
    question.solve().expect("computable")
}

fn ratio(ratio: f64, tol: f64) -> Measurement {
    Measurement {
        ratio: Some(ratio),
        ratio_tol: Some(tol),
        ..Measurement::default()
    }
}

fn azimuth(sun: f64, tol: f64) -> Measurement {
    Measurement {
        sun_azimuth_deg: Some(sun),
        azimuth_tol_deg: Some(tol),
        ..Measurement::default()
    }
}

fn true_at(question: &When, at: DateTime<Utc>) -> bool {
    holds(
        question.place,
        question.height_m,
        at,
        question.constraints.measurement(),
    )
}

/// Every second of the range where something holds, as spans, from SPA in full.
fn dense(
    question: &When,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Vec<(DateTime<Utc>, DateTime<Utc>)> {
    let mut spans: Vec<(DateTime<Utc>, DateTime<Utc>)> = Vec::new();
    let mut at = from;
    while at < to {
        if true_at(question, at) {
            match spans.last_mut() {
                Some(last) if last.1 + Duration::seconds(1) == at => last.1 = at,
                _ => spans.push((at, at)),
            }
        }
        at += Duration::seconds(1);
    }
    spans
}

fn apart(a: DateTime<Utc>, b: DateTime<Utc>) -> i64 {
    (a - b).num_milliseconds().abs()
}

fn assert_same(windows: &[&Window], spans: &[(DateTime<Utc>, DateTime<Utc>)]) {
    assert_eq!(windows.len(), spans.len(), "{windows:#?} {spans:#?}");
    for (window, span) in windows.iter().zip(spans) {
        let (start, end) = (apart(window.start, span.0), apart(window.end, span.1));
        assert!(start <= 2_000 && end <= 2_000, "{window:?} {span:?}");
    }
}

#[test]
fn windows_are_those_of_a_scan_by_the_second() {
    let kabul = ("2022-06-21", "2022-06-21");
    let both = Measurement {
        shadow_azimuth_deg: Some(300.0),
        azimuth_tol_deg: Some(10.0),
        ..ratio(0.5, 0.3)
    };
    // Dublin's sun comes over Quito's zenith fast; the last one is Svalbard's midnight sun.
    let cases = [
        when(34.5553, 69.2075, kabul, "Asia/Kabul", ratio(0.8, 0.05)),
        when(34.5553, 69.2075, kabul, "Asia/Kabul", both),
        when(
            -0.18,
            -78.47,
            ("2023-03-22", "2023-03-22"),
            "America/Guayaquil",
            azimuth(10.0, 60.0),
        ),
        when(
            78.22,
            15.65,
            ("2023-06-01", "2023-06-01"),
            "Arctic/Longyearbyen",
            ratio(4.0, 0.05),
        ),
    ];
    for mut question in cases {
        question.height_m = 1_790.0;
        let windows = solved(&question);
        let start = question.from.and_hms_opt(0, 0, 0).expect("midnight");
        let start = cairn_place::instant(start, question.zone).expect("one instant");
        let spans = dense(&question, start, start + Duration::days(1));
        assert!(!spans.is_empty());
        assert_same(&windows.all().collect::<Vec<_>>(), &spans);
    }
}

#[test]
fn noon_has_a_window_on_either_side_and_one_too_short_for_any_step() {
    let two = solved(&when(
        34.5553,
        69.2075,
        ("2022-03-10", "2022-03-10"),
        "Asia/Kabul",
        ratio(1.0, 0.03),
    ));
    let noon = instant("2022-03-10T07:33:30Z");
    let [morning, afternoon] = two.days[0].windows[..] else {
        panic!("{two:#?}")
    };
    assert!(morning.end < noon && afternoon.start > noon, "{two:#?}");
    assert!(morning.azimuth_to_deg < 180.0 && afternoon.azimuth_from_deg > 180.0);

    // The highest elevation of that day, to a millionth of a degree: the sun stays above it for seconds.
    let all = solved(&when(
        34.5553,
        69.2075,
        ("2022-03-10", "2022-03-10"),
        "Asia/Kabul",
        azimuth(180.0, 5.0),
    ));
    let top = all.days[0].windows[0].elevation_max_deg;
    for (below, longest_s) in [(1e-6, 12), (1e-4, 70)] {
        let short = Measurement {
            elevation_min_deg: Some(top - below),
            ..Measurement::default()
        };
        let found = solved(&when(
            34.5553,
            69.2075,
            ("2022-03-10", "2022-03-10"),
            "Asia/Kabul",
            short,
        ));
        let [only] = found.days[0].windows[..] else {
            panic!("{found:#?}")
        };
        assert!(
            (only.end - only.start).num_seconds() <= longest_s,
            "{only:?}"
        );
        assert!(
            apart(only.start + (only.end - only.start) / 2, noon) < 60_000,
            "{only:?}"
        );
    }
    let above = Measurement {
        elevation_min_deg: Some(top + 1e-5),
        ..Measurement::default()
    };
    let none = solved(&when(
        34.5553,
        69.2075,
        ("2022-03-10", "2022-03-10"),
        "Asia/Kabul",
        above,
    ));
    assert!(none.days.is_empty() && none.excluded == [date("2022-03-10")]);
}

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

prop_compose! {
    fn measurement()(
        ratio in proptest::option::of(0.05_f64..8.0), tol in 0.01_f64..0.4, azimuth in proptest::option::of(0.0_f64..360.0),
        azimuth_tol in 0.5_f64..60.0, is_shadow in any::<bool>(), min in proptest::option::of(-20.0_f64..40.0), slope in 0.0_f64..3.0,
    ) -> Measurement {
        Measurement {
            ratio, ratio_tol: ratio.map(|_| tol),
            sun_azimuth_deg: azimuth.filter(|_| !is_shadow),
            shadow_azimuth_deg: azimuth.filter(|_| is_shadow),
            azimuth_tol_deg: azimuth.map(|_| azimuth_tol),
            elevation_min_deg: min, slope_tol_deg: slope,
            elevation_max_deg: Some(min.map_or(85.0, |min| min + 30.0)),
            ..Measurement::default()
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn inside_windows_everything_holds_and_outside_nothing(
        measured in measurement(), lat in -90.0_f64..=90.0, lon in -180.0_f64..=180.0, day in 0_u64..2_000, height_m in 0.0_f64..4_000.0,
    ) {
        let from = date("2021-01-01") + chrono::Days::new(day);
        let question = When {
            place: point(lat, lon), height_m, from, to: from + chrono::Days::new(1),
            zone: chrono_tz::UTC, constraints: constraints(measured),
        };
        let windows = solved(&question);
        let all: Vec<_> = windows.all().collect();
        prop_assert!(all.windows(2).all(|pair| pair[0].end <= pair[1].start));
        let start = from.and_time(chrono::NaiveTime::MIN).and_utc();
        for minutes in (0..2 * 1_440).step_by(3) {
            let at = start + Duration::minutes(minutes);
            let edge = |window: &&Window| apart(window.start, at) <= 2_000 || apart(window.end, at) <= 2_000;
            let inside = all.iter().any(|window| (window.start..=window.end).contains(&at));
            if !all.iter().any(|window| edge(window)) {
                prop_assert_eq!(inside, true_at(&question, at), "{} {:?}", at, all);
            }
        }
        for window in all {
            let middle = window.start + (window.end - window.start) / 2;
            let sun = cairn_place::sun_at(question.place, height_m, middle, None).expect("computable");
            let slack = 1e-4;
            prop_assert!(sun.apparent_elevation_deg > window.elevation_min_deg - slack && sun.apparent_elevation_deg < window.elevation_max_deg + slack);
            let sweep = (window.azimuth_to_deg - window.azimuth_from_deg).rem_euclid(360.0);
            let along = (sun.azimuth_deg - window.azimuth_from_deg + 1e-3).rem_euclid(360.0);
            let full = window.azimuth_to_deg - window.azimuth_from_deg == 360.0;
            prop_assert!(full || along <= sweep + 2e-3, "{:?} {:?}", window, sun);
        }
    }

    #[test]
    fn a_narrower_measurement_has_narrower_windows(
        measured in measurement(), lat in -80.0_f64..=80.0, day in 0_u64..2_000,
    ) {
        let from = date("2021-01-01") + chrono::Days::new(day);
        let ask = |measured| solved(&When {
            place: point(lat, 10.0), height_m: 0.0, from, to: from, zone: chrono_tz::UTC, constraints: constraints(measured),
        });
        let wide = ask(measured);
        let narrow = ask(Measurement {
            ratio_tol: measured.ratio_tol.map(|tol| tol / 2.0),
            azimuth_tol_deg: measured.azimuth_tol_deg.map(|tol| tol / 2.0),
            ..measured
        });
        for window in narrow.all() {
            prop_assert!(wide.all().any(|wider| wider.start <= window.start && wider.end >= window.end));
        }
    }
}
