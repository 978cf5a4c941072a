//! Whether a place and a time that somebody claims fit what was measured, and by how much.

use cairn_domain::Point;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{constraints::Constraints, overlay::sun_through};
use crate::sun::{NoSun, SunPosition};

/// Standard deviations in a tolerance: what is given as ± holds in 95 of 100 measurements.
pub const SIGMAS_IN_TOLERANCE: f64 = 2.0;

/// What was compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quantity {
    /// The elevation that a ratio gives.
    Ratio,
    /// The sun's azimuth.
    SunAzimuth,
    /// The shadow's azimuth.
    ShadowAzimuth,
    /// A lowest elevation.
    ElevationMin,
    /// A highest elevation.
    ElevationMax,
    /// The sun has to be up.
    SunUp,
}

/// The sun as it is less the sun as measured.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Residual {
    /// Of what.
    pub quantity: Quantity,
    /// Degrees: positive if the sun stands higher, or further clockwise, than measured. For a bound,
    /// how far it is overstepped, 0 within.
    pub residual_deg: f64,
    /// Degrees by which the measurement may be off on that side; nothing for a bound.
    pub tolerance_deg: Option<f64>,
    /// The residual in standard deviations, two to a tolerance; nothing for a bound.
    pub sigmas: Option<f64>,
    /// Whether it is within.
    pub fits: bool,
}

/// A claim against a measurement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Consistency {
    /// The sun at the claimed place and time.
    pub sun: SunPosition,
    /// One for everything that was measured.
    pub residuals: Vec<Residual>,
    /// Whether everything fits.
    pub fits: bool,
}

/// Compares the sun over a place at an instant with a measurement.
///
/// # Errors
/// [`NoSun`] if the sun cannot be computed.
pub fn consistency(
    place: Point,
    height_m: f64,
    at: DateTime<Utc>,
    constraints: &Constraints,
) -> Result<Consistency, NoSun> {
    let measured = constraints.measurement();
    let sun = sun_through(place, height_m, at, measured.refraction)?;
    let seen = sun.apparent_elevation_deg;
    let azimuth_tol = measured.azimuth_tol_deg.unwrap_or_default();
    let turn = |of: f64, from: f64| (of - from + 540.0).rem_euclid(360.0) - 180.0;
    let bound = |quantity, overstep: f64| Residual {
        quantity,
        residual_deg: overstep,
        tolerance_deg: None,
        sigmas: None,
        fits: overstep == 0.0,
    };
    let of_ratio = constraints
        .ratio_band()
        .zip(measured.ratio)
        .map(|((low, high), ratio)| {
            let elevation = 1.0_f64.atan2(ratio).to_degrees();
            let residual = seen - elevation;
            residual_of(
                Quantity::Ratio,
                residual,
                if residual < 0.0 {
                    elevation - low
                } else {
                    high - elevation
                },
            )
        });
    let residuals = [
        of_ratio,
        measured.sun_azimuth_deg.map(|azimuth| {
            residual_of(
                Quantity::SunAzimuth,
                turn(sun.azimuth_deg, azimuth),
                azimuth_tol,
            )
        }),
        measured.shadow_azimuth_deg.map(|azimuth| {
            residual_of(
                Quantity::ShadowAzimuth,
                turn(sun.shadow_azimuth_deg, azimuth),
                azimuth_tol,
            )
        }),
        measured
            .elevation_min_deg
            .map(|min| bound(Quantity::ElevationMin, (seen - min).min(0.0))),
        measured
            .elevation_max_deg
            .map(|max| bound(Quantity::ElevationMax, (seen - max).max(0.0))),
        (measured.sun_up == Some(true)).then(|| bound(Quantity::SunUp, seen.min(0.0))),
    ];
    let residuals: Vec<Residual> = residuals.into_iter().flatten().collect();
    let fits = residuals.iter().all(|residual| residual.fits);
    Ok(Consistency {
        sun,
        residuals,
        fits,
    })
}

fn residual_of(quantity: Quantity, residual_deg: f64, tolerance_deg: f64) -> Residual {
    Residual {
        quantity,
        residual_deg,
        tolerance_deg: Some(tolerance_deg),
        sigmas: Some(residual_deg / tolerance_deg * SIGMAS_IN_TOLERANCE),
        fits: residual_deg.abs() <= tolerance_deg,
    }
}
