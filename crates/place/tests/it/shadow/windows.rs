//! Windows against the sun itself, second by second.

use cairn_place::shadow::{Measurement, When, Window};
use chrono::{DateTime, Duration, Utc};
use proptest::prelude::*;

use super::oracle::{
    apart, azimuth, constraints, date, instant, point, ratio, solved, true_at, when,
};

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
    // Quito's sun comes past the zenith fast. (`cargo bench --bench sun -- scan` scans 24 days more.)
    let equinox = ("2023-03-22", "2023-03-22");
    let cases = [
        when(34.5553, 69.2075, kabul, "Asia/Kabul", both),
        when(
            -0.18,
            -78.47,
            equinox,
            "America/Guayaquil",
            azimuth(10.0, 60.0),
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
            if !all.iter().any(edge) {
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
