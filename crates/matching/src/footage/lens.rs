//! Glimpses of two recordings brought to one set of places.

use super::glimpse::{GLIMPSE_SIDE, Glimpse};
use crate::Homography;

/// Fewest cells that tell anything.
const LEAST_CELLS: usize = 24;

/// Cells along a side at least, however small one picture lies in the other.
const LEAST_SIDE: usize = 8;

/// Points of a cell that are averaged, along a side.
const POINTS: usize = 2;

/// The same places in the frames of two recordings: cells of the one that lies more within the
/// other, each with the points that are averaged.
pub(super) struct Lens {
    /// Points in fractions of A's and of B's frame.
    points: Vec<([f64; 2], [f64; 2])>,
    /// Cells beside or above each other.
    pub(super) neighbours: Vec<(usize, usize)>,
}

/// Brightness of each cell, frame by frame.
pub(super) struct Series {
    cells: usize,
    values: Vec<f32>,
}

impl Lens {
    /// `None` where the two overlap too little under the map.
    pub(super) fn between(map: &Homography) -> Option<Self> {
        let back = map.inverse()?;
        let (there, flipped) = if share(map) >= share(&back) {
            (map, false)
        } else {
            (&back, true)
        };
        let (cells, neighbours) = cells(there);
        let points: Vec<_> = cells
            .into_iter()
            .flatten()
            .map(|[inner, outer]| {
                if flipped {
                    (outer, inner)
                } else {
                    (inner, outer)
                }
            })
            .collect();
        (points.len() >= LEAST_CELLS * POINTS * POINTS).then_some(Self { points, neighbours })
    }

    pub(super) fn cells(&self) -> usize {
        self.points.len() / (POINTS * POINTS)
    }

    pub(super) fn series_a(&self, glimpses: &[Glimpse]) -> Series {
        self.series(glimpses, |(a, _)| *a)
    }

    pub(super) fn series_b(&self, glimpses: &[Glimpse]) -> Series {
        self.series(glimpses, |(_, b)| *b)
    }

    fn series(
        &self,
        glimpses: &[Glimpse],
        side: impl Fn(&([f64; 2], [f64; 2])) -> [f64; 2],
    ) -> Series {
        let taps: Vec<[(usize, f32); 4]> = self.points.iter().map(|both| tap(side(both))).collect();
        let cell = |glimpse: &Glimpse, taps: &[[(usize, f32); 4]]| {
            let sum: f32 = taps
                .as_flattened()
                .iter()
                .map(|(at, weight)| weight * f32::from(glimpse[*at]))
                .sum();
            sum / (256 * POINTS * POINTS) as f32
        };
        let values = glimpses.iter().flat_map(|glimpse| {
            taps.chunks_exact(POINTS * POINTS)
                .map(move |taps| cell(glimpse, taps))
        });
        Series {
            cells: self.cells(),
            values: values.collect(),
        }
    }
}

/// Cells of the inner frame whose points all lie in the outer one, point by point, and which are
/// neighbours.
fn cells(map: &Homography) -> (Vec<Vec<[[f64; 2]; 2]>>, Vec<(usize, usize)>) {
    let scale = map.area_scale([0.5, 0.5]).abs().sqrt().min(1.0);
    let side = ((GLIMPSE_SIDE as f64 * scale).round() as usize).max(LEAST_SIDE);
    let place = |cell: usize, point: usize| {
        (cell as f64 + (point as f64 + 0.5) / POINTS as f64) / side as f64
    };
    let (mut cells, mut places) = (Vec::new(), Vec::new());
    for at in 0..side * side {
        let points = (0..POINTS * POINTS).map(|point| {
            let inner = [
                place(at % side, point % POINTS),
                place(at / side, point / POINTS),
            ];
            [inner, map.apply(inner)]
        });
        let points: Vec<_> = points.collect();
        if points.iter().all(|[_, outer]| is_inside(*outer)) {
            cells.push(points);
            places.push(at);
        }
    }
    let find = |at: usize| places.binary_search(&at).ok();
    let pairs = |(cell, &at): (usize, &usize)| {
        let right = find(at + 1).filter(|_| at % side + 1 < side);
        [right, find(at + side)].map(|other| other.map(|other| (cell, other)))
    };
    let neighbours = places.iter().enumerate().flat_map(pairs).flatten();
    let neighbours = neighbours.collect();
    (cells, neighbours)
}

/// Share of the one frame that lies in the other.
fn share(map: &Homography) -> f64 {
    const LATTICE: usize = 16;
    let at = |index: usize| (index as f64 + 0.5) / LATTICE as f64;
    let inside = (0..LATTICE * LATTICE)
        .filter(|index| is_inside(map.apply([at(index % LATTICE), at(index / LATTICE)])));
    inside.count() as f64 / (LATTICE * LATTICE) as f64
}

fn is_inside([x, y]: [f64; 2]) -> bool {
    (0.0..=1.0).contains(&x) && (0.0..=1.0).contains(&y)
}

/// The four cells of a glimpse around a point, with their weights.
fn tap([x, y]: [f64; 2]) -> [(usize, f32); 4] {
    let last = (GLIMPSE_SIDE - 1) as f64;
    let along = |fraction: f64| {
        let at = (fraction * GLIMPSE_SIDE as f64 - 0.5).clamp(0.0, last);
        let first = at.floor().min(last - 1.0);
        (first as usize, (at - first) as f32)
    };
    let ((x, right), (y, down)) = (along(x), along(y));
    let at = |row: usize, column: usize| (y + row) * GLIMPSE_SIDE + x + column;
    [
        (at(0, 0), (1.0 - right) * (1.0 - down)),
        (at(0, 1), right * (1.0 - down)),
        (at(1, 0), (1.0 - right) * down),
        (at(1, 1), right * down),
    ]
}

impl Series {
    /// Frames.
    pub(super) fn len(&self) -> usize {
        self.values.len() / self.cells
    }

    pub(super) fn frame(&self, at: usize) -> &[f32] {
        &self.values[at * self.cells..][..self.cells]
    }

    /// Between two frames, as a share of both; `None` before the first and after the last.
    pub(super) fn between(&self, at: f64) -> Option<Vec<f32>> {
        let first = at.floor();
        if first < 0.0 || at > (self.len() - 1) as f64 {
            return None;
        }
        let (first, part) = (first as usize, (at - first) as f32);
        let (one, other) = (
            self.frame(first),
            self.frame((first + 1).min(self.len() - 1)),
        );
        let mixed = one
            .iter()
            .zip(other)
            .map(|(one, other)| one + (other - one) * part);
        Some(mixed.collect())
    }
}
