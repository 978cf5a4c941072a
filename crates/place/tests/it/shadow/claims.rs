//! How claims are held against a measurement, and runs that are stored.

use cairn_place::{
    shadow::{At, Claim, Measurement, Quantity, Run, When, Where, Work, consistency, rerun},
    sun_at,
};
use chrono::Duration;
use proptest::prelude::*;

use super::oracle::{constraints, date, instant, margin_deg, point};

#[test]
fn a_true_claim_fits_and_a_wrong_one_says_by_how_much() {
    let (kabul, at) = (point(34.5553, 69.2075), instant("2022-03-10T05:00:00Z"));
    let sun = sun_at(kabul, 1_790.0, at, None).expect("computable");
    let measured = constraints(Measurement {
        ratio: sun.shadow_ratio,
        shadow_azimuth_deg: Some(sun.shadow_azimuth_deg),
        azimuth_tol_deg: Some(2.0),
        elevation_max_deg: Some(sun.apparent_elevation_deg + 1.0),
        ..Measurement::default()
    });
    let claim = |at| consistency(kabul, 1_790.0, at, &measured).expect("computable");
    let fit = claim(at);
    assert!(fit.fits && fit.residuals.len() == 4, "{fit:#?}");
    assert!(
        fit.residuals
            .iter()
            .all(|residual| residual.residual_deg.abs() < 1e-5)
    );
    let later = claim(at + Duration::minutes(30));
    assert!(!later.fits);
    let of = |quantity| {
        *later
            .residuals
            .iter()
            .find(|residual| residual.quantity == quantity)
            .expect("measured")
    };
    let turned = of(Quantity::ShadowAzimuth);
    assert!((turned.residual_deg - (later.sun.azimuth_deg - sun.azimuth_deg)).abs() < 1e-9);
    assert!(
        (turned.sigmas.expect("a tolerance") - turned.residual_deg).abs() < 1e-9,
        "2° are two sigmas"
    );
    assert!(
        of(Quantity::Ratio).residual_deg > 4.0
            && of(Quantity::Ratio).sigmas.expect("a tolerance") > 2.0
    );
    assert!(
        of(Quantity::ElevationMax).residual_deg > 3.0
            && of(Quantity::ElevationMax).sigmas.is_none()
    );
    let night = claim(at + Duration::hours(12));
    assert!(
        !night.fits
            && night
                .residuals
                .iter()
                .any(|residual| residual.quantity == Quantity::SunUp && !residual.fits)
    );
}

fn runs() -> Vec<Run> {
    let measured = constraints(Measurement {
        ratio: Some(1.1),
        sun_azimuth_deg: Some(140.0),
        ..Measurement::default()
    });
    let (place, at) = (point(34.5553, 69.2075), instant("2022-03-10T05:30:00Z"));
    let when = When {
        place,
        height_m: 1_790.0,
        from: date("2022-03-01"),
        to: date("2022-03-31"),
        zone: chrono_tz::Asia::Kabul,
        constraints: measured,
    };
    let civil = At::Civil {
        local: at.naive_utc(),
        utc_offsets_min: vec![270, 300],
    };
    let regions = [At::Instant(at), civil].map(|at| Where {
        at,
        height_m: 0.0,
        constraints: measured,
    });
    let claim = Claim {
        place,
        height_m: 0.0,
        at,
        constraints: measured,
    };
    let mut all = vec![
        Run::when(when).expect("computable"),
        Run::consistency(claim).expect("computable"),
    ];
    all.extend(regions.map(|question| Run::place(question).expect("computable")));
    all
}

#[test]
fn stored_runs_come_back_the_same_and_run_the_same() {
    for run in runs() {
        let text = serde_json::to_string(&run).expect("JSON");
        let back: Run = serde_json::from_str(&text).expect("round");
        assert_eq!(back, run);
        let again = rerun(&back).expect("computable");
        assert!(again.same && again.now == run);
    }
}

#[test]
fn a_changed_answer_is_seen() {
    for mut run in runs() {
        match &mut run.work {
            Work::When { answer, .. } => answer.days[0].windows[0].start += Duration::seconds(5),
            Work::Where { answer, .. } => answer[0].polygons[0].0[0][1][0] += 0.001,
            Work::Consistency { answer, .. } => answer.residuals[0].residual_deg += 0.001,
        }
        assert!(!rerun(&run).expect("computable").same);
    }
}

proptest! {
    #[test]
    fn a_claim_fits_where_the_sun_is_inside(
        lat in -90.0_f64..=90.0, lon in -180.0_f64..=180.0, seconds in 1_600_000_000_i64..1_800_000_000,
        ratio in 0.05_f64..10.0, tol in 0.05_f64..0.9, azimuth in 0.0_f64..360.0, azimuth_tol in 5.0_f64..89.0, slope in 0.0_f64..20.0,
    ) {
        let at = chrono::DateTime::from_timestamp(seconds, 0).expect("an instant");
        let measured = constraints(Measurement {
            ratio: Some(ratio), ratio_tol: Some(tol), shadow_azimuth_deg: Some(azimuth), azimuth_tol_deg: Some(azimuth_tol), slope_tol_deg: slope,
            ..Measurement::default()
        });
        let fit = consistency(point(lat, lon), 0.0, at, &measured).expect("computable");
        let sun = sun_at(point(lat, lon), 0.0, at, None).expect("computable");
        let margin = margin_deg(&sun, measured.measurement());
        prop_assert!(margin.abs() < 1e-6 || fit.fits == (margin > 0.0), "{} {:?}", margin, fit);
    }
}
