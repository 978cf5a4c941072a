//! Finding which of many recordings may share a passage with one, through an [`crate::Index`].
//!
//! Every kept frame of every recording is stored under a key that says whose it is and when. A
//! recording then asks with its own frames, and the hits vote for a recording and an offset in
//! time: no pair of recordings is ever compared that shares nothing.

use std::collections::HashMap;

use super::{Footage, telling};
use crate::{Hit, Pdq, Transform};

/// Frames of a recording that ask, spread over its length; more find little more.
pub const MOST_ASKING: usize = 64;

/// Radius for asking. Re-encoded frames stay within 31 bits, enough of those under a logo or a banner
/// within 48; at 64 no more of 308 altered recordings were found.
pub const LOOKUP_RADIUS: u32 = 48;

/// Width of a bin of offsets in seconds: wide enough for ten per cent of pace over twenty seconds.
const BIN_S: f64 = 2.0;

/// Key of a stored frame: 32 bits for the recording, 24 for quarters of a second, 8 for the probe.
pub fn frame_key(recording: u32, t_s: f64, probe: u8) -> u64 {
    let quarters = (t_s * 4.0).round().clamp(0.0, f64::from((1 << 24) - 1)) as u64;
    u64::from(recording) << 32 | quarters << 8 | u64::from(probe)
}

/// Whether a key is one of a recording's: what [`crate::Index::remove_where`] takes to forget it.
pub fn is_of(recording: u32, key: u64) -> bool {
    of_key(key).0 == recording
}

/// Whose key it is.
pub fn recording_of(key: u64) -> u32 {
    of_key(key).0
}

/// Recording and seconds of a key.
fn of_key(key: u64) -> (u32, f64) {
    (
        (key >> 32) as u32,
        f64::from((key >> 8) as u32 & 0x00ff_ffff) / 4.0,
    )
}

/// Keys and hashes under which a recording is stored in the index.
pub fn stored(recording: u32, footage: &Footage) -> impl Iterator<Item = (u64, Pdq)> {
    footage.frames.iter().flat_map(move |frame| {
        telling(frame).map(move |(probe, hashed)| {
            (
                frame_key(recording, frame.t_s, probe.min(255) as u8),
                hashed.pdq,
            )
        })
    })
}

/// What a recording asks the index for.
#[derive(Debug, Clone, Default)]
pub struct Question {
    /// Goes to [`crate::Index::search`] with [`LOOKUP_RADIUS`].
    pub needles: Vec<Pdq>,
    /// Frame, its seconds and the transformation for each needle.
    meaning: Vec<(usize, f64, Transform)>,
}

/// A recording that may share a passage with the one that asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// As in [`frame_key`].
    pub recording: u32,
    /// Votes of different frames for one offset, each divided by the recordings it looks like.
    pub votes: f64,
    /// Frames that voted for that offset.
    pub frames: usize,
    /// What has to be done to the asking recording to make it look like this one.
    pub transform: Transform,
    /// Seconds by which this one is later, to within a bin.
    pub offset_s: f64,
}

impl Question {
    /// Asks for the recording as it is and under the given other transformations.
    pub fn new(footage: &Footage, transforms: &[Transform]) -> Self {
        let mut question = Self::default();
        let step = footage.frames.len().div_ceil(MOST_ASKING).max(1);
        for (at, frame) in footage.frames.iter().enumerate().step_by(step) {
            for (_, hashed) in telling(frame) {
                let variants = Transform::ALL.iter().zip(hashed.dihedral);
                for (&transform, pdq) in
                    variants.filter(|(transform, _)| transforms.contains(transform))
                {
                    question.needles.push(pdq);
                    question.meaning.push((at, frame.t_s, transform));
                }
            }
        }
        question
    }

    /// Gathers the votes of the hits: the recordings with votes of at least two frames for one
    /// offset, most votes first.
    pub fn candidates(&self, hits: &[Hit]) -> Vec<Candidate> {
        // A frame votes once for each recording, transformation and bin.
        let mut voters: HashMap<(u32, Transform, i64), Vec<usize>> = HashMap::new();
        let mut alike: HashMap<usize, Vec<u32>> = HashMap::new();
        for hit in hits {
            let (frame, t_s, transform) = self.meaning[hit.needle];
            let (recording, at_s) = of_key(hit.key);
            let bin = ((at_s - t_s) / BIN_S).floor() as i64;
            alike.entry(frame).or_default().push(recording);
            for bin in [bin - 1, bin] {
                voters
                    .entry((recording, transform, bin))
                    .or_default()
                    .push(frame);
            }
        }
        alike.values_mut().for_each(distinct);
        let weight = |frame: &usize| 1.0 / alike[frame].len() as f64;
        let mut best: HashMap<u32, Candidate> = HashMap::new();
        for ((recording, transform, bin), mut frames) in voters {
            distinct(&mut frames);
            let votes = frames.iter().map(weight).sum();
            let offset_s = (bin + 1) as f64 * BIN_S;
            let found = Candidate {
                recording,
                votes,
                frames: frames.len(),
                transform,
                offset_s,
            };
            let known = best.entry(recording).or_insert(found);
            if rank(&found) > rank(known) {
                *known = found;
            }
        }
        let mut candidates: Vec<Candidate> = best
            .into_values()
            .filter(|found| found.frames >= 2)
            .collect();
        candidates.sort_by(|one, other| {
            rank(other)
                .cmp(&rank(one))
                .then(one.recording.cmp(&other.recording))
        });
        candidates
    }
}

/// More votes, then a fixed order, so that the answer does not hang on a hash map's.
fn rank(candidate: &Candidate) -> (u64, usize, std::cmp::Reverse<Transform>, i64) {
    // Votes are not negative, so their bits are in their order.
    let Candidate {
        votes,
        frames,
        transform,
        offset_s,
        ..
    } = candidate;
    (
        votes.to_bits(),
        *frames,
        std::cmp::Reverse(*transform),
        -(*offset_s * 4.0) as i64,
    )
}

fn distinct<T: Ord>(list: &mut Vec<T>) {
    list.sort_unstable();
    list.dedup();
}
