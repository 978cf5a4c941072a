//! What was measured, and what it demands of the sun.

use serde::{Deserialize, Serialize};

use super::{
    bend::{Bend, Refraction},
    half_space::HalfSpace,
};

/// Tolerance of a ratio when none is given: what a careful hand reaches on a good frame.
pub const RATIO_TOL: f64 = 0.05;
/// Tolerance of an azimuth when none is given, degrees.
pub const AZIMUTH_TOL_DEG: f64 = 2.0;
/// What was read off a picture or a map, as typed: everything may be left out, nothing is checked.
/// The names are those of the command line, of web forms and of stored runs.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Measurement {
    /// Length of the shadow by the height of what throws it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ratio: Option<f64>,
    /// Fraction by which the ratio may be off; [`RATIO_TOL`] if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ratio_tol: Option<f64>,
    /// Direction of the sun from true north, 0..=360.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sun_azimuth_deg: Option<f64>,
    /// Direction in which shadows fall from true north, 0..=360.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shadow_azimuth_deg: Option<f64>,
    /// Degrees by which either azimuth may be off; [`AZIMUTH_TOL_DEG`] if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub azimuth_tol_deg: Option<f64>,
    /// Lowest apparent elevation of the sun.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub elevation_min_deg: Option<f64>,
    /// Highest apparent elevation of the sun.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub elevation_max_deg: Option<f64>,
    /// Whether the sun's centre stands above a level horizon. If left out it does, unless an
    /// elevation below the horizon is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sun_up: Option<bool>,
    /// Degrees by which the ground under the shadow may slope: the elevation that a ratio gives may
    /// be off by as much.
    pub slope_tol_deg: f64,
    /// The air.
    pub refraction: Refraction,
}

/// Why a measurement demands nothing that makes sense.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum BadMeasurement {
    /// Nothing was given.
    #[error("Nothing was measured: give a ratio, an azimuth or an elevation.")]
    Nothing,
    /// A length that is none.
    #[error(
        "A ratio of {0} is not between 0.001 and 1000: divide the shadow's length by the object's height."
    )]
    Ratio(f64),
    /// A tolerance of nothing or of everything.
    #[error("A ratio tolerance of {0} is not a fraction between 0 and 1: write 0.05 for 5 %.")]
    RatioTolerance(f64),
    /// Not a direction.
    #[error("An azimuth of {0}° is not between 0° and 360°, clockwise from true north.")]
    Azimuth(f64),
    /// Nothing or every direction.
    #[error("An azimuth tolerance of {0}° is not between 0° and 90°.")]
    AzimuthTolerance(f64),
    /// Not an elevation.
    #[error("An elevation of {0}° is not between −90° and 90°.")]
    Elevation(f64),
    /// The wrong way round.
    #[error("The lowest elevation {min}° is not below the highest {max}°.")]
    ElevationBand {
        /// Lowest.
        min: f64,
        /// Highest.
        max: f64,
    },
    /// A mountainside.
    #[error("A slope tolerance of {0}° is not between 0° and 30°.")]
    Slope(f64),
    /// A tolerance that belongs to nothing.
    #[error("There is a tolerance but no {0} that it belongs to.")]
    ToleranceOfNothing(&'static str),
    /// Shadows at night.
    #[error("A shadow was measured, so the sun was up: leave out that it was not.")]
    ShadowAtNight,
}

/// A measurement that makes sense, with every tolerance spelled out.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Measurement", into = "Measurement")]
pub struct Constraints(Measurement);

impl TryFrom<Measurement> for Constraints {
    type Error = BadMeasurement;
    fn try_from(measured: Measurement) -> Result<Self, BadMeasurement> {
        Self::try_new(measured)
    }
}

impl From<Constraints> for Measurement {
    fn from(constraints: Constraints) -> Self {
        constraints.0
    }
}

impl Constraints {
    /// Checks a measurement and fills in the tolerances that were left out.
    ///
    /// # Errors
    /// [`BadMeasurement`] says what to change.
    pub fn try_new(mut measured: Measurement) -> Result<Self, BadMeasurement> {
        measured.check_something()?;
        measured.check_ratio()?;
        measured.check_azimuths()?;
        measured.check_elevations()?;
        if measured.has_shadow() && measured.sun_up == Some(false) {
            return Err(BadMeasurement::ShadowAtNight);
        }
        let up = measured
            .sun_up
            .unwrap_or_else(|| measured.is_up_unless_said());
        measured.sun_up = Some(up);
        Ok(Self(measured))
    }

    /// The measurement, with every tolerance filled in.
    pub fn measurement(&self) -> &Measurement {
        &self.0
    }

    /// The apparent elevations that the ratio allows, degrees, slope included.
    pub(crate) fn ratio_band(&self) -> Option<(f64, f64)> {
        let (ratio, tol) = (self.0.ratio?, self.0.ratio_tol?);
        let seen = |ratio: f64| 1.0_f64.atan2(ratio).to_degrees();
        let slope = self.0.slope_tol_deg;
        Some((
            seen(ratio * (1.0 + tol)) - slope,
            seen(ratio * (1.0 - tol)) + slope,
        ))
    }

    /// The apparent elevations that everything together allows, degrees.
    pub(crate) fn band(&self) -> (f64, f64) {
        let (mut low, mut high) = self.ratio_band().unwrap_or((-90.0, 90.0));
        low = low.max(self.0.elevation_min_deg.unwrap_or(-90.0));
        high = high.min(self.0.elevation_max_deg.unwrap_or(90.0));
        if self.0.sun_up == Some(true) {
            low = low.max(0.0);
        }
        (low, high)
    }

    /// The sun azimuths that are allowed, each clockwise from the first to the second degree.
    pub(crate) fn wedges(&self) -> Vec<(f64, f64)> {
        let tol = self.0.azimuth_tol_deg.unwrap_or(AZIMUTH_TOL_DEG);
        let of_shadow = self.0.shadow_azimuth_deg.map(|azimuth| azimuth + 180.0);
        let middles = self.0.sun_azimuth_deg.into_iter().chain(of_shadow);
        middles.map(|middle| (middle - tol, middle + tol)).collect()
    }

    /// As half-spaces of geometric directions. `lower` turns a geometric elevation into the one to
    /// compare with, all in degrees.
    pub(crate) fn half_spaces(&self, bend: &Bend, lower: impl Fn(f64) -> f64) -> Vec<HalfSpace> {
        let (low, high) = self.band();
        let bound = |apparent: f64| lower(bend.geometric(apparent));
        let mut all = Vec::new();
        if low > -90.0 {
            all.push(HalfSpace::above(bound(low)));
        }
        if high < 90.0 {
            all.push(HalfSpace::below(bound(high)));
        }
        for (from, to) in self.wedges() {
            all.extend([
                HalfSpace::clockwise_of(from),
                HalfSpace::anticlockwise_of(to),
            ]);
        }
        all
    }
}

impl Measurement {
    fn has_shadow(&self) -> bool {
        self.ratio.is_some() || self.shadow_azimuth_deg.is_some()
    }

    fn has_azimuth(&self) -> bool {
        self.sun_azimuth_deg.is_some() || self.shadow_azimuth_deg.is_some()
    }

    fn has_elevation(&self) -> bool {
        self.elevation_min_deg.is_some() || self.elevation_max_deg.is_some()
    }

    fn is_up_unless_said(&self) -> bool {
        let below = |bound: Option<f64>, limit: f64| bound.is_some_and(|degrees| degrees < limit);
        self.has_shadow()
            || !(below(self.elevation_min_deg, 0.0) || below(self.elevation_max_deg, 1e-9))
    }

    fn check_something(&self) -> Result<(), BadMeasurement> {
        if self.ratio_tol.is_some() && self.ratio.is_none() {
            return Err(BadMeasurement::ToleranceOfNothing("ratio"));
        }
        if self.azimuth_tol_deg.is_some() && !self.has_azimuth() {
            return Err(BadMeasurement::ToleranceOfNothing("azimuth"));
        }
        let something = self.has_shadow()
            || self.has_azimuth()
            || self.has_elevation()
            || self.sun_up == Some(true);
        something.then_some(()).ok_or(BadMeasurement::Nothing)
    }

    fn check_ratio(&mut self) -> Result<(), BadMeasurement> {
        if !(0.0..=30.0).contains(&self.slope_tol_deg) {
            return Err(BadMeasurement::Slope(self.slope_tol_deg));
        }
        let Some(ratio) = self.ratio else {
            return Ok(());
        };
        if !(0.001..=1_000.0).contains(&ratio) {
            return Err(BadMeasurement::Ratio(ratio));
        }
        let tol = *self.ratio_tol.get_or_insert(RATIO_TOL);
        let fraction = tol > 0.0 && tol < 1.0;
        fraction
            .then_some(())
            .ok_or(BadMeasurement::RatioTolerance(tol))
    }

    fn check_azimuths(&mut self) -> Result<(), BadMeasurement> {
        for azimuth in self
            .sun_azimuth_deg
            .into_iter()
            .chain(self.shadow_azimuth_deg)
        {
            if !(0.0..=360.0).contains(&azimuth) {
                return Err(BadMeasurement::Azimuth(azimuth));
            }
        }
        if !self.has_azimuth() {
            return Ok(());
        }
        let tol = *self.azimuth_tol_deg.get_or_insert(AZIMUTH_TOL_DEG);
        let some = tol > 0.0 && tol < 90.0;
        some.then_some(())
            .ok_or(BadMeasurement::AzimuthTolerance(tol))
    }

    fn check_elevations(&self) -> Result<(), BadMeasurement> {
        for elevation in self
            .elevation_min_deg
            .into_iter()
            .chain(self.elevation_max_deg)
        {
            if !(-90.0..=90.0).contains(&elevation) {
                return Err(BadMeasurement::Elevation(elevation));
            }
        }
        match (self.elevation_min_deg, self.elevation_max_deg) {
            (Some(min), Some(max)) if min >= max => Err(BadMeasurement::ElevationBand { min, max }),
            _ => Ok(()),
        }
    }
}
