//! Which features of two pictures look alike.

use std::f64::consts::TAU;

use crate::{
    Feature, Picture,
    features::{Code, distances, level::scale_of},
    geometry::consensus::Match,
};

/// Codes further apart than this many of 256 bits are not taken for the same place.
const MAX_DISTANCE: u32 = 76;

/// A match must be this much nearer than the best one elsewhere (D. Lowe, IJCV 60, 2004).
const RATIO: f64 = 0.92;

/// "Elsewhere": further away than this, in 65,536ths of a side. The same corner is often found on
/// neighbouring levels, and those do not rival each other.
const ELSEWHERE: u16 = 1_600;

/// Matches between the features of two pictures, mutual nearest neighbours only; A's are taken as
/// the mirrored picture has them if `mirror`.
pub(crate) fn matches(a: &Picture, b: &Picture, mirror: bool) -> Vec<Match> {
    let turned: Vec<Feature> = if mirror {
        a.features
            .iter()
            .map(|feature| feature.mirrored())
            .collect()
    } else {
        a.features.clone()
    };
    let table = Table::of(&turned, &b.features);
    let backward = table.best_in_columns();
    (0..turned.len())
        .filter_map(|i| {
            let j = table.best_in_row(i, &b.features)?;
            (backward[j] == i).then(|| as_match(&turned[i], &b.features[j]))
        })
        .collect()
}

fn as_match(a: &Feature, b: &Feature) -> Match {
    let place =
        |feature: &Feature| [f64::from(feature.x), f64::from(feature.y)].map(|at| at / 65_535.0);
    Match {
        pair: (place(a), place(b)),
        scale: f64::from(scale_of(b.level) / scale_of(a.level)),
        turn: f64::from(b.angle.wrapping_sub(a.angle)) / 256.0 * TAU,
    }
}

/// All distances, a row for each feature of A.
struct Table {
    columns: usize,
    distances: Vec<u16>,
}

impl Table {
    fn of(a: &[Feature], b: &[Feature]) -> Self {
        let codes = |features: &[Feature]| -> Vec<Code> {
            features.iter().map(|feature| feature.code).collect()
        };
        Self {
            columns: b.len(),
            distances: distances(&codes(a), &codes(b)),
        }
    }

    /// The nearest of B, if it stands out.
    fn best_in_row(&self, i: usize, b: &[Feature]) -> Option<usize> {
        let row = &self.distances[i * self.columns..][..self.columns];
        let (j, &best) = row
            .iter()
            .enumerate()
            .min_by_key(|&(_, distance)| distance)?;
        if u32::from(best) > MAX_DISTANCE {
            return None;
        }
        let apart = |other: &Feature| {
            other.x.abs_diff(b[j].x) > ELSEWHERE || other.y.abs_diff(b[j].y) > ELSEWHERE
        };
        let rivals = row.iter().zip(b).filter(|(_, other)| apart(other));
        let second = rivals.map(|(&distance, _)| distance).min().unwrap_or(256);
        (f64::from(best) < RATIO * f64::from(second)).then_some(j)
    }

    /// For each feature of B the nearest of A; the first where several are.
    fn best_in_columns(&self) -> Vec<usize> {
        let mut least = vec![u16::MAX; self.columns];
        let mut best = vec![0; self.columns];
        for (i, row) in self.distances.chunks_exact(self.columns.max(1)).enumerate() {
            for (j, &distance) in row.iter().enumerate() {
                if distance < least[j] {
                    (least[j], best[j]) = (distance, i);
                }
            }
        }
        best
    }
}
