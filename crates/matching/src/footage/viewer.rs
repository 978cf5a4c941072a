//! Watching a recording once, frame by frame, to know it again.

use super::{
    Footage, Frame, MIN_FRAME_QUALITY, frame_probes,
    glimpse::glimpse,
    sound::{SOUND_RATE, fingerprint},
    still::{MOST_STILLS, Still},
};
use crate::{Hashed, Luma, Pdq};

/// Seconds between stills at first.
const SPACING_S: f64 = 2.0;

/// Bits by which a frame has to differ from the last still to be worth another one: a camera that
/// never moves is known by one.
const CHANGED: u32 = 10;

/// Bits that mean a cut, after which a still is taken without waiting for its turn.
const CUT: u32 = 72;

/// Share of the spacing that even a cut has to wait.
const CUT_WAIT: f64 = 0.5;

/// Builds a [`Footage`] out of frames that are given one by one, in the order of time and on a
/// regular schedule of about [`super::FRAMES_PER_SECOND`].
#[derive(Debug, Clone)]
pub struct Viewer {
    footage: Footage,
    spacing_s: f64,
    /// When the last still was tried, and the hash of its frame.
    last: Option<(f64, Pdq)>,
}

impl Default for Viewer {
    fn default() -> Self {
        Self {
            footage: Footage::default(),
            spacing_s: SPACING_S,
            last: None,
        }
    }
}

impl Viewer {
    /// Looks at the frame of one moment, in seconds; gives the hash of the whole frame, none for a
    /// blank one. Two milliseconds for 512 pixels, and some ten more where a still is taken.
    pub fn look(&mut self, t_s: f64, luma: Luma<'_>) -> Option<Hashed> {
        self.footage.duration_s = t_s;
        self.footage.glimpses.push(glimpse(luma));
        let probes = frame_probes(luma);
        let whole = *probes.first()?;
        if whole.quality >= MIN_FRAME_QUALITY && self.is_due(t_s, &whole.pdq) {
            self.last = Some((t_s, whole.pdq));
            self.footage.stills.extend(Still::take(t_s, luma));
            self.thin_out();
        }
        self.footage.push(Frame { t_s, probes });
        Some(whole)
    }

    /// Listens to the sound: samples of one channel from the first frame on, [`SOUND_RATE`] a second.
    pub fn listen(&mut self, samples: &[i16]) {
        self.footage.sound = fingerprint(samples, SOUND_RATE);
    }

    /// What was seen and heard.
    pub fn into_footage(self) -> Footage {
        self.footage
    }

    fn is_due(&self, t_s: f64, pdq: &Pdq) -> bool {
        let Some((last_s, last)) = &self.last else {
            return true;
        };
        let (waited, changed) = ((t_s - last_s) / self.spacing_s, last.distance(pdq));
        waited >= 1.0 && changed >= CHANGED || waited >= CUT_WAIT && changed >= CUT
    }

    /// Keeps every other still once there are too many.
    fn thin_out(&mut self) {
        if self.footage.stills.len() > MOST_STILLS {
            let mut keep = false;
            self.footage.stills.retain(|_| {
                keep = !keep;
                keep
            });
            self.spacing_s *= 2.0;
        }
    }
}
