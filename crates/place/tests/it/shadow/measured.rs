//! What is accepted as measured, and what is not.

use cairn_place::{
    Air,
    shadow::{BadMeasurement, Constraints, Doubt, Measurement, Refraction},
};

use super::oracle::constraints;

fn from(json: &str) -> Result<Constraints, String> {
    serde_json::from_str(json).map_err(|error| error.to_string())
}

#[test]
fn one_set_of_names_serves_forms_commands_and_stored_runs() {
    let read = from(r#"{"ratio": 1.2, "shadow_azimuth_deg": 320}"#).expect("makes sense");
    let measured = *read.measurement();
    assert_eq!(
        (
            measured.ratio_tol,
            measured.azimuth_tol_deg,
            measured.sun_up
        ),
        (Some(0.05), Some(2.0), Some(true))
    );
    let text = serde_json::to_string(&read).expect("JSON");
    assert!(
        text.contains(r#""ratio_tol":0.05"#),
        "tolerances are written down: {text}"
    );
    assert_eq!(from(&text).expect("round"), read);
    let air =
        from(r#"{"ratio": 1, "refraction": {"air": {"pressure_hpa": 820, "temperature_c": 3}}}"#);
    let Refraction::Air(Air { pressure_hpa, .. }) = air.expect("air").measurement().refraction
    else {
        panic!("air")
    };
    assert_eq!(pressure_hpa, 820.0);
    assert!(
        from(r#"{"ratio": 1, "colour": 2}"#)
            .expect_err("unknown")
            .contains("colour")
    );
    assert!(
        from(r#"{"ratio": -1}"#)
            .expect_err("checked")
            .contains("divide the shadow's length")
    );
}

#[test]
fn nonsense_is_refused_in_a_sentence() {
    use BadMeasurement as Bad;
    let refused = [
        ("{}", Bad::Nothing),
        (r#"{"sun_up": false}"#, Bad::Nothing),
        (r#"{"ratio": 0}"#, Bad::Ratio(0.0)),
        (r#"{"ratio": 1e9}"#, Bad::Ratio(1e9)),
        (r#"{"ratio": 1, "ratio_tol": 1}"#, Bad::RatioTolerance(1.0)),
        (r#"{"ratio": 1, "ratio_tol": 0}"#, Bad::RatioTolerance(0.0)),
        (
            r#"{"sun_azimuth_deg": 9, "ratio_tol": 0.1}"#,
            Bad::ToleranceOfNothing("ratio"),
        ),
        (
            r#"{"ratio": 1, "azimuth_tol_deg": 2}"#,
            Bad::ToleranceOfNothing("azimuth"),
        ),
        (r#"{"sun_azimuth_deg": -1}"#, Bad::Azimuth(-1.0)),
        (r#"{"shadow_azimuth_deg": 361}"#, Bad::Azimuth(361.0)),
        (
            r#"{"sun_azimuth_deg": 9, "azimuth_tol_deg": 90}"#,
            Bad::AzimuthTolerance(90.0),
        ),
        (
            r#"{"sun_azimuth_deg": 9, "azimuth_tol_deg": 0}"#,
            Bad::AzimuthTolerance(0.0),
        ),
        (r#"{"elevation_min_deg": 91}"#, Bad::Elevation(91.0)),
        (
            r#"{"elevation_min_deg": 20, "elevation_max_deg": 20}"#,
            Bad::ElevationBand {
                min: 20.0,
                max: 20.0,
            },
        ),
        (r#"{"ratio": 1, "slope_tol_deg": 31}"#, Bad::Slope(31.0)),
        (r#"{"ratio": 1, "sun_up": false}"#, Bad::ShadowAtNight),
    ];
    for (typed, why) in refused {
        let typed: Measurement = serde_json::from_str(typed).expect("JSON");
        assert_eq!(Constraints::try_new(typed), Err(why));
        assert!(why.to_string().ends_with(['.', '%']), "{why}");
    }
    for ratio in [f64::NAN, f64::INFINITY] {
        let measured = Measurement {
            ratio: Some(ratio),
            ..Measurement::default()
        };
        assert!(Constraints::try_new(measured).is_err());
    }
}

#[test]
fn the_sun_is_up_unless_something_below_the_horizon_is_asked_for() {
    let up = |min, max| {
        let asked = Measurement {
            elevation_min_deg: min,
            elevation_max_deg: max,
            ..Measurement::default()
        };
        constraints(asked).measurement().sun_up
    };
    assert_eq!(up(Some(10.0), None), Some(true));
    assert_eq!(up(None, Some(10.0)), Some(true));
    assert_eq!(up(Some(-6.0), Some(0.0)), Some(false));
    assert_eq!(up(None, Some(-12.0)), Some(false));
}

#[test]
fn low_suns_and_fine_tolerances_are_doubted() {
    let doubts = |ratio, tol| {
        constraints(Measurement {
            ratio: Some(ratio),
            ratio_tol: Some(tol),
            ..Measurement::default()
        })
        .doubts()
    };
    assert_eq!(doubts(1.0, 0.05), []);
    assert_eq!(doubts(15.0, 0.2), [Doubt::LowSun]);
    assert_eq!(doubts(1.0, 0.002), [Doubt::FinerThanPenumbra]);
}
