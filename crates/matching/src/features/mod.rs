//! Local features: places that stand out, each with a 256-bit code that survives recompression,
//! scaling, turning and moderate perspective. What whole-picture hashes cannot see (crops, screens
//! filmed at an angle, a picture inside another) is found by them.

pub(crate) mod code;
mod detect;
pub(crate) mod level;
mod orient;
mod pattern;
mod select;

use std::f32::consts::TAU;

pub(crate) use code::distances;
pub use code::{Code, distance, mirrored};

use crate::picture::plane::Plane;

/// One local feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feature {
    /// Position from the left, in 65,536ths of the picture's width.
    pub x: u16,
    /// Position from the top, in 65,536ths of the picture's height.
    pub y: u16,
    /// Level of the pyramid: the feature is 1.2 to this power pixels of the working plane large.
    pub level: u8,
    /// Direction in 256ths of a full turn, from right towards down.
    pub angle: u8,
    /// What it looks like.
    pub code: Code,
}

impl Feature {
    /// Position in fractions of the picture.
    pub fn place(&self) -> [f64; 2] {
        [self.x, self.y].map(|at| f64::from(at) / 65_535.0)
    }

    /// The feature the mirrored (left to right) picture would have.
    pub fn mirrored(self) -> Self {
        Self {
            x: u16::MAX - self.x,
            angle: 128_u8.wrapping_sub(self.angle),
            code: mirrored(self.code),
            ..self
        }
    }
}

/// The features of a picture, best first: any prefix is spread over the picture and over scales.
pub(crate) fn features(plane: &Plane) -> Vec<Feature> {
    let levels = level::levels(plane);
    let found = levels.iter().map(detect::detect).collect();
    let selected = select::select(&levels, found);
    selected
        .iter()
        .map(|selected| described(&levels, selected))
        .collect()
}

fn described(levels: &[level::Level], selected: &select::Selected) -> Feature {
    let level = &levels[usize::from(selected.level)];
    let keypoint = &selected.keypoint;
    let angle = orient::angle(level, keypoint);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "fractions of the range"
    )]
    let fraction = |at: f32, of: usize| ((at + 0.5) / of as f32 * 65_535.0).round() as u16;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a full turn is 256, which wraps to 0"
    )]
    let turn = ((angle / TAU * 256.0).round() as u32 % 256) as u8;
    Feature {
        x: fraction(keypoint.x, level.width),
        y: fraction(keypoint.y, level.height),
        level: selected.level,
        angle: turn,
        code: code::code(level, keypoint, angle),
    }
}
