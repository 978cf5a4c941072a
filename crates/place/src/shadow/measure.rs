//! From lines drawn on a map or on a frame to a ratio and an azimuth, with what they are worth.
//!
//! An uncertainty is what a click is almost always within (two standard deviations); the tolerances
//! that come out mean the same.

use cairn_domain::Point;
use serde::{Deserialize, Serialize};

use super::{constraints::Measurement, ground::step};

/// Why lines give no measurement.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum NoMeasurement {
    /// The line is hardly longer than the clicks are sure.
    #[error(
        "The shadow is only {length} {unit} long and the clicks may be off by {uncertainty} {unit}: draw a longer one."
    )]
    ShadowTooShort {
        /// Its length.
        length: f64,
        /// What a click may be off by.
        uncertainty: f64,
        /// Metres or pixels.
        unit: &'static str,
    },
    /// The object is hardly taller than the clicks are sure.
    #[error(
        "The object is only {length} pixels tall and the clicks may be off by {uncertainty}: use a larger frame or a taller object."
    )]
    ObjectTooShort {
        /// Its height in the frame.
        length: f64,
        /// What a click may be off by.
        uncertainty: f64,
    },
    /// A height or an uncertainty that is none.
    #[error("{0} is not a length: give a number above 0.")]
    Length(f64),
    /// Not an angle that makes sense there.
    #[error(
        "{0}° does not make sense here: give a direction of 0° to 360° and a tolerance of 0° to 45°."
    )]
    Angle(f64),
    /// The shadow runs along the line of sight.
    #[error(
        "The shadow runs towards or away from the camera, so its length cannot be read off this frame: measure it on the map."
    )]
    AlongTheLineOfSight,
}

/// Part of a length by which it may be off before it says nothing.
const WORTHLESS: f64 = 0.5;
/// The least sine of the angle between line of sight and shadow: 30°.
const LEAST_ACROSS: f64 = 0.5;

/// A known height in metres and how sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Height {
    /// Metres.
    pub m: f64,
    /// Metres by which it may be off.
    pub uncertainty_m: f64,
}

/// A shadow drawn on a map or an image looking straight down.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OnMap {
    /// Where the object stands, under the point that throws the tip.
    pub foot: Point,
    /// The tip of its shadow.
    pub tip: Point,
    /// Metres on the ground by which either click may be off.
    pub click_m: f64,
    /// Height of the object; without it only the azimuth can be had.
    pub object: Option<Height>,
}

impl OnMap {
    /// Direction and, with a height, ratio.
    ///
    /// # Errors
    /// [`NoMeasurement`] if the line is too short for its clicks.
    pub fn measure(&self) -> Result<Measurement, NoMeasurement> {
        let click = positive(self.click_m)?;
        let way = step(self.foot, self.tip);
        let part = std::f64::consts::SQRT_2 * click / way.length_m;
        if part.is_nan() || part > WORTHLESS {
            return Err(NoMeasurement::ShadowTooShort {
                length: way.length_m,
                uncertainty: click,
                unit: "m",
            });
        }
        let mut measured = Measurement {
            shadow_azimuth_deg: Some(way.azimuth_deg),
            azimuth_tol_deg: Some(part.asin().to_degrees()),
            ..Measurement::default()
        };
        if let Some(object) = self.object {
            let height = positive(object.m)?;
            measured.ratio = Some(way.length_m / height);
            measured.ratio_tol = Some(
                part.hypot(positive_or_zero(object.uncertainty_m)? / height)
                    .min(0.99),
            );
        }
        Ok(measured)
    }
}

/// How a shadow lies to the plane of the image.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Lie {
    /// Roughly parallel to it: within so many degrees (0 to 45). The shadow is then at least as long as
    /// it looks and at most 1/cos of that longer; the middle is taken.
    Parallel {
        /// Degrees.
        within_deg: f64,
    },
    /// At a known angle: from where the camera looks and how shadows fall, both from true north.
    Known {
        /// Direction in which the camera looks.
        camera_azimuth_deg: f64,
        /// Direction in which the shadow falls, from a map or from other shadows.
        shadow_azimuth_deg: f64,
        /// Degrees by which the angle between them may be off (0 to 45).
        tol_deg: f64,
    },
}

/// A shadow drawn on a frame, in pixels.
///
/// The geometry: a camera held level, far away for the size of the object, looks at an upright object
/// on level ground. Image and ground then share one scale along the plane of the image, so that the
/// part of the shadow *across* the object's image, over the height of that image, is the ratio times the
/// sine of the angle between line of sight and shadow. The part along the line of sight shows only as
/// a shift up or down, which depends on the camera's height and is left out. A camera that is close,
/// tilted, or a wide lens breaks all this.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OnFrame {
    /// Where the object meets the ground.
    pub base: [f64; 2],
    /// Its top.
    pub top: [f64; 2],
    /// The tip of its shadow.
    pub tip: [f64; 2],
    /// Pixels by which each click may be off.
    pub click_px: f64,
    /// How the shadow lies to the image.
    pub lie: Lie,
}

impl OnFrame {
    /// The ratio alone.
    ///
    /// # Errors
    /// [`NoMeasurement`] if lines are too short for their clicks, or the shadow runs along the line
    /// of sight.
    pub fn measure(&self) -> Result<Measurement, NoMeasurement> {
        let click = positive(self.click_px)?;
        let (upright, shadow) = (minus(self.top, self.base), minus(self.tip, self.base));
        let height = upright[0].hypot(upright[1]);
        let across = (upright[0] * shadow[1] - upright[1] * shadow[0]).abs() / height;
        let off = std::f64::consts::SQRT_2 * click;
        if height.is_nan() || height * WORTHLESS < off {
            return Err(NoMeasurement::ObjectTooShort {
                length: height,
                uncertainty: click,
            });
        }
        if across.is_nan() || across * WORTHLESS < off {
            return Err(NoMeasurement::ShadowTooShort {
                length: across,
                uncertainty: click,
                unit: "pixels",
            });
        }
        let (stretch, part) = self.lie.stretch()?;
        let clicks = (off / height).hypot(off / across);
        Ok(Measurement {
            ratio: Some(across / height * stretch),
            ratio_tol: Some(clicks.hypot(part).min(0.99)),
            ..Measurement::default()
        })
    }
}

impl Lie {
    /// By how much a shadow is longer than it looks, and the part of that which is unsure.
    fn stretch(self) -> Result<(f64, f64), NoMeasurement> {
        let tolerance = |tol: f64| {
            (0.0..=45.0)
                .contains(&tol)
                .then_some(tol.to_radians())
                .ok_or(NoMeasurement::Angle(tol))
        };
        match self {
            Self::Parallel { within_deg } => {
                let longest = 1.0 / tolerance(within_deg)?.cos();
                Ok((
                    f64::midpoint(1.0, longest),
                    (longest - 1.0) / (longest + 1.0),
                ))
            }
            Self::Known {
                camera_azimuth_deg: camera,
                shadow_azimuth_deg: shadow,
                tol_deg,
            } => {
                for azimuth in [camera, shadow] {
                    if !(0.0..=360.0).contains(&azimuth) {
                        return Err(NoMeasurement::Angle(azimuth));
                    }
                }
                let (sine, cosine) = (shadow - camera).to_radians().sin_cos();
                if sine.abs() < LEAST_ACROSS {
                    return Err(NoMeasurement::AlongTheLineOfSight);
                }
                Ok((
                    1.0 / sine.abs(),
                    (cosine / sine * tolerance(tol_deg)?).abs(),
                ))
            }
        }
    }
}

fn minus(a: [f64; 2], b: [f64; 2]) -> [f64; 2] {
    [a[0] - b[0], a[1] - b[1]]
}

fn positive(length: f64) -> Result<f64, NoMeasurement> {
    (length > 0.0 && length.is_finite())
        .then_some(length)
        .ok_or(NoMeasurement::Length(length))
}

fn positive_or_zero(length: f64) -> Result<f64, NoMeasurement> {
    if length == 0.0 {
        Ok(length)
    } else {
        positive(length)
    }
}
