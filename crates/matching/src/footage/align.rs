//! Passages: stretches of two recordings that show the same.

use std::{collections::HashSet, ops::Range};

use super::{
    Footage,
    line::{Line, elect, settle},
    pairs::{Pair, pairs},
};
use crate::Transform;

/// Different frames in a row that make a passage.
pub const LEAST_FRAMES: usize = 3;

/// Sum of weights (see [`Passage::score`]) that makes a passage; what it proves is for
/// [`super::relation`] to say.
pub const LEAST_SCORE: f64 = 0.8;

/// Frames in a row without a partner that end a passage: two seconds of movement.
const MOST_UNMATCHED: usize = 8;

/// Passages between two recordings that are looked for.
const MOST_PASSAGES: usize = 64;

/// Lines without a passage after which the search ends: by then only pairs of moments that all look
/// alike are left.
const MOST_FAILURES: usize = 6;

/// A stretch of `a` and the stretch of `b` that shows the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// From and to in the first recording, in seconds.
    pub a_s: Range<f64>,
    /// From and to in the second recording, in seconds.
    pub b_s: Range<f64>,
    /// Seconds of the second for each second of the first, 0.9..=1.1.
    pub speed: f64,
    /// What has to be done to the first to make it look like the second.
    pub transform: Transform,
    /// Median distance of its frames, in bits.
    pub distance: u32,
    /// Pairs of frames near enough to prove something.
    pub frames: usize,
    /// Sum over these pairs of 0..=1: less where they look less alike, and less where a frame looks
    /// like other moments too. About the number of frames in a recording with movement, about 1
    /// for two different recordings by one fixed camera.
    pub score: f64,
    /// All pairs, as places among the frames of either, for a closer look at the pictures.
    pub pairs: Vec<(usize, usize)>,
}

/// All passages, the one with the highest score first.
pub fn align(a: &Footage, b: &Footage) -> Vec<Passage> {
    let mut pairs = pairs(a, b);
    let mut passages = Vec::new();
    let mut failures = 0;
    while passages.len() < MOST_PASSAGES && failures < MOST_FAILURES {
        let Some((line, votes)) = elect(&pairs, a, b) else {
            break;
        };
        if votes < LEAST_SCORE {
            break;
        }
        let (line, chain) = settle(line, &pairs, a, b);
        let before = passages.len();
        for run in runs(&chain, a, b) {
            let passage = passage(line, run, a, b);
            let told = passage.frames >= LEAST_FRAMES && passage.score >= LEAST_SCORE;
            pairs.retain(|pair| !(told && explained(pair, &passage, a, b)));
            passages.extend(told.then_some(passage));
        }
        failures += usize::from(passages.len() == before);
        let on_line: HashSet<_> = chain.iter().map(|pair| (pair.a, pair.b)).collect();
        pairs.retain(|pair| {
            pair.transform != line.transform || !on_line.contains(&(pair.a, pair.b))
        });
    }
    passages.sort_by(|one, other| other.score.total_cmp(&one.score));
    without_echoes(passages)
}

/// Drops what is but an echo of a better passage: the same stretch of one recording beside a stretch
/// of the other that resembles it much less. A true repetition scores about as well as the first.
fn without_echoes(passages: Vec<Passage>) -> Vec<Passage> {
    let mut kept: Vec<Passage> = Vec::new();
    for passage in passages {
        let echo = kept.iter().any(|better| {
            let shared = shared(&better.a_s, &passage.a_s).max(shared(&better.b_s, &passage.b_s));
            shared > 0.5 && passage.score < 0.5 * better.score
        });
        if !echo {
            kept.push(passage);
        }
    }
    kept
}

/// The share of a stretch that lies in another one, 0..=1.
fn shared(other: &Range<f64>, range: &Range<f64>) -> f64 {
    let common = other.end.min(range.end) - other.start.max(range.start);
    (common / (range.end - range.start).max(1e-3)).clamp(0.0, 1.0)
}

/// Whether a passage accounts for a pair: both its frames lie within.
fn explained(pair: &Pair, passage: &Passage, a: &Footage, b: &Footage) -> bool {
    let within = |range: &Range<f64>, t_s: f64| range.start - 0.3 <= t_s && t_s <= range.end + 0.3;
    within(&passage.a_s, a.frames[pair.a].t_s) && within(&passage.b_s, b.frames[pair.b].t_s)
}

/// Cuts a chain where too many frames of either recording in a row have no partner.
fn runs<'c>(chain: &'c [Pair], a: &Footage, b: &Footage) -> Vec<&'c [Pair]> {
    let goes_on = |one: &Pair, next: &Pair| {
        let unmatched_a = a.kept_between(a.frames[one.a].t_s, a.frames[next.a].t_s);
        let unmatched_b = b.kept_between(b.frames[one.b].t_s, b.frames[next.b].t_s);
        unmatched_a.max(unmatched_b) < MOST_UNMATCHED
    };
    chain.chunk_by(goes_on).collect()
}

fn passage(line: Line, run: &[Pair], a: &Footage, b: &Footage) -> Passage {
    let (first, last) = (run[0], run[run.len() - 1]);
    // From when both recordings show the first picture.
    let start = a.frames[first.a].t_s.max(line.to_a(b.frames[first.b].t_s));
    // The last picture stands until the next kept frame, in whichever recording that comes first.
    let end = a
        .held_until_s(last.a)
        .min(line.to_a(b.held_until_s(last.b)));
    let end = end.max(start).min(a.duration_s.max(start));
    let within_b = |a_s: f64| line.to_b(a_s).clamp(0.0, b.duration_s.max(0.0));
    let mut distances: Vec<u32> = run.iter().map(|pair| pair.distance).collect();
    distances.sort_unstable();
    Passage {
        a_s: start..end,
        b_s: within_b(start)..within_b(end),
        speed: line.speed,
        transform: line.transform,
        distance: distances[distances.len() / 2],
        frames: run.iter().filter(|pair| pair.weight > 0.0).count(),
        score: run.iter().map(|pair| pair.weight).sum(),
        pairs: run.iter().map(|pair| (pair.a, pair.b)).collect(),
    }
}
