//! Where the sun stands and what shadows it throws.
//!
//! NREL's Solar Position Algorithm (Reda and Andreas 2004, ±0.0003°) by `solar-positioning`. Angles
//! are degrees; azimuths count clockwise from true north.

use cairn_domain::Point;
use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use solar_positioning::{Location, RefractionCorrection, SolarPositions, delta_t};

use crate::zone::first_instant_from;

/// The air that bends the light of a low sun.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Air {
    /// Pressure at the place, not reduced to sea level.
    pub pressure_hpa: f64,
    /// Temperature at the place.
    pub temperature_c: f64,
}

impl Air {
    /// The standard atmosphere (ISO 2533) at a height above the sea in metres.
    pub fn standard_at(height_m: f64) -> Self {
        let temperature_c = 15.0 - 0.0065 * height_m;
        let pressure_hpa = 1_013.25 * (1.0 - 2.255_77e-5 * height_m).max(0.0).powf(5.255_88);
        Self {
            pressure_hpa,
            temperature_c,
        }
    }

    /// As the algorithm wants it; refused if nobody could breathe it.
    pub(crate) fn refraction(self) -> Result<RefractionCorrection, NoSun> {
        RefractionCorrection::new(self.pressure_hpa, self.temperature_c)
            .map_err(|_| NoSun::Air(self))
    }
}

/// The sun as seen from a place at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SunPosition {
    /// Direction of the sun, 0..360.
    pub azimuth_deg: f64,
    /// Height of the sun's centre above the horizon without the air, −90..=90.
    pub elevation_deg: f64,
    /// Height at which it is seen through the air.
    pub apparent_elevation_deg: f64,
    /// Direction in which shadows fall, 0..360.
    pub shadow_azimuth_deg: f64,
    /// Length of a shadow on level ground by the height of what throws it, from the apparent
    /// elevation; nothing when the sun is down.
    pub shadow_ratio: Option<f64>,
}

impl SunPosition {
    /// Whether the sun's centre is seen above a level horizon.
    pub fn is_up(&self) -> bool {
        self.apparent_elevation_deg > 0.0
    }
}

/// Why the sun cannot be computed.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum NoSun {
    /// Outside the years for which the Earth's rotation is known or estimated.
    #[error("The sun is computed for the years −500 to 3000 only, not for {0}.")]
    Year(i32),
    /// A height that is no place on or near the ground.
    #[error("A height of {0} m is not between −500 and 10 000 m.")]
    Height(f64),
    /// Air that nobody breathes.
    #[error("Air of {} hPa and {} °C does not exist on the ground.", .0.pressure_hpa, .0.temperature_c)]
    Air(Air),
}

/// The sun seen from a place `height_m` above the sea. Without `air` the standard atmosphere at
/// that height bends the light.
///
/// # Errors
/// [`NoSun`] for years, heights and air beyond what the algorithm holds for.
pub fn sun_at(
    point: Point,
    height_m: f64,
    at: DateTime<Utc>,
    air: Option<Air>,
) -> Result<SunPosition, NoSun> {
    let delta_t_s = delta_t::estimate_from_date_like(&at).map_err(|_| NoSun::Year(at.year()))?;
    sun_with(point, height_m, at, air, delta_t_s)
}

/// As [`sun_at`], with the difference between terrestrial and universal time given in seconds.
fn sun_with(
    point: Point,
    height_m: f64,
    at: DateTime<Utc>,
    air: Option<Air>,
    delta_t_s: f64,
) -> Result<SunPosition, NoSun> {
    let height_m = checked_height(height_m)?;
    let refraction = air
        .unwrap_or_else(|| Air::standard_at(height_m))
        .refraction()?;
    let location = Location {
        latitude: point.lat(),
        longitude: point.lon(),
    };
    let year = |_| NoSun::Year(at.year());
    let sky = SolarPositions::new()
        .for_time(&at, delta_t_s)
        .map_err(year)?;
    let geometric = sky.at(location, height_m, None).map_err(year)?;
    let apparent = sky.at(location, height_m, Some(refraction)).map_err(year)?;
    Ok(position(
        geometric.azimuth(),
        geometric.elevation_angle(),
        apparent.elevation_angle(),
    ))
}

/// A height on or near the ground, in metres above the sea.
pub(crate) fn checked_height(height_m: f64) -> Result<f64, NoSun> {
    if (-500.0..=10_000.0).contains(&height_m) {
        Ok(height_m)
    } else {
        Err(NoSun::Height(height_m))
    }
}

pub(crate) fn position(
    azimuth_deg: f64,
    elevation_deg: f64,
    apparent_elevation_deg: f64,
) -> SunPosition {
    let is_up = apparent_elevation_deg > 0.0;
    SunPosition {
        azimuth_deg,
        elevation_deg,
        apparent_elevation_deg,
        shadow_azimuth_deg: (azimuth_deg + 180.0) % 360.0,
        shadow_ratio: is_up.then(|| 1.0 / apparent_elevation_deg.to_radians().tan()),
    }
}

/// Minutes between two points of a drawn arc.
const ARC_STEP_MIN: i64 = 20;

/// The sun's way over a place on a calendar day of a zone, every 20 minutes while it is up, at sea
/// level: for drawing. Empty in the polar night.
///
/// # Errors
/// [`NoSun::Year`] outside the years −500 to 3000.
pub fn day_arc(
    point: Point,
    date: NaiveDate,
    zone: Tz,
) -> Result<Vec<(DateTime<Utc>, SunPosition)>, NoSun> {
    let next = date
        .checked_add_days(Days::new(1))
        .ok_or(NoSun::Year(date.year()))?;
    let starts = |date: NaiveDate| first_instant_from(date.and_time(chrono::NaiveTime::MIN), zone);
    let (from, to) = (starts(date), starts(next));
    let steps = std::iter::successors(Some(from), |at| Some(*at + Duration::minutes(ARC_STEP_MIN)));
    steps
        .take_while(|at| *at < to)
        .map(|at| Ok((at, sun_at(point, 0.0, at, None)?)))
        .filter(|step| step.as_ref().map_or(true, |(_, sun)| sun.is_up()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equals_the_worked_example_of_the_nrel_paper() {
        // Table A5.1 of the paper: zenith 50.11162°, azimuth 194.34024°.
        let denver = Point::try_new(39.742_476, -105.178_6).expect("on the globe");
        let at = "2003-10-17T12:30:30-07:00"
            .parse::<DateTime<Utc>>()
            .expect("an instant");
        let air = Some(Air {
            pressure_hpa: 820.0,
            temperature_c: 11.0,
        });
        let sun = sun_with(denver, 1_830.14, at, air, 67.0).expect("computable");
        assert!(
            (90.0 - sun.apparent_elevation_deg - 50.111_622).abs() < 2e-6,
            "{sun:?}"
        );
        assert!((sun.azimuth_deg - 194.340_241).abs() < 2e-6, "{sun:?}");
        assert!(
            (sun.shadow_azimuth_deg - 14.340_241).abs() < 2e-6,
            "{sun:?}"
        );
        // The estimated difference between the two times moves it by less than 0.0001°.
        let estimated = sun_at(denver, 1_830.14, at, air).expect("computable");
        assert!((estimated.azimuth_deg - sun.azimuth_deg).abs() < 1e-4);
        assert!((estimated.elevation_deg - sun.elevation_deg).abs() < 1e-4);
    }
}
