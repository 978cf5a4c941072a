//! Frames of two recordings that look alike, and how much each such pair says.

use super::{Footage, telling};
use crate::{Index, Pdq, Transform, nearness::AUTOMATIC_RADIUS};

/// Bits up to which two frames may be the same. Frames of unrelated recordings stayed above it.
pub(super) const RADIUS: u32 = 64;

/// Of the frames alike to one frame, this many nearest are looked at: more say nothing any more.
const MOST_ALIKE: usize = 48;

/// Frames of a recording searched for in one pass.
const BATCH: usize = 8;

/// Seconds apart from which two frames are different moments.
const ANOTHER_MOMENT_S: f64 = 1.0;

/// A frame at most this many bits farther is as good a partner.
const RIVAL_MARGIN: u32 = 6;

/// A frame of `a` that looks like a frame of `b` when transformed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pair {
    pub(super) transform: Transform,
    pub(super) a: usize,
    pub(super) b: usize,
    /// The least distance between probes, in bits.
    pub(super) distance: u32,
    /// 0..=1: how much it says that these two belong together.
    pub(super) weight: f64,
}

/// All pairs that say something.
pub(super) fn pairs(a: &Footage, b: &Footage) -> Vec<Pair> {
    let stored = b
        .frames
        .iter()
        .enumerate()
        .flat_map(|(at, frame)| telling(frame).map(move |(_, probe)| (at as u64, probe.pdq)));
    let index: Index = stored.collect();
    let mut pairs = Vec::new();
    for first in (0..a.frames.len()).step_by(BATCH) {
        let batch = first..(first + BATCH).min(a.frames.len());
        pairs.extend(alike(a, batch, &index));
    }
    weigh(&mut pairs, a, b);
    pairs
}

/// The nearest pairs of each frame in a batch, without weights.
fn alike(a: &Footage, batch: std::ops::Range<usize>, index: &Index) -> Vec<Pair> {
    let mut needles: Vec<Pdq> = Vec::new();
    let mut meaning = Vec::new();
    for at in batch.clone() {
        for (_, probe) in telling(&a.frames[at]) {
            needles.extend(probe.dihedral);
            meaning.extend(Transform::ALL.iter().map(|&transform| (at, transform)));
        }
    }
    let mut taken = vec![0; batch.len()];
    let mut pairs: Vec<Pair> = Vec::new();
    for hit in index.search(&needles, RADIUS) {
        let (at, transform) = meaning[hit.needle];
        let taken = &mut taken[at - batch.start];
        if *taken < 2 * MOST_ALIKE {
            *taken += 1;
            let (b, distance) = (hit.key as usize, hit.distance);
            pairs.push(Pair {
                transform,
                a: at,
                b,
                distance,
                weight: 0.0,
            });
        }
    }
    // Several probes may name the same two frames.
    pairs.sort_by_key(|pair| (pair.a, pair.transform, pair.b, pair.distance));
    pairs.dedup_by_key(|pair| (pair.a, pair.transform, pair.b));
    pairs
}

/// Sets the weights: near frames say more than far ones, and a frame that looks like many moments
/// of the other recording says little about any of them.
fn weigh(pairs: &mut [Pair], a: &Footage, b: &Footage) {
    let in_b = rivals(pairs, a.frames.len(), |pair| (pair.a, b.frames[pair.b].t_s));
    let in_a = rivals(pairs, b.frames.len(), |pair| (pair.b, a.frames[pair.a].t_s));
    for (at, pair) in pairs.iter_mut().enumerate() {
        pair.weight = closeness(pair.distance) / (1 + in_a[at].max(in_b[at])) as f64;
    }
}

/// For each pair the other moments that are as good: `split` gives the frame that is held fast and
/// the moment of its partner.
fn rivals(pairs: &[Pair], frames: usize, split: impl Fn(&Pair) -> (usize, f64)) -> Vec<usize> {
    let mut of_frame: Vec<Vec<(f64, u32)>> = vec![Vec::new(); frames];
    for pair in pairs {
        let (frame, moment) = split(pair);
        of_frame[frame].push((moment, pair.distance));
    }
    let count = |pair: &Pair| {
        let (frame, moment) = split(pair);
        let rivals = of_frame[frame].iter().filter(|(other, distance)| {
            (other - moment).abs() > ANOTHER_MOMENT_S && *distance <= pair.distance + RIVAL_MARGIN
        });
        rivals.count()
    };
    pairs.iter().map(count).collect()
}

/// One up to the field's radius, then falling to a tenth, faster at first: two recordings
/// of one aquarium had medians from 58 bits up, most copies with a banner under 50.
fn closeness(distance: u32) -> f64 {
    let beyond = distance.saturating_sub(AUTOMATIC_RADIUS);
    let left = 1.0 - f64::from(beyond) / f64::from(RADIUS - AUTOMATIC_RADIUS);
    0.1 + 0.9 * left * left
}
