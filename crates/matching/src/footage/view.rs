//! How one recording lies in another: one map for all frames, since a camera that films a screen
//! from the side, a crop or a letterbox does the same to each.
//!
//! Features of stills match by chance, and a logo matches in earnest; but what agrees on one map
//! over many pairs of stills is a view of the same thing.

use std::f64::consts::TAU;

use super::{Footage, still::Still};
use crate::{
    Feature, Homography,
    features::{Code, distances, level::scale_of},
    geometry::{
        consensus::{Match, Shape, consensus, error, is_sound},
        fit::homography,
    },
};

/// Codes further apart than this many of 256 bits are not taken for the same place.
const MAX_DISTANCE: u16 = 76;

/// A match must be this much nearer than the best one elsewhere (D. Lowe, IJCV 60, 2004).
const RATIO: f64 = 0.92;

/// "Elsewhere": further away than this, in 65,536ths of a side.
const ELSEWHERE: u16 = 1_600;

/// Maps that are tried on all pairs of stills.
const TRIED: usize = 8;

/// How far a match may lie from its place under a map of another pair of stills, and of its own, in
/// longest sides of B. A hand that holds a camera moves by one per cent.
const LOOSE: f64 = 0.03;
const TIGHT: f64 = 0.015;

/// Matches of one pair of stills on a map that speak for it; four agree by chance on any map.
const AGREEING: usize = 6;

/// Matches over all pairs that make a view: two strangers came to eight.
const LEAST_AGREEING: usize = 20;

/// A map from one recording's frames to the other's, with the stills that agree on it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct View {
    /// Where each point of A's frames lies in B's.
    pub(super) map: Homography,
    /// Matches that agree, over all pairs of stills.
    pub(super) agreeing: usize,
    /// Moments of A and B whose stills agree, in seconds, with the number of their matches.
    pub(super) moments: Vec<(f64, f64, usize)>,
}

/// A pair of stills with the matches of their features.
struct Pair {
    a_s: f64,
    b_s: f64,
    matches: Vec<Match>,
    shape: Shape,
}

/// Maps that stills agree on, most agreed on first; `mirror`: of A as a mirror would show it.
pub(super) fn views(a: &Footage, b: &Footage, mirror: bool) -> Vec<View> {
    let pairs = pairs(&a.stills, &b.stills, mirror);
    let mut seeds: Vec<(usize, Homography)> = pairs
        .iter()
        .filter_map(|pair| consensus(&pair.matches, pair.shape))
        .map(|found| (found.inliers.len(), found.homography))
        .collect();
    seeds.sort_by_key(|(inliers, _)| std::cmp::Reverse(*inliers));
    seeds.truncate(TRIED);
    let mut views: Vec<View> = Vec::new();
    for (_, seed) in seeds {
        let found = view(&refined(&seed, &pairs), &pairs);
        if found.agreeing >= LEAST_AGREEING
            && !views.iter().any(|known| is_near(&known.map, &found.map))
        {
            views.push(found);
        }
    }
    views.sort_by_key(|view| std::cmp::Reverse(view.agreeing));
    if mirror {
        views
            .iter_mut()
            .for_each(|view| view.map = FLIP.then(&view.map));
    }
    views
}

/// Left to right.
const FLIP: Homography = Homography([[-1.0, 0.0, 1.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]);

fn pairs(a: &[Still], b: &[Still], mirror: bool) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for still in a {
        let features: Vec<Feature> = if mirror {
            still.features.iter().map(|it| it.mirrored()).collect()
        } else {
            still.features.clone()
        };
        for other in b {
            pairs.push(Pair {
                a_s: still.t_s,
                b_s: other.t_s,
                matches: matches(&features, &other.features),
                shape: Shape {
                    a: still.shape(),
                    b: other.shape(),
                },
            });
        }
    }
    pairs
}

/// The map that fits all matches near to a first one best.
fn refined(seed: &Homography, pairs: &[Pair]) -> Homography {
    let mut map = *seed;
    for tolerance in [LOOSE, TIGHT, TIGHT] {
        let near: Vec<_> = pairs
            .iter()
            .flat_map(|pair| on(&map, pair, tolerance))
            .map(|found| found.pair)
            .collect();
        match homography(&near, &map).filter(|map| near.len() >= 8 && is_sound(map)) {
            Some(better) => map = better,
            None => break,
        }
    }
    map
}

/// What speaks for a map.
fn view(map: &Homography, pairs: &[Pair]) -> View {
    let moments: Vec<(f64, f64, usize)> = pairs
        .iter()
        .map(|pair| (pair.a_s, pair.b_s, on(map, pair, TIGHT).len()))
        .filter(|(_, _, count)| *count >= AGREEING)
        .collect();
    View {
        map: *map,
        agreeing: moments.iter().map(|(_, _, count)| count).sum(),
        moments,
    }
}

fn on(map: &Homography, pair: &Pair, tolerance: f64) -> Vec<Match> {
    let near = |found: &&Match| error(map, found, pair.shape) < tolerance;
    pair.matches.iter().filter(near).copied().collect()
}

/// Whether two maps put the corners in about the same places.
fn is_near(one: &Homography, other: &Homography) -> bool {
    let corners = one.corners().into_iter().zip(other.corners());
    let mut apart = corners.map(|([x, y], [u, v])| (x - u).hypot(y - v));
    apart.all(|apart| apart < 0.1)
}

/// Mutual nearest neighbours that stand out.
fn matches(a: &[Feature], b: &[Feature]) -> Vec<Match> {
    let codes = |features: &[Feature]| -> Vec<Code> { features.iter().map(|it| it.code).collect() };
    let table = distances(&codes(a), &codes(b));
    let mut nearest = vec![(u16::MAX, 0); b.len()];
    for (i, row) in table.chunks_exact(b.len().max(1)).enumerate() {
        for (held, &distance) in nearest.iter_mut().zip(row) {
            if distance < held.0 {
                *held = (distance, i);
            }
        }
    }
    let rows = table.chunks_exact(b.len().max(1)).enumerate();
    rows.filter_map(|(i, row)| {
        let j = standing_out(row, b)?;
        (nearest[j].1 == i).then(|| as_match(&a[i], &b[j]))
    })
    .collect()
}

/// The nearest in a row of distances, if it is near and what lies elsewhere is further.
fn standing_out(row: &[u16], b: &[Feature]) -> Option<usize> {
    let best = row.iter().enumerate().min_by_key(|(_, distance)| *distance);
    let (j, &least) = best.filter(|(_, least)| **least <= MAX_DISTANCE)?;
    let apart = |other: &Feature| {
        other.x.abs_diff(b[j].x) > ELSEWHERE || other.y.abs_diff(b[j].y) > ELSEWHERE
    };
    let rivals = row.iter().zip(b).filter(|(_, other)| apart(other));
    let second = rivals.map(|(distance, _)| *distance).min().unwrap_or(256);
    (f64::from(least) < RATIO * f64::from(second)).then_some(j)
}

fn as_match(a: &Feature, b: &Feature) -> Match {
    Match {
        pair: (a.place(), b.place()),
        scale: f64::from(scale_of(b.level) / scale_of(a.level)),
        turn: f64::from(b.angle.wrapping_sub(a.angle)) / 256.0 * TAU,
    }
}
