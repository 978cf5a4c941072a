//! Whether what moves in two recordings moves alike, and when: the glimpses of one laid over those
//! of the other under one map, at every shift in time.
//!
//! By a fixed camera all frames look alike, and so do those of another recording by the same
//! camera. So what stands still is taken out (the mean of each place over the stretch), and only
//! what is left is correlated: it agrees at the true shift and at no other.

use std::ops::Range;

use super::{
    Footage,
    lens::{Lens, Series},
};
use crate::Homography;

/// Seconds between shifts that are tried.
const SHIFT_STEP_S: f64 = 0.125;

/// Correlation of the steps from place to place in two frames, from which they may show the same.
/// Low: a screen that is filmed has glare and bands over it, and this only finds the stretches.
const LOOKS_ALIKE: f64 = 0.3;

/// Frames in a row that do not look alike and are passed over within a stretch.
const MOST_UNLIKE: usize = 2;

/// Frames of the shortest stretch: a second and a half.
const LEAST_FRAMES: usize = 6;

/// Variance of what coding and noise leave in the mean of a place, in grey levels squared: movement
/// fainter than this does not correlate.
const NOISE: f64 = 0.02;

/// Shifts that differ by more are different moments, in seconds.
const ANOTHER_MOMENT_S: f64 = 1.0;

/// Multiplications after which only shifts that something speaks for are tried.
const MOST_WORK: usize = 1 << 27;

/// Agreement from which what moves is the same. Of two recordings by one camera none reached it over
/// a stretch with enough evidence; of copies filmed off a screen or seconds long nine in ten did.
const AGREEMENT: f64 = 0.5;

/// Evidence from which it is no accident, and how many times that of any other moment it must be.
const EVIDENCE: f64 = 2.2;
const CLEAR_OF_RIVALS: f64 = 1.25;

/// A stretch in which two recordings move alike.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Motion {
    /// From and to in the first recording, in seconds.
    pub a_s: Range<f64>,
    /// Seconds by which the second recording is later.
    pub shift_s: f64,
    /// Correlation of what moves, -1..=1.
    pub agreement: f64,
    /// Frames of the stretch.
    pub frames: usize,
    /// Fisher's z of the agreement over its standard error, as if each frame were one observation:
    /// more for longer stretches.
    pub evidence: f64,
    /// The same for the best other moment; 0 where nothing else even looks alike.
    pub rival: f64,
}

impl Motion {
    /// Whether the two must come from one source.
    pub(super) fn is_proof(&self) -> bool {
        self.agreement >= AGREEMENT
            && self.evidence >= EVIDENCE
            && self.evidence >= CLEAR_OF_RIVALS * self.rival
    }
}

/// The best stretch at one pace (seconds of B for each of A) and one shift in seconds, if any looks
/// alike.
pub(super) fn motion_at(
    a: &Footage,
    b: &Footage,
    map: &Homography,
    (pace, shift_s): (f64, f64),
) -> Option<Motion> {
    let lens = Lens::between(map)?;
    let series = [lens.series_a(&a.glimpses), lens.series_b(&b.glimpses)];
    let steps = (a.glimpse_step_s(), b.glimpse_step_s());
    let found = at_shift(&series, &lens, steps, (pace, shift_s)).into_iter();
    found.max_by(|one, other| one.evidence.total_cmp(&other.evidence))
}

/// The stretch that agrees best under a map, if any looks alike. `hints` are shifts to try where
/// there are too many to try them all.
pub(super) fn motion(a: &Footage, b: &Footage, map: &Homography, hints: &[f64]) -> Option<Motion> {
    let lens = Lens::between(map)?;
    let series = [lens.series_a(&a.glimpses), lens.series_b(&b.glimpses)];
    let steps = (a.glimpse_step_s(), b.glimpse_step_s());
    let shifts = shifts(a, b, lens.cells(), hints);
    let mut found: Vec<Motion> = shifts
        .iter()
        .flat_map(|&shift_s| at_shift(&series, &lens, steps, (1.0, shift_s)))
        .collect();
    found.sort_by(|one, other| other.evidence.total_cmp(&one.evidence));
    let mut best = found.first()?.clone();
    let rival = found
        .iter()
        .find(|other| (other.shift_s - best.shift_s).abs() > ANOTHER_MOMENT_S);
    best.rival = rival.map_or(0.0, |rival| rival.evidence);
    Some(best)
}

fn shifts(a: &Footage, b: &Footage, cells: usize, hints: &[f64]) -> Vec<f64> {
    let at = |step: i64| step as f64 * SHIFT_STEP_S;
    let step = |shift_s: f64| (shift_s / SHIFT_STEP_S).round() as i64;
    let all = step(-a.duration_s)..=step(b.duration_s);
    if all.clone().count() * a.glimpses.len() * cells < MOST_WORK {
        return all.map(at).collect();
    }
    let around = step(ANOTHER_MOMENT_S);
    let mut steps: Vec<i64> = hints
        .iter()
        .flat_map(|hint| step(*hint) - around..=step(*hint) + around)
        .collect();
    steps.sort_unstable();
    steps.dedup();
    steps.truncate(MOST_WORK / (a.glimpses.len() * cells).max(1));
    steps.into_iter().map(at).collect()
}

/// The stretches that look alike at one pace and shift.
fn at_shift(
    [a, b]: &[Series; 2],
    lens: &Lens,
    (step_a, step_b): (f64, f64),
    (pace, shift_s): (f64, f64),
) -> Vec<Motion> {
    let pairs: Vec<Option<(&[f32], Vec<f32>)>> = (0..a.len())
        .map(|at| {
            let b_at = (at as f64 * step_a * pace + shift_s) / step_b.max(1e-3);
            let (one, other) = (a.frame(at), b.between(b_at)?);
            (correlation(one, &other, &lens.neighbours) >= LOOKS_ALIKE).then_some((one, other))
        })
        .collect();
    let mut found = Vec::new();
    for run in runs(&pairs) {
        let alike: Vec<_> = pairs[run.clone()].iter().flatten().collect();
        let agreement = moving_alike(&alike);
        let frames = alike.len();
        found.push(Motion {
            a_s: run.start as f64 * step_a..run.end as f64 * step_a,
            shift_s,
            agreement,
            frames,
            evidence: agreement.clamp(-0.99, 0.99).atanh() * (frames as f64 - 3.0).sqrt(),
            rival: 0.0,
        });
    }
    found
}

/// Stretches of frames that look alike, with few between them that do not.
fn runs<T>(alike: &[Option<T>]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for at in (0..alike.len()).filter(|&at| alike[at].is_some()) {
        match runs.last_mut() {
            Some(run) if at - run.end <= MOST_UNLIKE => run.end = at + 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs.retain(|run| run.len() >= LEAST_FRAMES);
    runs
}

/// Correlation of two frames over their places.
fn correlation(a: &[f32], b: &[f32], neighbours: &[(usize, usize)]) -> f64 {
    let mut sums = Sums::default();
    for &(one, other) in neighbours {
        sums.add(f64::from(a[one] - a[other]), f64::from(b[one] - b[other]));
    }
    sums.correlation()
}

/// Correlation over places and time of what is left of pairs of frames when each place's mean over
/// time, and each frame's mean over its places, are taken out.
fn moving_alike(pairs: &[&(&[f32], Vec<f32>)]) -> f64 {
    let cells = pairs[0].1.len();
    let count = pairs.len() as f64;
    let mut means = vec![(0.0, 0.0); cells];
    for (a, b) in pairs {
        for (mean, (a, b)) in means.iter_mut().zip(a.iter().zip(b)) {
            mean.0 += f64::from(*a) / count;
            mean.1 += f64::from(*b) / count;
        }
    }
    let mut sums = Sums::default();
    for (a, b) in pairs {
        let left = means
            .iter()
            .zip(a.iter().zip(b))
            .map(|(mean, (a, b))| (f64::from(*a) - mean.0, f64::from(*b) - mean.1));
        let left: Vec<(f64, f64)> = left.collect();
        let (sum_a, sum_b) = left
            .iter()
            .fold((0.0, 0.0), |sum, it| (sum.0 + it.0, sum.1 + it.1));
        let (mean_a, mean_b) = (sum_a / cells as f64, sum_b / cells as f64);
        left.iter()
            .for_each(|(a, b)| sums.add(a - mean_a, b - mean_b));
    }
    sums.correlation()
}

/// Sums of squares and products.
#[derive(Default)]
struct Sums {
    count: f64,
    aa: f64,
    bb: f64,
    ab: f64,
}

impl Sums {
    fn add(&mut self, a: f64, b: f64) {
        self.count += 1.0;
        self.aa += a * a;
        self.bb += b * b;
        self.ab += a * b;
    }

    fn correlation(&self) -> f64 {
        let noise = NOISE * self.count;
        self.ab / ((self.aa + noise) * (self.bb + noise)).sqrt().max(1e-9)
    }
}
