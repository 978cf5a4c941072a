//! Which of ratio and azimuth tells the time better, there and then.
//!
//! Around noon the length of a shadow hardly changes while it turns fast; in the morning of a summer
//! day far north it is the other way round.

use cairn_domain::Point;
use chrono::{DateTime, Duration, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::{
    NoAnswer,
    bend::Refraction,
    overlay::{day_light, sun_through},
};
use crate::sun::{NoSun, SunPosition};

/// Half the span of the finite difference that gives the rates, seconds.
const HALF_S: i64 = 10;
/// Rates below this many degrees a minute are called none: an hour for a degree.
const STILL: f64 = 1.0 / 60.0;

/// How fast the sun moves at a place and an instant, and what that makes of a tolerance.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Sensitivity {
    /// The instant.
    pub at: DateTime<Utc>,
    /// The sun then.
    pub sun: SunPosition,
    /// Degrees of apparent elevation a minute, falling negative.
    pub elevation_deg_per_min: f64,
    /// Degrees of azimuth a minute, clockwise positive.
    pub azimuth_deg_per_min: f64,
    /// Seconds of window for each ±1 % of ratio; nothing when the sun is down or stands still in
    /// height.
    pub ratio_s_per_percent: Option<f64>,
    /// Seconds of window for each ±1° of azimuth; nothing when the sun is down or does not turn.
    pub azimuth_s_per_degree: Option<f64>,
}

/// Which measurement narrows the time more, at given tolerances.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Narrower {
    /// The ratio.
    Ratio,
    /// The azimuth.
    Azimuth,
    /// Neither by more than a third.
    Alike,
    /// Nothing: the sun is down.
    Neither,
}

impl Sensitivity {
    /// Seconds of window that a fraction of ratio leaves, to first order.
    pub fn ratio_window_s(&self, ratio_tol: f64) -> Option<f64> {
        self.ratio_s_per_percent
            .map(|seconds| seconds * ratio_tol * 100.0)
    }

    /// Seconds of window that a tolerance of azimuth leaves, to first order.
    pub fn azimuth_window_s(&self, azimuth_tol_deg: f64) -> Option<f64> {
        self.azimuth_s_per_degree
            .map(|seconds| seconds * azimuth_tol_deg)
    }

    /// Which of the two is worth measuring.
    pub fn narrower(&self, ratio_tol: f64, azimuth_tol_deg: f64) -> Narrower {
        match (
            self.ratio_window_s(ratio_tol),
            self.azimuth_window_s(azimuth_tol_deg),
        ) {
            _ if !self.sun.is_up() => Narrower::Neither,
            (None, None) => Narrower::Neither,
            (Some(_), None) => Narrower::Ratio,
            (None, Some(_)) => Narrower::Azimuth,
            (Some(ratio), Some(azimuth)) if ratio * 4.0 < azimuth * 3.0 => Narrower::Ratio,
            (Some(ratio), Some(azimuth)) if azimuth * 4.0 < ratio * 3.0 => Narrower::Azimuth,
            _ => Narrower::Alike,
        }
    }
}

/// At one instant.
///
/// # Errors
/// [`NoSun`] if the sun cannot be computed.
pub fn sensitivity(
    place: Point,
    height_m: f64,
    at: DateTime<Utc>,
    refraction: Refraction,
) -> Result<Sensitivity, NoSun> {
    let sun_after =
        |seconds| sun_through(place, height_m, at + Duration::seconds(seconds), refraction);
    let (before, sun, after) = (sun_after(-HALF_S)?, sun_after(0)?, sun_after(HALF_S)?);
    let per_min = |change: f64| change * 30.0 / HALF_S as f64;
    let elevation = per_min(after.apparent_elevation_deg - before.apparent_elevation_deg);
    let turn = (after.azimuth_deg - before.azimuth_deg + 540.0).rem_euclid(360.0) - 180.0;
    let azimuth = per_min(turn);
    // d(ln ratio) = −d(elevation) / (sin e · cos e); a window is open on both sides.
    let (sine, cosine) = sun.apparent_elevation_deg.to_radians().sin_cos();
    let percent_deg = (0.01 * sine * cosine).to_degrees();
    let seconds = |tolerance: f64, rate: f64| {
        (sun.is_up() && rate.abs() > STILL).then(|| 120.0 * tolerance / rate.abs())
    };
    Ok(Sensitivity {
        at,
        sun,
        elevation_deg_per_min: elevation,
        azimuth_deg_per_min: azimuth,
        ratio_s_per_percent: seconds(percent_deg, elevation),
        azimuth_s_per_degree: seconds(1.0, azimuth),
    })
}

/// Through a local day, every `step_min` minutes while the sun is up: for the question "what is worth
/// measuring here" before the hour is known.
///
/// # Errors
/// [`NoAnswer::Sun`] if the sun cannot be computed.
pub fn sensitivity_of_day(
    place: Point,
    height_m: f64,
    date: NaiveDate,
    zone: Tz,
    refraction: Refraction,
    step_min: u32,
) -> Result<Vec<Sensitivity>, NoAnswer> {
    let day = day_light(place, height_m, date, zone, refraction, step_min)?;
    let up = day.arc.iter().filter(|(_, sun)| sun.is_up());
    up.map(|(at, _)| Ok(sensitivity(place, height_m, *at, refraction)?))
        .collect()
}
