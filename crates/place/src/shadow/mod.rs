//! Time and place from shadows.
//!
//! One insight carries all of it: whatever a shadow says is a statement that the unit vector towards
//! the sun lies in a half-space (above an elevation, on one side of a vertical plane). Over a day the
//! distance of that vector from such a plane is a sinusoid with a slow drift: it turns twice a day, at
//! hour angles known beforehand, and is monotone between ([`when`]). Over the globe it is bounded by
//! curves with at most two latitudes on a meridian, in closed form ([`region`]).
//!
//! Positions are NREL's SPA, in windows interpolated between half-daily nodes (within 10⁻⁶ degrees).
//! Angles of the public interface are degrees, azimuths clockwise from true north. Elevations are
//! *apparent* (through the air) unless a name says geometric.

mod bend;
pub mod consistency;
pub mod constraints;
mod crossed;
mod doubt;
mod ground;
mod half_space;
#[cfg(feature = "zones")]
mod held;
pub mod measure;
mod outline;
pub mod overlay;
mod raster;
pub mod region;
pub mod run;
pub mod sensitivity;
mod sky;
mod turning;
pub mod when;

pub use bend::Refraction;
pub use consistency::{Consistency, Quantity, Residual, consistency};
pub use constraints::{BadMeasurement, Constraints, Measurement};
pub use crossed::crossed;
pub use doubt::Doubt;
#[cfg(feature = "zones")]
pub use held::{Cell, Held, held};
pub use measure::{Height, Lie, NoMeasurement, OnFrame, OnMap};
pub use outline::{Band, Polygon, feature_collection};
pub use overlay::{DayLight, Light, Overlay, day_light, overlay, sun_through};
pub use raster::Raster;
pub use region::{At, Region, Where, offsets_in_use};
pub use run::{Claim, Rerun, Run, Work, rerun};
pub use sensitivity::{Narrower, Sensitivity, sensitivity, sensitivity_of_day};
pub use when::{Day, When, Window, Windows};

use chrono::NaiveDate;

use crate::sun::NoSun;

/// Why a question about shadows has no answer.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum NoAnswer {
    /// The sun itself cannot be computed there and then.
    #[error(transparent)]
    Sun(#[from] NoSun),
    /// The dates are the wrong way round.
    #[error("{from} is after {to}: give the earlier date first.")]
    Backwards {
        /// First date asked for.
        from: NaiveDate,
        /// Last date asked for.
        to: NaiveDate,
    },
    /// More days than anybody will look through.
    #[error(
        "{days} days are too many: ask for at most ten years ({}) at once.",
        when::MOST_DAYS
    )]
    TooLong {
        /// Days asked for.
        days: i64,
    },
    /// A difference from UTC that no clock has.
    #[error("A UTC offset of {0} minutes does not exist: give minutes between −900 and 900.")]
    Offset(i32),
    /// A civil time in a year that has no instants.
    #[error("{0} is outside the years that can be computed.")]
    Civil(chrono::NaiveDateTime),
    /// A raster too coarse or too fine to be one.
    #[error("A step of {0}° is not between 0.02° and 10°.")]
    Step(f64),
}
