//! What is worth measuring.

use cairn_place::shadow::{
    Measurement, Narrower, Refraction, When, sensitivity, sensitivity_of_day,
};

use super::oracle::{constraints, date, instant, kabul};

#[test]
fn at_noon_the_azimuth_tells_the_time_and_at_nine_in_june_the_ratio() {
    let of = |at: &str| {
        sensitivity(kabul(), 1_790.0, instant(at), Refraction::Standard).expect("computable")
    };
    let noon = of("2022-06-21T07:24:30Z");
    assert_eq!(noon.narrower(0.05, 2.0), Narrower::Azimuth);
    assert!(
        noon.azimuth_deg_per_min > 1.0 && noon.elevation_deg_per_min.abs() < 0.01,
        "{noon:?}"
    );
    assert!(noon.ratio_s_per_percent.is_none(), "it stands still");
    let morning = of("2022-06-21T03:00:00Z");
    assert!(
        (morning.elevation_deg_per_min - 0.205).abs() < 0.01,
        "{morning:?}"
    );
    assert_eq!(
        of("2022-06-21T20:00:00Z").narrower(0.05, 2.0),
        Narrower::Neither
    );
    let day = sensitivity_of_day(
        kabul(),
        1_790.0,
        date("2022-06-21"),
        chrono_tz::Asia::Kabul,
        Refraction::Standard,
        30,
    )
    .expect("computable");
    let answers: Vec<Narrower> = day.iter().map(|step| step.narrower(0.05, 2.0)).collect();
    assert!(
        answers.contains(&Narrower::Ratio) && answers.contains(&Narrower::Azimuth),
        "{answers:?}"
    );
}

#[test]
fn what_a_tolerance_is_said_to_leave_is_what_the_solver_finds() {
    let at = instant("2022-03-10T04:30:00Z");
    let step = sensitivity(kabul(), 1_790.0, at, Refraction::Standard).expect("computable");
    let window_s = |measured| {
        let question = When {
            place: kabul(),
            height_m: 1_790.0,
            from: date("2022-03-10"),
            to: date("2022-03-10"),
            zone: chrono_tz::Asia::Kabul,
            constraints: constraints(measured),
        };
        let windows = question.solve().expect("computable");
        let found = windows
            .all()
            .find(|window| (window.start..=window.end).contains(&at))
            .copied()
            .expect("a window");
        (found.end - found.start).num_seconds() as f64
    };
    let ratio = window_s(Measurement {
        ratio: step.sun.shadow_ratio,
        ratio_tol: Some(0.02),
        ..Default::default()
    });
    let azimuth = window_s(Measurement {
        sun_azimuth_deg: Some(step.sun.azimuth_deg),
        azimuth_tol_deg: Some(1.0),
        ..Default::default()
    });
    assert!(
        (step.ratio_window_s(0.02).expect("moves") / ratio - 1.0).abs() < 0.02,
        "{step:?} {ratio}"
    );
    assert!(
        (step.azimuth_window_s(1.0).expect("turns") / azimuth - 1.0).abs() < 0.02,
        "{step:?} {azimuth}"
    );
}
