//! Lines through the times of pairs: `t_b = speed · t_a + offset`.

use std::collections::HashMap;

use super::{Footage, pairs::Pair};
use crate::Transform;

/// The fastest and slowest pace that is looked for.
pub(super) const SPEEDS: (f64, f64) = (0.9, 1.1);

/// Steps of pace in the vote.
const SPEED_STEPS: usize = 20;

/// Width of a vote's bin in seconds; a line gets the votes of two neighbouring bins.
const BIN_S: f64 = 0.5;

/// Pairs this many seconds off a line still belong to it: frames are sampled every quarter of a
/// second, and thinning moves them by more.
const TOLERANCE_S: f64 = 0.6;

/// Seconds and frames from which a pace is worked out rather than taken from the vote.
const FIT_SPAN_S: f64 = 4.0;
const FIT_FRAMES: usize = 4;

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

    /// How far a pair lies off the line, in seconds of `b`.
    fn off_s(self, pair: &Pair, a: &Footage, b: &Footage) -> f64 {
        b.frames[pair.b].t_s - self.to_b(a.frames[pair.a].t_s)
    }
}

/// The line with most votes, and their sum.
pub(super) fn elect(pairs: &[Pair], a: &Footage, b: &Footage) -> Option<(Line, f64)> {
    let mut votes: HashMap<(Transform, usize, i64), f64> = HashMap::new();
    for pair in pairs {
        let (a_s, b_s) = (a.frames[pair.a].t_s, b.frames[pair.b].t_s);
        for step in 0..=SPEED_STEPS {
            let bin = ((b_s - speed(step) * a_s) / BIN_S).floor() as i64;
            for bin in [bin, bin - 1] {
                *votes.entry((pair.transform, step, bin)).or_default() += pair.weight;
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
    (line, chain)
}

/// For each frame the partner that is near and close to the line.
fn chain(line: Line, pairs: &[Pair], a: &Footage, b: &Footage) -> Vec<Pair> {
    let cost = |pair: &Pair| f64::from(pair.distance) + 30.0 * line.off_s(pair, a, b).abs();
    let mut near: Vec<(f64, Pair)> = pairs
        .iter()
        .filter(|pair| {
            pair.transform == line.transform && line.off_s(pair, a, b).abs() <= TOLERANCE_S
        })
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

/// Least squares where the pairs reach far enough, else the same pace through their middle.
fn fitted(line: Line, chain: &[Pair], a: &Footage, b: &Footage) -> Line {
    let sum = |of: &dyn Fn(f64, f64) -> f64| -> f64 {
        let term = |pair: &Pair| pair.weight * of(a.frames[pair.a].t_s, b.frames[pair.b].t_s);
        chain.iter().map(term).sum()
    };
    let weight = sum(&|_, _| 1.0);
    if weight <= 0.0 {
        return line;
    }
    let (a_mean, b_mean) = (sum(&|a_s, _| a_s) / weight, sum(&|_, b_s| b_s) / weight);
    let spread = sum(&|a_s, _| (a_s - a_mean).powi(2));
    let span = chain
        .last()
        .map_or(0.0, |last| a.frames[last.a].t_s - a.frames[chain[0].a].t_s);
    let mut speed = line.speed;
    if span >= FIT_SPAN_S && chain.len() >= FIT_FRAMES && spread > 0.0 {
        let together = sum(&|a_s, b_s| (a_s - a_mean) * (b_s - b_mean));
        speed = (together / spread).clamp(SPEEDS.0, SPEEDS.1);
    }
    Line {
        speed,
        offset_s: b_mean - speed * a_mean,
        ..line
    }
}
