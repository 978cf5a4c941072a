//! A picture as matching knows it: probes to be looked up by, local features, a small grey copy.

pub(crate) mod bytes;
mod content;
pub(crate) mod plane;
mod probes;
mod region;

pub use bytes::{Unreadable, VERSION};
pub use probes::{Probe, frame_probes};
pub use region::{Region, RegionKind};

use crate::{
    Luma,
    features::{Feature, features},
};
use plane::Plane;

/// Longest side of the plane that features and parts are taken from, in pixels. Smaller pictures
/// are enlarged to it: coarse features of a small copy then meet those of its large original.
pub(crate) const WORKING_SIDE: usize = 640;

/// Pixels of the small copy, whatever its aspect: 111 × 83 for a photograph of 4:3.
const THUMBNAIL_AREA: usize = 9_216;

/// The copy's longest side at most.
const THUMBNAIL_SIDE: usize = 255;

/// The description of one upright picture: everything [`crate::compare`] looks at.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// Pixels across, of the picture itself.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Hashes of the whole and of parts. Empty for a blank or flat picture, which matches nothing.
    pub probes: Vec<Probe>,
    /// Local features, best first; at most 900, of which 400 are kept when stored.
    pub features: Vec<Feature>,
    pub(crate) thumbnail: Plane,
}

impl Picture {
    /// Describes a picture. About 20-30 ms on one core, of which reading 12 megapixels is the
    /// larger part. A picture without structure gets a description that matches nothing.
    pub fn describe(luma: Luma<'_>) -> Self {
        let blank = luma.width() == 0 || luma.height() == 0;
        let [width, height] =
            [luma.width(), luma.height()].map(|side| u32::try_from(side).unwrap_or(u32::MAX));
        let mut picture = Self {
            width,
            height,
            probes: Vec::new(),
            features: Vec::new(),
            thumbnail: Plane {
                width: 0,
                height: 0,
                pixels: Vec::new(),
            },
        };
        if blank {
            return picture;
        }
        let plane = Plane::with_longest_side(&luma, WORKING_SIDE);
        picture.thumbnail = thumbnail(&plane);
        picture.probes = probes::probes(luma, &plane);
        if !picture.probes.is_empty() {
            picture.features = features(&plane);
        }
        picture
    }

    /// Width and height in units of the longer one.
    pub(crate) fn shape(&self) -> [f64; 2] {
        let longest = f64::from(self.width.max(self.height).max(1));
        [
            f64::from(self.width) / longest,
            f64::from(self.height) / longest,
        ]
    }

    /// The part inside plain borders.
    pub fn content(&self) -> Region {
        let content = self
            .probes
            .iter()
            .find(|probe| probe.region.kind == RegionKind::Content);
        content.map_or(Region::WHOLE, |probe| probe.region)
    }
}

fn thumbnail(plane: &Plane) -> Plane {
    let (width, height) = (plane.width as f64, plane.height as f64);
    let scale = (THUMBNAIL_AREA as f64 / (width * height)).sqrt();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to a byte"
    )]
    let side = |length: f64| {
        (length * scale)
            .round()
            .clamp(bytes::MIN_THUMBNAIL as f64, THUMBNAIL_SIDE as f64) as usize
    };
    Plane::resampled(&plane.luma(), side(width), side(height))
}
