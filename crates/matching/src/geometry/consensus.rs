//! Which of many doubtful matches agree on one map.
//!
//! Each match of two features brings a position, a scale and a direction, so a single one already
//! fixes a similarity. Every match is tried once: no drawing of samples and thus no randomness, and
//! a right match among fifty wrong ones is enough to start from. The best starts are widened step
//! by step, similarity → affine → projective, each refitted to what agrees with it (locally
//! optimised consensus: O. Chum et al., DAGM 2003).

use std::f64::consts::TAU;

use super::{
    fit::{Pair, affine, homography},
    homography::Homography,
};

/// A match with what the two features say about it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Match {
    /// Positions in fractions of the two pictures.
    pub(crate) pair: Pair,
    /// Size of the feature in B over its size in A, in pixels of the working planes.
    pub(crate) scale: f64,
    /// Direction in B less the direction in A, in radians.
    pub(crate) turn: f64,
}

/// Sides of the two pictures in units of their longest side: what turns fractions into distances.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    pub(crate) a: [f64; 2],
    pub(crate) b: [f64; 2],
}

/// Matches that agree, with the map they agree on.
#[derive(Debug, Clone)]
pub(crate) struct Consensus {
    pub(crate) homography: Homography,
    /// Indices of the matches that agree.
    pub(crate) inliers: Vec<usize>,
}

/// Starts that are widened.
const STARTS: usize = 8;

/// Fewer agreeing matches say nothing.
pub(crate) const MIN_INLIERS: usize = 6;

/// How far from its place a match may lie, in longest sides of B: at the start, for affine maps,
/// and (twice) for projective ones.
const TOLERANCES: [f64; 4] = [0.05, 0.03, 0.015, 0.008];

/// Factor by which the scales of two agreeing matches may differ, and their turns in radians.
const SCALE_TOLERANCE: f64 = 1.6;
const TURN_TOLERANCE: f64 = 0.45;

/// The largest consensus among the matches, if it has at least [`MIN_INLIERS`].
pub(crate) fn consensus(matches: &[Match], shape: Shape) -> Option<Consensus> {
    let mut starts: Vec<(usize, usize)> = (0..matches.len())
        .map(|seed| (companions(matches, seed, shape).len(), seed))
        .filter(|&(count, _)| count >= MIN_INLIERS.min(4))
        .collect();
    starts.sort_by_key(|&(count, seed)| (std::cmp::Reverse(count), seed));
    let mut best: Option<Consensus> = None;
    let mut covered = vec![false; matches.len()];
    let mut tried = 0;
    for (_, seed) in starts {
        if covered[seed] {
            continue;
        }
        let Some(found) = widened(matches, seed, shape) else {
            continue;
        };
        found
            .inliers
            .iter()
            .for_each(|&index| covered[index] = true);
        if best
            .as_ref()
            .is_none_or(|best| found.inliers.len() > best.inliers.len())
        {
            best = Some(found);
        }
        tried += 1;
        if tried == STARTS {
            break;
        }
    }
    best.filter(|best| best.inliers.len() >= MIN_INLIERS)
}

/// The similarity that one match stands for.
fn similarity(seed: &Match, shape: Shape) -> Homography {
    let (sin, cos) = seed.turn.sin_cos();
    let [a, b] = [shape.a, shape.b];
    let (cos, sin) = (cos * seed.scale, sin * seed.scale);
    let linear = [
        [cos * a[0] / b[0], -sin * a[1] / b[0]],
        [sin * a[0] / b[1], cos * a[1] / b[1]],
    ];
    let ([x, y], [u, v]) = seed.pair;
    let shift = [
        u - linear[0][0] * x - linear[0][1] * y,
        v - linear[1][0] * x - linear[1][1] * y,
    ];
    Homography([
        [linear[0][0], linear[0][1], shift[0]],
        [linear[1][0], linear[1][1], shift[1]],
        [0.0, 0.0, 1.0],
    ])
}

/// Matches near to where one match would put them, and of about its scale and turn.
fn companions(matches: &[Match], seed: usize, shape: Shape) -> Vec<usize> {
    let seed = &matches[seed];
    let map = similarity(seed, shape);
    let alike = |other: &Match| {
        let ratio = other.scale / seed.scale;
        let turn = (other.turn - seed.turn).rem_euclid(TAU);
        let turn = turn.min(TAU - turn);
        ratio < SCALE_TOLERANCE && ratio > 1.0 / SCALE_TOLERANCE && turn < TURN_TOLERANCE
    };
    let near = |other: &Match| error(&map, other, shape) < TOLERANCES[0];
    (0..matches.len())
        .filter(|&index| alike(&matches[index]) && near(&matches[index]))
        .collect()
}

/// How far the map misses a match, in longest sides of B.
pub(crate) fn error(map: &Homography, found: &Match, shape: Shape) -> f64 {
    let (from, to) = found.pair;
    let at = map.apply(from);
    ((at[0] - to[0]) * shape.b[0]).hypot((at[1] - to[1]) * shape.b[1])
}

fn widened(matches: &[Match], seed: usize, shape: Shape) -> Option<Consensus> {
    let mut inliers = companions(matches, seed, shape);
    let mut map = affine(&pairs(matches, &inliers))?;
    for tolerance in TOLERANCES {
        inliers = within(matches, &map, tolerance, shape);
        map = affine(&pairs(matches, &inliers))?;
    }
    let flat = Consensus {
        homography: map,
        inliers: within(matches, &map, TOLERANCES[3], shape),
    };
    let mut inliers = within(matches, &map, TOLERANCES[1], shape);
    for tolerance in [TOLERANCES[2], TOLERANCES[2], TOLERANCES[3], TOLERANCES[3]] {
        if inliers.len() < 8 {
            return Some(flat);
        }
        let Some(wider) = homography(&pairs(matches, &inliers), &map) else {
            return Some(flat);
        };
        map = wider;
        inliers = within(matches, &map, tolerance, shape);
    }
    // Two more freedoms always fit a little better: they have to earn their place.
    let earned = is_sound(&map) && inliers.len() > flat.inliers.len() + flat.inliers.len() / 20;
    Some(if earned {
        Consensus {
            homography: map,
            inliers,
        }
    } else {
        flat
    })
}

fn within(matches: &[Match], map: &Homography, tolerance: f64, shape: Shape) -> Vec<usize> {
    (0..matches.len())
        .filter(|&index| error(map, &matches[index], shape) < tolerance)
        .collect()
}

fn pairs(matches: &[Match], indices: &[usize]) -> Vec<Pair> {
    indices.iter().map(|&index| matches[index].pair).collect()
}

/// Whether a camera could have made the map: it keeps every corner in front and on its side, and
/// the picture's parts do not differ in scale beyond what a screen filmed from the side shows.
pub(crate) fn is_sound(map: &Homography) -> bool {
    let corners = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]];
    let depths = corners.map(|[x, y]| map.0[2][0] * x + map.0[2][1] * y + 1.0);
    if depths.iter().any(|&depth| depth < 0.25) {
        return false;
    }
    let areas = corners.map(|corner| map.area_scale(corner));
    let middle = map.area_scale([0.5, 0.5]);
    areas
        .iter()
        .all(|area| area / middle > 0.1 && area / middle < 10.0)
        && (0.004..250.0).contains(&middle.abs())
        && shear(map) < 4.0
}

/// Longest over shortest axis of the ellipse that a small circle in the middle becomes.
fn shear(map: &Homography) -> f64 {
    let step = 1e-3;
    let centre = map.apply([0.5, 0.5]);
    let [right, down] = [map.apply([0.5 + step, 0.5]), map.apply([0.5, 0.5 + step])];
    let [a, c] = [(right[0] - centre[0]) / step, (right[1] - centre[1]) / step];
    let [b, d] = [(down[0] - centre[0]) / step, (down[1] - centre[1]) / step];
    let (sum, product) = (a * a + b * b + c * c + d * d, (a * d - b * c).abs());
    let spread = (sum * sum - 4.0 * product * product).max(0.0).sqrt();
    ((sum + spread) / (sum - spread).max(1e-9)).sqrt()
}
