//! Where in a picture a probe was taken.

use cairn_domain::vocabulary;
use serde::{Deserialize, Serialize};

vocabulary! {
    /// Why a part of a picture was hashed on its own.
    pub enum RegionKind {
        /// The whole picture.
        Full = "full",
        /// What is left when plain borders are trimmed.
        Content = "content",
        /// What is left when bands of text on plain ground are trimmed too.
        Uncaptioned = "uncaptioned",
        /// The content without its top 14%: a caption there may cover the picture.
        WithoutTop = "without_top",
        /// The content without its bottom 14%.
        WithoutBottom = "without_bottom",
        /// The square in the middle of the content.
        Square = "square",
        /// The middle of the content, a tenth of its area cut away around it.
        Inner = "inner",
    }
}

/// A part of a picture, in fractions of its upright width and height.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Region {
    /// Why this part.
    pub kind: RegionKind,
    /// Left edge, 0..=1.
    pub x: f32,
    /// Top edge, 0..=1.
    pub y: f32,
    /// Width, 0..=1.
    pub width: f32,
    /// Height, 0..=1.
    pub height: f32,
}

impl Region {
    /// All of a picture.
    pub const WHOLE: Self = Self {
        kind: RegionKind::Full,
        x: 0.0,
        y: 0.0,
        width: 1.0,
        height: 1.0,
    };
}

/// The same in pixels of the plane it was measured on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rect {
    pub(crate) x: usize,
    pub(crate) y: usize,
    pub(crate) width: usize,
    pub(crate) height: usize,
}

impl Rect {
    /// In fractions of a plane of the given size.
    pub(crate) fn as_region(self, kind: RegionKind, width: usize, height: usize) -> Region {
        #[expect(clippy::cast_precision_loss, reason = "a few hundred pixels")]
        let fraction = |at: usize, of: usize| at as f32 / of as f32;
        Region {
            kind,
            x: fraction(self.x, width),
            y: fraction(self.y, height),
            width: fraction(self.width, width),
            height: fraction(self.height, height),
        }
    }

    /// Without a fraction of the height at the top and at the bottom.
    pub(crate) fn without_rows(self, top: f64, bottom: f64) -> Self {
        let (first, last) = (part(self.height, top), part(self.height, bottom));
        Self {
            y: self.y + first,
            height: self.height - first - last,
            ..self
        }
    }

    /// Without a fraction of the width on either side.
    pub(crate) fn without_columns(self, left: f64, right: f64) -> Self {
        let (first, last) = (part(self.width, left), part(self.width, right));
        Self {
            x: self.x + first,
            width: self.width - first - last,
            ..self
        }
    }

    /// The square in the middle.
    pub(crate) fn square(self) -> Self {
        let side = self.width.min(self.height);
        Self {
            x: self.x + (self.width - side) / 2,
            y: self.y + (self.height - side) / 2,
            width: side,
            height: side,
        }
    }
}

fn part(length: usize, fraction: f64) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a fraction below one half of a length"
    )]
    let part = (length as f64 * fraction).round() as usize;
    part
}
