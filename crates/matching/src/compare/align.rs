//! Moving a proposed map until the two small copies lie on each other as well as they can.
//!
//! Gauss-Newton on the brightness difference with an affine correction (B. Lucas and T. Kanade,
//! IJCAI 1981; robust weights), after taking out brightness and contrast locally, so that tone,
//! glare and overlays pull little.

use std::array::from_fn;

use super::{grid::Grid, layer::Layers};
use crate::{Homography, geometry::solve::solve};

/// Steps at most.
const STEPS: usize = 12;

/// Reach of the local brightness and contrast, in grid samples.
const REACH: usize = 4;

/// Contrast below this many grey levels is not blown up.
const NOISE: f32 = 3.0;

/// The map with its correction; unchanged where there is nothing to hold on to.
pub(crate) fn aligned(map: Homography, grid: &Grid, layers: &[Layers; 2]) -> Homography {
    let mut best = map;
    let mut least = f64::INFINITY;
    let mut current = map;
    let still = grid.sample_a(layers);
    for _ in 0..STEPS {
        let moving = grid.sample_b(&current, layers);
        let Some(step) = Step::at(grid, &still, &moving) else {
            break;
        };
        // A step that makes it worse has overshot; keep what was best.
        if step.residual > least * 0.9995 {
            if step.residual < least {
                best = current;
            }
            break;
        }
        least = step.residual;
        best = current;
        let Some(correction) = step.correction else {
            break;
        };
        current = correction.then(&current);
    }
    best
}

struct Step {
    /// Mean weighted squared difference before the step.
    residual: f64,
    /// A correction within A.
    correction: Option<Homography>,
}

impl Step {
    /// From A and from B where it lies now.
    fn at(grid: &Grid, a: &[f32], b: &[Option<f32>]) -> Option<Self> {
        let known: Vec<bool> = b.iter().map(Option::is_some).collect();
        let b: Vec<f32> = b.iter().map(|b| b.unwrap_or_default()).collect();
        let counts = around(
            known.iter().map(|&known| f32::from(u8::from(known))),
            grid.width,
        );
        let a = normalised(a, &known, &counts, grid.width);
        let b = normalised(&b, &known, &counts, grid.width);
        let mut normal = [[0.0_f64; 6]; 6];
        let mut right = [0.0; 6];
        let (mut sum, mut total) = (0.0, 0.0);
        for y in 1..grid.height - 1 {
            for x in 1..grid.width - 1 {
                let at = y * grid.width + x;
                let near = [at, at - 1, at + 1, at - grid.width, at + grid.width];
                if !near.iter().all(|&near| known[near]) {
                    continue;
                }
                let difference = f64::from(a[at] - b[at]);
                let weight = 1.0 / (1.0 + difference * difference);
                let dx = f64::from(b[at + 1] - b[at - 1]) / 2.0;
                let dy = f64::from(b[at + grid.width] - b[at - grid.width]) / 2.0;
                let [u, v] = centred(grid, x, y);
                let row = [dx * u, dx * v, dx, dy * u, dy * v, dy];
                for i in 0..6 {
                    for j in i..6 {
                        normal[i][j] += weight * row[i] * row[j];
                    }
                    right[i] += weight * row[i] * difference;
                }
                sum += weight * difference * difference;
                total += weight;
            }
        }
        // It mirrors itself about its diagonal.
        let normal = from_fn(|i| from_fn(|j| normal[i.min(j)][i.max(j)]));
        (total > 60.0).then(|| Self {
            residual: sum / total,
            correction: solve(normal, right).and_then(|step| correction(step, grid)),
        })
    }
}

/// Grid place from -1 to 1.
fn centred(grid: &Grid, x: usize, y: usize) -> [f64; 2] {
    let part = |at: usize, of: usize| 2.0 * at as f64 / (of - 1) as f64 - 1.0;
    [part(x, grid.width), part(y, grid.height)]
}

/// A step in grid samples as a map of fractions of A; `None` if it leaps.
fn correction(step: [f64; 6], grid: &Grid) -> Option<Homography> {
    let [a, b, c, d, e, f] = step;
    let largest = step.iter().fold(0.0_f64, |max, part| max.max(part.abs()));
    let limit = 0.25 * grid.width.min(grid.height) as f64;
    if !largest.is_finite() || largest > limit {
        return None;
    }
    let [sx, sy] = grid.step();
    let [x0, y0] = grid.place(0, 0);
    let half = [
        (grid.width - 1) as f64 / 2.0 * sx,
        (grid.height - 1) as f64 / 2.0 * sy,
    ];
    let into = Homography::stretch(
        [1.0 / half[0], 1.0 / half[1]],
        [-(x0 + half[0]) / half[0], -(y0 + half[1]) / half[1]],
    );
    let moved = Homography([
        [1.0 + a * sx / half[0], b * sx / half[0], c * sx / half[0]],
        [d * sy / half[1], 1.0 + e * sy / half[1], f * sy / half[1]],
        [0.0, 0.0, 1.0],
    ]);
    Some(into.then(&moved).then(&into.inverse()?))
}

/// Each sample less the mean around it, over the deviation around it.
fn normalised(samples: &[f32], known: &[bool], counts: &[f32], width: usize) -> Vec<f32> {
    let values = samples.iter().zip(known);
    let values: Vec<f32> = values
        .map(|(&sample, &known)| if known { sample } else { 0.0 })
        .collect();
    let totals = around(values.iter().copied(), width);
    let squares = around(values.iter().map(|value| value * value), width);
    let one = |at: usize| {
        let mean = totals[at] / counts[at];
        let variance = (squares[at] / counts[at] - mean * mean).max(0.0);
        (samples[at] - mean) / (variance + NOISE * NOISE).sqrt()
    };
    (0..samples.len())
        .map(|at| if known[at] { one(at) } else { 0.0 })
        .collect()
}

/// For each sample the sum of those within [`REACH`] across and down.
fn around(samples: impl Iterator<Item = f32>, width: usize) -> Vec<f32> {
    let samples: Vec<f32> = samples.collect();
    let height = samples.len() / width;
    let mut across = vec![0.0_f32; samples.len()];
    for (row, out) in samples
        .chunks_exact(width)
        .zip(across.chunks_exact_mut(width))
    {
        // Shifted rows added up, rather than a sum for each sample: that runs in vectors.
        for shift in 0..=REACH.min(width - 1) {
            let pairs = out[shift..].iter_mut().zip(row);
            pairs.for_each(|(sum, value)| *sum += value);
            if shift > 0 {
                let pairs = out.iter_mut().zip(&row[shift..]);
                pairs.for_each(|(sum, value)| *sum += value);
            }
        }
    }
    let mut down = vec![0.0_f32; samples.len()];
    for (y, out) in down.chunks_exact_mut(width).enumerate() {
        for near in y.saturating_sub(REACH)..(y + REACH + 1).min(height) {
            let row = &across[near * width..][..width];
            out.iter_mut()
                .zip(row)
                .for_each(|(sum, value)| *sum += value);
        }
    }
    down
}
