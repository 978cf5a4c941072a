//! Lines through the times of pairs: `t_b = speed · t_a + offset`.

use std::collections::HashMap;

use super::{Footage, Frame, pairs::Pair, telling};
use crate::Transform;

/// The fastest and slowest pace that is looked for.
pub(super) const SPEEDS: (f64, f64) = (0.9, 1.1);

/// Steps of pace in the vote.
const SPEED_STEPS: usize = 20;

/// Width of a vote's bin in seconds; a line gets the votes of two neighbouring bins.
const BIN_S: f64 = 0.5;

/// Pairs this many seconds off a line still belong to it: frames are sampled every quarter of a
/// second, and thinning moves them by more.
const TOLERANCE_S: f64 = 0.4;

/// Weight, in seconds squared, of the belief that the pace is unchanged: the square of how far
/// frames are taken to lie off their line (0.15 s) over that of how far paces are taken to lie from 1 (0.05). A second of
/// footage says little about its pace; ten seconds outweigh this many times.
const UNCHANGED_S2: f64 = 9.0;

/// Frames on a proven line go together up to this many bits: of random hashes one in 850,000 comes
/// this near, and here only few are asked.
const ON_LINE_RADIUS: u32 = 90;

/// What is the same recording under one transformation, offset and pace.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Line {
    pub(super) transform: Transform,
    pub(super) speed: f64,
    pub(super) offset_s: f64,
}

impl Line {
    /// The moment in `b` for one in `a`.
    pub(super) fn to_b(self, a_s: f64) -> f64 {
        self.speed * a_s + self.offset_s
    }

    /// The moment in `a` for one in `b`.
    pub(super) fn to_a(self, b_s: f64) -> f64 {
        (b_s - self.offset_s) / self.speed
    }

    /// How far a pair lies off the line, in seconds of `b`: nothing where the two pictures, each of
    /// which stands until the next kept frame, are seen at one moment of the line.
    fn off_s(self, pair: &Pair, a: &Footage, b: &Footage) -> f64 {
        let early = b.frames[pair.b].t_s - self.to_b(a.held_until_s(pair.a));
        let late = self.to_b(a.frames[pair.a].t_s) - b.held_until_s(pair.b);
        early.max(late).max(0.0)
    }

    /// How far apart the two pictures appear, in seconds of `b`.
    fn apart_s(self, pair: &Pair, a: &Footage, b: &Footage) -> f64 {
        (b.frames[pair.b].t_s - self.to_b(a.frames[pair.a].t_s)).abs()
    }
}

/// The line with most votes, and their sum.
pub(super) fn elect(pairs: &[Pair], a: &Footage, b: &Footage) -> Option<(Line, f64)> {
    let mut votes: HashMap<(Transform, usize, i64), f64> = HashMap::new();
    for pair in pairs {
        let (a_s, b_s) = (a.frames[pair.a].t_s, b.frames[pair.b].t_s);
        for step in 0..=SPEED_STEPS {
            let bin = ((b_s - speed(step) * a_s) / BIN_S).floor() as i64;
            let vote = pair.weight * (1.0 - 0.5 * (speed(step) - 1.0).abs());
            for bin in [bin, bin - 1] {
                *votes.entry((pair.transform, step, bin)).or_default() += vote;
            }
        }
    }
    let best = votes.into_iter().max_by(|(a, a_votes), (b, b_votes)| {
        // Equal votes: the pace nearest to the usual one, then any fixed order.
        let usual = |step: usize| std::cmp::Reverse(step.abs_diff(SPEED_STEPS / 2));
        (a_votes.total_cmp(b_votes)).then((usual(a.1), a).cmp(&(usual(b.1), b)))
    });
    best.map(|((transform, step, bin), votes)| {
        let offset_s = (bin + 1) as f64 * BIN_S;
        (
            Line {
                transform,
                speed: speed(step),
                offset_s,
            },
            votes,
        )
    })
}

fn speed(step: usize) -> f64 {
    SPEEDS.0 + (SPEEDS.1 - SPEEDS.0) * step as f64 / SPEED_STEPS as f64
}

/// Moves a line to where its pairs are, and gives the pairs: each frame in one of them at most, in
/// the order of time.
pub(super) fn settle(
    mut line: Line,
    pairs: &[Pair],
    a: &Footage,
    b: &Footage,
) -> (Line, Vec<Pair>) {
    let mut chain = chain(line, pairs, a, b);
    for _ in 0..4 {
        line = fitted(line, &chain, a, b);
        chain = self::chain(line, pairs, a, b);
    }
    fill(line, &mut chain, a, b);
    (line, chain)
}

/// Adds, without weight, the frames that lie on the line and look less alike: under a banner or in
/// fast movement they tell where a passage begins and ends.
fn fill(line: Line, chain: &mut Vec<Pair>, a: &Footage, b: &Footage) {
    let mut in_a = vec![false; a.frames.len()];
    let mut in_b = vec![false; b.frames.len()];
    for pair in chain.iter() {
        (in_a[pair.a], in_b[pair.b]) = (true, true);
    }
    for at in (0..a.frames.len()).filter(|&at| !in_a[at]) {
        let expected = line.to_b(a.frames[at].t_s);
        let from = b
            .frames
            .partition_point(|frame| frame.t_s < expected - TOLERANCE_S);
        let to = b
            .frames
            .partition_point(|frame| frame.t_s <= expected + TOLERANCE_S);
        let best = (from..to)
            .filter(|&other| !in_b[other])
            .map(|other| {
                (
                    frame_distance(&a.frames[at], &b.frames[other], line.transform),
                    other,
                )
            })
            .min();
        if let Some((distance, other)) = best.filter(|(distance, _)| *distance <= ON_LINE_RADIUS) {
            in_b[other] = true;
            chain.push(Pair {
                transform: line.transform,
                a: at,
                b: other,
                distance,
                weight: 0.0,
            });
        }
    }
    chain.sort_by_key(|pair| (pair.a, pair.b));
}

/// The least distance between the probes of two frames, the first transformed.
pub(super) fn frame_distance(a: &Frame, b: &Frame, transform: Transform) -> u32 {
    let place = Transform::ALL
        .iter()
        .position(|other| *other == transform)
        .unwrap_or(0);
    let all = telling(a)
        .flat_map(|(_, a)| telling(b).map(move |(_, b)| a.dihedral[place].distance(&b.pdq)));
    all.min().unwrap_or(u32::MAX)
}

/// For each frame the partner that is near and close to the line.
fn chain(line: Line, pairs: &[Pair], a: &Footage, b: &Footage) -> Vec<Pair> {
    let cost = |pair: &Pair| f64::from(pair.distance) + 10.0 * line.apart_s(pair, a, b);
    let mut near: Vec<(f64, Pair)> = pairs
        .iter()
        .filter(|pair| pair.transform == line.transform && line.off_s(pair, a, b) <= TOLERANCE_S)
        .map(|pair| (cost(pair), *pair))
        .collect();
    near.sort_by(|(a_cost, a), (b_cost, b)| {
        a_cost.total_cmp(b_cost).then((a.a, a.b).cmp(&(b.a, b.b)))
    });
    let (mut in_a, mut in_b) = (vec![false; a.frames.len()], vec![false; b.frames.len()]);
    let mut chain: Vec<Pair> = Vec::new();
    for (_, pair) in near {
        if !in_a[pair.a] && !in_b[pair.b] {
            (in_a[pair.a], in_b[pair.b]) = (true, true);
            chain.push(pair);
        }
    }
    chain.sort_by_key(|pair| (pair.a, pair.b));
    chain
}

/// How well a pair tells the offset. A picture that stands for long appears early in one recording
/// and, where the other is cut, late in the other.
fn sharpness(pair: &Pair, a: &Footage, b: &Footage) -> f64 {
    let stands_a = a.held_until_s(pair.a) - a.frames[pair.a].t_s;
    let stands_b = b.held_until_s(pair.b) - b.frames[pair.b].t_s;
    pair.weight / (1.0 + (stands_a.max(stands_b) / 0.5).powi(2))
}

/// Weighted least squares, drawn towards the usual pace.
fn fitted(line: Line, chain: &[Pair], a: &Footage, b: &Footage) -> Line {
    let sum = |of: &dyn Fn(f64, f64) -> f64| -> f64 {
        let term =
            |pair: &Pair| sharpness(pair, a, b) * of(a.frames[pair.a].t_s, b.frames[pair.b].t_s);
        chain.iter().map(term).sum()
    };
    let weight = sum(&|_, _| 1.0);
    if weight <= 0.0 {
        return line;
    }
    let (a_mean, b_mean) = (sum(&|a_s, _| a_s) / weight, sum(&|_, b_s| b_s) / weight);
    let spread = sum(&|a_s, _| (a_s - a_mean).powi(2));
    let together = sum(&|a_s, b_s| (a_s - a_mean) * (b_s - b_mean));
    let speed = (together + UNCHANGED_S2) / (spread + UNCHANGED_S2);
    let speed = speed.clamp(SPEEDS.0, SPEEDS.1);
    Line {
        speed,
        offset_s: b_mean - speed * a_mean,
        ..line
    }
}
