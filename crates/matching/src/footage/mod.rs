//! Which stretches of two recordings show the same pictures.
//!
//! A recording comes in as hashes of its frames, on a schedule that follows the content
//! ([`keep`]). Frames of two recordings that look alike vote for a line through their times, so
//! that what counts is a run of different frames in the same order and pace, never a percentage:
//! a black screen, a title or a camera that never moves resembles everything, and says nothing.

pub mod align;
mod archive;
pub mod bytes;
mod compare;
mod glimpse;
mod lens;
mod line;
pub mod lookup;
pub mod moment;
mod motion;
mod pairs;
mod probes;
pub mod relation;
pub mod sound;
mod still;
mod view;
mod viewer;

pub use archive::{Archive, TURNS};
pub use bytes::VERSION;
pub use compare::{Comparison, Laid, compare};
pub use glimpse::{GLIMPSE_SIDE, Glimpse, glimpse};
pub use probes::frame_probes;
pub use still::{MOST_STILLS, STILL_FEATURES, Still};
pub use viewer::Viewer;

use crate::{Hashed, Pdq};

/// Frames looked at each second; of these [`keep`] chooses.
pub const FRAMES_PER_SECOND: f64 = 4.0;

/// A frame that differs by fewer bits from the one kept before tells nothing new. At 10 a nearly still
/// screen keeps too few frames to be known again when re-encoded.
/// Chosen on 22 clips.
pub const LEAST_CHANGE: u32 = 6;

/// PDQ quality from which a frame counts. Much lower than for photographs: a fixed camera over a
/// calm scene may stay under 20, and here a run of frames speaks, not one.
pub const MIN_FRAME_QUALITY: u8 = 12;

/// One frame of a recording.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// Seconds from the start of the recording.
    pub t_s: f64,
    /// Hashes of the whole frame and of parts of it, as [`frame_probes`] takes them.
    pub probes: Vec<Hashed>,
}

/// The frames of a recording that are worth comparing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Footage {
    /// Length of the recording in seconds.
    pub duration_s: f64,
    /// Kept frames, in the order of time.
    pub frames: Vec<Frame>,
    /// All frames that were looked at, evenly spread from the start to [`Self::duration_s`].
    pub glimpses: Vec<Glimpse>,
    /// Some frames with their local features, in the order of time.
    pub stills: Vec<Still>,
    /// What it sounds like, see [`sound::fingerprint`]; empty without sound.
    pub sound: Vec<u32>,
}

/// Whether a frame is worth keeping after the one kept `previous`ly: it has enough in it, and it
/// has changed.
pub fn keep(previous: Option<&Frame>, frame: &Frame) -> bool {
    let Some(whole) = frame.probes.first() else {
        return false;
    };
    let telling = frame
        .probes
        .iter()
        .any(|probe| probe.quality >= MIN_FRAME_QUALITY);
    let last = previous.and_then(|previous| previous.probes.first());
    telling && last.is_none_or(|last| last.pdq.distance(&whole.pdq) >= LEAST_CHANGE)
}

impl Footage {
    /// The frames of a recording that [`keep`] chooses, out of some on a regular schedule.
    pub fn kept(duration_s: f64, frames: impl IntoIterator<Item = Frame>) -> Self {
        let mut footage = Self {
            duration_s,
            ..Self::default()
        };
        frames.into_iter().for_each(|frame| footage.push(frame));
        footage
    }

    /// Adds a later frame if [`keep`] chooses it.
    pub fn push(&mut self, frame: Frame) {
        if keep(self.frames.last(), &frame) {
            self.frames.push(frame);
        }
    }

    /// When the picture after a kept frame has changed, in seconds.
    fn held_until_s(&self, frame: usize) -> f64 {
        self.frames
            .get(frame + 1)
            .map_or(self.duration_s, |next| next.t_s)
    }

    /// Seconds from one glimpse to the next.
    fn glimpse_step_s(&self) -> f64 {
        self.duration_s / self.glimpses.len().saturating_sub(1).max(1) as f64
    }

    /// Frames kept strictly between two moments.
    fn kept_between(&self, from_s: f64, to_s: f64) -> usize {
        let from = self
            .frames
            .partition_point(|frame| frame.t_s <= from_s + 1e-3);
        let to = self.frames.partition_point(|frame| frame.t_s < to_s - 1e-3);
        to.saturating_sub(from)
    }
}

/// The hashes of a frame that have enough in them, with the place of their probe.
fn telling(frame: &Frame) -> impl Iterator<Item = (usize, &Hashed)> {
    let probes = frame.probes.iter().enumerate();
    probes.filter(|(_, probe)| probe.quality >= MIN_FRAME_QUALITY)
}

/// The hash with rows and columns of frequencies exchanged: that of the picture flipped about its
/// diagonal, exactly, because the median stays where it is.
fn transposed(pdq: &Pdq) -> Pdq {
    let mut bits = [0; 4];
    for at in 0..256 {
        let from = at % 16 * 16 + at / 16;
        bits[at / 64] |= (pdq.bits[from / 64] >> (from % 64) & 1) << (at % 64);
    }
    Pdq { bits }
}
