//! What a shadow says of the sun, as half-spaces.

use super::sky::{Direction, Observer};

/// Directions on one side of a plane: `east·e + north·n + up·u ≥ least`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct HalfSpace {
    pub east: f64,
    pub north: f64,
    pub up: f64,
    pub least: f64,
}

impl HalfSpace {
    /// Not below a geometric elevation.
    pub fn above(elevation_deg: f64) -> Self {
        Self {
            east: 0.0,
            north: 0.0,
            up: 1.0,
            least: elevation_deg.to_radians().sin(),
        }
    }

    /// Not above a geometric elevation.
    pub fn below(elevation_deg: f64) -> Self {
        Self {
            east: 0.0,
            north: 0.0,
            up: -1.0,
            least: -elevation_deg.to_radians().sin(),
        }
    }

    /// On the half-circle clockwise from an azimuth.
    pub fn clockwise_of(azimuth_deg: f64) -> Self {
        let (sin, cos) = azimuth_deg.to_radians().sin_cos();
        Self {
            east: cos,
            north: -sin,
            up: 0.0,
            least: 0.0,
        }
    }

    /// On the half-circle anticlockwise from an azimuth.
    pub fn anticlockwise_of(azimuth_deg: f64) -> Self {
        Self::clockwise_of(azimuth_deg + 180.0)
    }

    /// How far inside a direction lies; negative outside. The sine of an angle.
    pub fn slack(&self, sun: &Direction) -> f64 {
        self.east * sun.east + self.north * sun.north + self.up * sun.up - self.least
    }

    /// The hour angle at which the slack is greatest over a place; radians. Twelve hours later it
    /// is least. (Exact for a sun of fixed declination.)
    pub fn highest_at(&self, observer: &Observer) -> f64 {
        (-self.east).atan2(self.up * observer.cos_lat - self.north * observer.sin_lat)
    }
}
