//! Where something is over time: boxes at moments, straight lines between them.

use serde::{Deserialize, Serialize};

use super::RegionFlaw;
use crate::FrameBox;

/// Where a region is at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Keyframe {
    /// Seconds on the clock of the playable copy; 0 for a photo.
    pub at_s: f64,
    /// Its box on the upright picture.
    pub place: FrameBox,
}

/// Keyframes in the order of time, one at least.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Keyframe>", into = "Vec<Keyframe>")]
pub struct Track(Vec<Keyframe>);

/// A stretch of time in seconds, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawSpan")]
pub struct Span {
    from_s: f64,
    to_s: Option<f64>,
}

#[derive(Deserialize)]
struct RawSpan {
    from_s: f64,
    to_s: Option<f64>,
}

impl Track {
    /// A track from its keyframes.
    ///
    /// # Errors
    /// None at all, a box outside the picture, moments that do not rise.
    pub fn try_new(keyframes: Vec<Keyframe>) -> Result<Self, RegionFlaw> {
        if keyframes.is_empty() {
            return Err(RegionFlaw::NoPlace);
        }
        if !keyframes.iter().all(|key| key.place.is_inside_frame()) {
            return Err(RegionFlaw::OutsideFrame);
        }
        let is_moment = |key: &Keyframe| key.at_s.is_finite() && key.at_s >= 0.0;
        let rises = keyframes.windows(2).all(|pair| pair[0].at_s < pair[1].at_s);
        if !(rises && keyframes.iter().all(is_moment)) {
            return Err(RegionFlaw::OutOfOrder);
        }
        Ok(Self(keyframes))
    }

    /// A track that stays where it is.
    ///
    /// # Errors
    /// A box without area, or one that leaves the picture.
    pub fn still(place: FrameBox) -> Result<Self, RegionFlaw> {
        Self::try_new(vec![Keyframe { at_s: 0.0, place }])
    }

    /// The keyframes.
    pub fn keyframes(&self) -> &[Keyframe] {
        &self.0
    }

    /// The box at a moment: on the straight line between its keyframes, at rest before the first
    /// and after the last.
    pub fn place_at(&self, t_s: f64) -> FrameBox {
        let after = self.0.partition_point(|key| key.at_s <= t_s);
        let Some(before) = after.checked_sub(1).map(|index| self.0[index]) else {
            return self.0[0].place;
        };
        match self.0.get(after) {
            Some(next) => {
                let part = (t_s - before.at_s) / (next.at_s - before.at_s);
                between(before.place, next.place, part)
            }
            None => before.place,
        }
    }
}

fn between(a: FrameBox, b: FrameBox, part: f64) -> FrameBox {
    let mix = |a: f64, b: f64| a + (b - a) * part;
    FrameBox {
        x: mix(a.x, b.x),
        y: mix(a.y, b.y),
        w: mix(a.w, b.w),
        h: mix(a.h, b.h),
    }
}

impl Span {
    /// A stretch from one second to another, or to the end.
    ///
    /// # Errors
    /// It ends before it begins, or a bound is no second.
    pub fn try_new(from_s: f64, to_s: Option<f64>) -> Result<Self, RegionFlaw> {
        let ends = to_s.is_none_or(|to_s| to_s.is_finite() && to_s >= from_s);
        if from_s.is_finite() && from_s >= 0.0 && ends {
            Ok(Self { from_s, to_s })
        } else {
            Err(RegionFlaw::EmptySpan)
        }
    }

    /// From the start to the end.
    pub fn whole() -> Self {
        Self {
            from_s: 0.0,
            to_s: None,
        }
    }

    /// Where it begins.
    pub fn from_s(self) -> f64 {
        self.from_s
    }

    /// Where it ends; none is the end of the recording.
    pub fn to_s(self) -> Option<f64> {
        self.to_s
    }

    /// Whether it shares a moment with another stretch. What begins with the recording includes
    /// what lies before its first second.
    pub fn meets(self, from_s: f64, to_s: f64) -> bool {
        let begun = self.from_s <= 0.0 || self.from_s <= to_s;
        begun && self.to_s.is_none_or(|end| from_s <= end)
    }
}

impl TryFrom<Vec<Keyframe>> for Track {
    type Error = RegionFlaw;
    fn try_from(keyframes: Vec<Keyframe>) -> Result<Self, RegionFlaw> {
        Self::try_new(keyframes)
    }
}

impl From<Track> for Vec<Keyframe> {
    fn from(track: Track) -> Self {
        track.0
    }
}

impl TryFrom<RawSpan> for Span {
    type Error = RegionFlaw;
    fn try_from(raw: RawSpan) -> Result<Self, RegionFlaw> {
        Self::try_new(raw.from_s, raw.to_s)
    }
}
