//! Lines drawn over maps and frames, both ways.

use cairn_place::shadow::{
    Height, Lie, Light, NoMeasurement, OnFrame, OnMap, Overlay, Refraction, When, day_light,
    overlay,
};
use chrono::{DateTime, Utc};
use proptest::prelude::*;

use super::oracle::{constraints, date, instant, kabul, point, turn_deg};

fn close(a: DateTime<Utc>, b: &str, seconds: i64) -> bool {
    (a - instant(b)).num_seconds().abs() <= seconds
}

#[test]
fn lines_point_to_the_sun_and_away_from_it() {
    let at = instant("2022-03-10T05:00:00Z");
    let drawn =
        overlay(kabul(), 1_790.0, at, Refraction::Standard, 10.0, 200.0).expect("computable");
    let [pin, tip] = drawn.shadow_line.expect("the sun is up");
    assert_eq!(pin, kabul());
    let shadow_m = drawn.shadow_m.expect("the sun is up");
    assert!((shadow_m - 10.0 * drawn.sun.shadow_ratio.expect("up")).abs() < 1e-9);
    assert!(
        (pin.distance_m(tip) / shadow_m - 1.0).abs() < 6e-3,
        "a sphere is not quite the Earth"
    );
    let [_, end] = drawn.sun_line.expect("the sun is up");
    assert!(
        end.lon() > pin.lon() && tip.lon() < pin.lon() && tip.lat() > pin.lat(),
        "a morning in the north"
    );
    let night = overlay(
        kabul(),
        1_790.0,
        instant("2022-03-10T20:00:00Z"),
        Refraction::Standard,
        10.0,
        200.0,
    );
    let night = night.expect("computable");
    assert!(night.sun_line.is_none() && night.shadow_line.is_none() && night.shadow_m.is_none());
}

#[test]
fn sunrise_transit_and_sunset_are_those_of_the_almanac() {
    // NOAA's solar calculator for Greenwich on 21 June 2023: 03:42, 12:01:53, 20:21 (UTC).
    let day = day_light(
        point(51.4779, 0.0),
        0.0,
        date("2023-06-21"),
        chrono_tz::UTC,
        Refraction::Standard,
        20,
    )
    .expect("computable");
    assert_eq!(day.light, Light::RisesOrSets);
    let ([rise], [set]) = (&day.sunrises[..], &day.sunsets[..]) else {
        panic!("{day:#?}")
    };
    assert!(
        close(*rise, "2023-06-21T03:42:40Z", 60) && close(*set, "2023-06-21T20:21:30Z", 60),
        "{rise} {set}"
    );
    let (transit, sun) = day.transit.expect("noon");
    assert!(close(transit, "2023-06-21T12:01:53Z", 10), "{transit}");
    assert!(turn_deg(sun.azimuth_deg, 180.0) < 0.01);
    assert_eq!(day.arc.len(), 72);
    let all_day = |at: &str| {
        day_light(
            point(78.22, 15.65),
            0.0,
            date(at),
            chrono_tz::Arctic::Longyearbyen,
            Refraction::None,
            60,
        )
        .expect("computable")
    };
    let (summer, winter) = (all_day("2023-06-10"), all_day("2023-12-10"));
    assert_eq!(
        (summer.light, winter.light),
        (Light::UpAllDay, Light::DownAllDay)
    );
    assert!(summer.sunrises.is_empty() && summer.sunsets.is_empty() && winter.sunrises.is_empty());
    assert!(winter.transit.expect("noon").1.elevation_deg < 0.0);
}

/// A pole of ten metres in Kabul, drawn by the solver itself.
fn pole() -> (Overlay, OnMap) {
    let at = instant("2022-03-10T05:00:00Z");
    let drawn = overlay(kabul(), 1_790.0, at, Refraction::Standard, 10.0, 200.0);
    let drawn = drawn.expect("computable");
    let [foot, tip] = drawn.shadow_line.expect("up");
    let object = Some(Height {
        m: 10.0,
        uncertainty_m: 0.4,
    });
    (
        drawn,
        OnMap {
            foot,
            tip,
            click_m: 0.5,
            object,
        },
    )
}

#[test]
fn a_shadow_on_the_map_gives_ratio_and_azimuth_and_what_they_are_worth() {
    let (drawn, map) = pole();
    let measured = map.measure().expect("long enough");
    let near = |a: Option<f64>, b: f64, within: f64| (a.expect("measured") - b).abs() < within;
    assert!(near(
        measured.ratio,
        drawn.sun.shadow_ratio.expect("up"),
        1e-5
    ));
    assert!(near(
        measured.shadow_azimuth_deg,
        drawn.sun.shadow_azimuth_deg,
        1e-3
    ));
    let part = 0.5 * 2.0_f64.sqrt() / drawn.shadow_m.expect("up");
    assert!(
        near(measured.ratio_tol, part.hypot(0.04), 1e-4),
        "{measured:?}"
    );
    assert!(near(
        measured.azimuth_tol_deg,
        part.asin().to_degrees(),
        1e-3
    ));
    let azimuth_only = OnMap {
        object: None,
        ..map
    }
    .measure()
    .expect("long enough");
    assert!(azimuth_only.ratio.is_none() && azimuth_only.ratio_tol.is_none());
}

#[test]
fn what_is_measured_on_the_map_leads_back_to_the_time() {
    let (_, map) = pole();
    let question = When {
        place: kabul(),
        height_m: 1_790.0,
        from: date("2022-03-10"),
        to: date("2022-03-10"),
        zone: chrono_tz::Asia::Kabul,
        constraints: constraints(map.measure().expect("long enough")),
    };
    let (windows, at) = (
        question.solve().expect("computable"),
        instant("2022-03-10T05:00:00Z"),
    );
    assert!(
        windows
            .all()
            .any(|window| (window.start..=window.end).contains(&at)),
        "{windows:#?}"
    );
}

#[test]
fn a_line_shorter_than_its_clicks_is_no_measurement() {
    let (_, map) = pole();
    let short = OnMap {
        click_m: 10.0,
        ..map
    }
    .measure()
    .expect_err("too short");
    assert!(
        matches!(short, NoMeasurement::ShadowTooShort { .. }),
        "{short}"
    );
    assert!(
        OnMap {
            tip: map.foot,
            ..map
        }
        .measure()
        .is_err()
    );
    assert!(matches!(
        OnMap {
            click_m: 0.0,
            ..map
        }
        .measure(),
        Err(NoMeasurement::Length(_))
    ));
}

const FRAME: OnFrame = OnFrame {
    base: [500.0, 800.0],
    top: [500.0, 400.0],
    tip: [900.0, 800.0],
    click_px: 4.0,
    lie: Lie::Parallel { within_deg: 0.0 },
};

/// Ratio and tolerance.
fn read(frame: OnFrame) -> (f64, f64) {
    let measured = frame.measure().expect("runs across");
    (
        measured.ratio.expect("a ratio"),
        measured.ratio_tol.expect("a tolerance"),
    )
}

#[test]
fn a_shadow_on_a_frame_gives_a_ratio_if_it_runs_across() {
    let (ratio, tol) = read(FRAME);
    assert!((ratio - 1.0).abs() < 1e-12);
    assert!((tol - 0.02).abs() < 1e-4, "4 px of 400, four clicks");
    // A shadow that falls 30° off the image's plane looks cos 30° as long.
    let lie = |camera_azimuth_deg, shadow_azimuth_deg| Lie::Known {
        camera_azimuth_deg,
        shadow_azimuth_deg,
        tol_deg: 5.0,
    };
    let (stretched, wider) = read(OnFrame {
        lie: lie(350.0, 50.0),
        ..FRAME
    });
    assert!((stretched - 1.0 / 60.0_f64.to_radians().sin()).abs() < 1e-12 && wider > tol);
    let (middle, tol) = read(OnFrame {
        lie: Lie::Parallel { within_deg: 30.0 },
        ..FRAME
    });
    assert!(middle * (1.0 - tol) < 1.0 && middle * (1.0 + tol) > 1.0 / 30.0_f64.to_radians().cos());
    // Rolling the camera changes nothing.
    let turned = |[x, y]: [f64; 2]| [x * 0.8 - y * 0.6, x * 0.6 + y * 0.8];
    let [base, top, tip] = [FRAME.base, FRAME.top, FRAME.tip].map(turned);
    assert!(
        (read(OnFrame {
            base,
            top,
            tip,
            ..FRAME
        })
        .0 - 1.0)
            .abs()
            < 1e-9
    );
    let along = OnFrame {
        lie: lie(0.0, 20.0),
        ..FRAME
    };
    assert_eq!(along.measure(), Err(NoMeasurement::AlongTheLineOfSight));
}

#[test]
fn frames_that_show_too_little_are_refused() {
    let short = OnFrame {
        tip: [502.0, 800.0],
        ..FRAME
    };
    assert!(matches!(
        short.measure(),
        Err(NoMeasurement::ShadowTooShort { .. })
    ));
    let flat = OnFrame {
        top: FRAME.base,
        ..FRAME
    };
    assert!(matches!(
        flat.measure(),
        Err(NoMeasurement::ObjectTooShort { .. })
    ));
    let wide = OnFrame {
        lie: Lie::Parallel { within_deg: 60.0 },
        ..FRAME
    };
    assert!(matches!(wide.measure(), Err(NoMeasurement::Angle(_))));
}

proptest! {
    #[test]
    fn what_is_drawn_is_measured_again(
        lat in -89.9_f64..89.9, lon in -180.0_f64..180.0, seconds in 1_600_000_000_i64..1_800_000_000, object_m in 2.0_f64..100.0,
    ) {
        let at = DateTime::from_timestamp(seconds, 0).expect("an instant");
        let drawn = overlay(point(lat, lon), 0.0, at, Refraction::Standard, object_m, 100.0).expect("computable");
        let Some([foot, tip]) = drawn.shadow_line.filter(|_| drawn.sun.apparent_elevation_deg > 5.0 && drawn.sun.apparent_elevation_deg < 85.0) else {
            return Ok(());
        };
        let map = OnMap { foot, tip, click_m: 0.01, object: Some(Height { m: object_m, uncertainty_m: 0.0 }) };
        let measured = map.measure().expect("long enough");
        prop_assert!((measured.ratio.expect("a ratio") / drawn.sun.shadow_ratio.expect("up") - 1.0).abs() < 1e-5);
        prop_assert!(turn_deg(measured.shadow_azimuth_deg.expect("an azimuth"), drawn.sun.shadow_azimuth_deg) < 0.01);
    }
}
