//! Stills: frames known by their local features, for what no hash of a rectangle finds.

use crate::{Feature, Luma, Picture};

/// Features of a still: fewer than of a photograph, since a recording has many stills.
pub const STILL_FEATURES: usize = 200;

/// Stills of a recording at most; from then on they are taken half as often.
pub const MOST_STILLS: usize = 24;

/// A frame with fewer features cannot be laid over another.
const LEAST_FEATURES: usize = 12;

/// A frame with its local features.
#[derive(Debug, Clone, PartialEq)]
pub struct Still {
    /// Seconds from the start of the recording.
    pub t_s: f64,
    /// Pixels across.
    pub width: u16,
    /// Pixels down.
    pub height: u16,
    /// Best first, [`STILL_FEATURES`] at most.
    pub features: Vec<Feature>,
}

impl Still {
    /// Takes features of a frame: some ten milliseconds. `None` for a frame with few of them.
    pub fn take(t_s: f64, luma: Luma<'_>) -> Option<Self> {
        Self::of(t_s, &Picture::describe(luma))
    }

    /// The same of a frame that was described. `None` also for one of more than 65,535 pixels a side.
    pub(super) fn of(t_s: f64, picture: &Picture) -> Option<Self> {
        let width = u16::try_from(picture.width).ok()?;
        let height = u16::try_from(picture.height).ok()?;
        let mut features = picture.features.clone();
        features.truncate(STILL_FEATURES);
        features.shrink_to_fit();
        (features.len() >= LEAST_FEATURES).then_some(Self {
            t_s,
            width,
            height,
            features,
        })
    }

    /// Width and height in units of the longer one.
    pub(super) fn shape(&self) -> [f64; 2] {
        let longest = f64::from(self.width.max(self.height).max(1));
        [self.width, self.height].map(|side| f64::from(side) / longest)
    }
}
