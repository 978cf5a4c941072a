//! How a place and a time were established, as published: codes, counts, eighths of the compass and
//! twelfths of a frame. Nothing that anybody typed is here: words of a verifier may name a place
//! more finely than it is published, and no protection can read them.

use cairn_domain::{
    FeatureKind, FrameBox, PlaceMethod, ReferenceKind, TimeEffect, TimeEvidenceKind,
};
use serde::{Deserialize, Serialize};

/// Into how many parts a side of a frame is cut.
pub const FRAME_PARTS: u8 = 12;

/// What a published place rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicProof {
    /// How it was found.
    pub methods: Vec<PlaceMethod>,
    /// Where the camera looked, degrees from true north: one of the eight winds, 0, 45 … 315.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facing_deg: Option<u16>,
    /// Things seen in the frame and found again, as they were numbered; none where the picture is
    /// withheld or the record asks for more protection than its project.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub features: Vec<PublicFeature>,
}

/// One thing seen in the frame and found again elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicFeature {
    /// What kind of thing it is.
    pub kind: Option<FeatureKind>,
    /// Where in the frame.
    pub part: Option<FramePart>,
    /// What it was found on.
    pub found_on: Option<ReferenceKind>,
    /// The year that imagery is from.
    pub imagery_year: Option<u16>,
}

/// A part of a frame, in twelfths of its width and height.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FramePart {
    /// Left edge, 0..=11.
    pub left: u8,
    /// Top edge, 0..=11.
    pub top: u8,
    /// Right edge, 1..=12.
    pub right: u8,
    /// Bottom edge, 1..=12.
    pub bottom: u8,
}

/// One piece of evidence for a published time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicBound {
    /// Where it comes from.
    pub kind: TimeEvidenceKind,
    /// What it does to the interval.
    pub effect: TimeEffect,
    /// The run of the shadow solver that it rests on, counting from 1 in `solver_runs`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<u32>,
}

impl PublicProof {
    /// The same once the picture is taken back: nothing that was seen in it.
    pub fn without_features(mut self) -> Self {
        self.features.clear();
        self
    }
}

impl FramePart {
    /// The smallest part that holds a box; nothing for a box that is none.
    pub fn around(area: FrameBox) -> Option<Self> {
        if !area.is_inside_frame() {
            return None;
        }
        let (left, right) = parts(area.x, area.w);
        let (top, bottom) = parts(area.y, area.h);
        Some(Self {
            left,
            top,
            right,
            bottom,
        })
    }
}

/// The first and one past the last of the parts that a stretch touches.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "held to 0..=12"
)]
fn parts(from: f64, size: f64) -> (u8, u8) {
    let all = f64::from(FRAME_PARTS);
    let first = (from * all).floor().clamp(0.0, all - 1.0);
    let last = ((from + size) * all).ceil().clamp(first + 1.0, all);
    (first as u8, last as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(x: f64, y: f64, w: f64, h: f64) -> Option<[u8; 4]> {
        let part = FramePart::around(FrameBox { x, y, w, h })?;
        Some([part.left, part.top, part.right, part.bottom])
    }

    #[test]
    fn a_box_is_widened_to_whole_twelfths() {
        assert_eq!(around(0.0, 0.0, 1.0, 1.0), Some([0, 0, 12, 12]));
        assert_eq!(
            around(0.412_345, 0.3, 0.001, 0.001),
            Some([4, 3, 5, 4]),
            "a spot is a whole twelfth"
        );
        assert_eq!(around(0.95, 0.9, 0.05, 0.1), Some([11, 10, 12, 12]));
        assert_eq!(around(0.5, 0.5, 0.0, 0.1), None);
        assert_eq!(around(f64::NAN, 0.5, 0.1, 0.1), None);
    }
}
