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
        let side = side(there);
        let cells = cells(there, side);
        let places: Vec<usize> = cells.iter().map(|cell| cell.place).collect();
        let points: Vec<_> = cells
            .into_iter()
            .flat_map(|cell| cell.points)
            .map(|[inner, outer]| {
                if flipped {
                    (outer, inner)
                } else {
                    (inner, outer)
                }
            })
            .collect();
        (places.len() >= LEAST_CELLS).then(|| Self {
            points,
            neighbours: neighbours(&places, side),
        })
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

/// A cell of the inner frame.
struct Cell {
    /// Counted row by row.
    place: usize,
    /// Points in fractions of the inner and of the outer frame.
    points: Vec<[[f64; 2]; 2]>,
}

/// Cells along a side of the inner frame: no finer than the outer one shows it.
fn side(map: &Homography) -> usize {
    let scale = map.area_scale([0.5, 0.5]).abs().sqrt().min(1.0);
    ((GLIMPSE_SIDE as f64 * scale).round() as usize).max(LEAST_SIDE)
}

/// Cells of the inner frame whose points all lie in the outer one.
fn cells(map: &Homography, side: usize) -> Vec<Cell> {
    let along = |cell: usize, point: usize| {
        (cell as f64 + (point as f64 + 0.5) / POINTS as f64) / side as f64
    };
    let cell = |place: usize| {
        let points = (0..POINTS * POINTS).map(|point| {
            let inner = [
                along(place % side, point % POINTS),
                along(place / side, point / POINTS),
            ];
            [inner, map.apply(inner)]
        });
        let points = points.collect();
        Cell { place, points }
    };
    let is_seen = |cell: &Cell| cell.points.iter().all(|[_, outer]| is_inside(*outer));
    (0..side * side).map(cell).filter(is_seen).collect()
}

/// Which of the cells at some places, in order, lie beside or above each other.
fn neighbours(places: &[usize], side: usize) -> Vec<(usize, usize)> {
    let find = |place: usize| places.binary_search(&place).ok();
    let pairs = |(cell, &place): (usize, &usize)| {
        let right = find(place + 1).filter(|_| place % side + 1 < side);
        [right, find(place + side)].map(|other| other.map(|other| (cell, other)))
    };
    let pairs = places.iter().enumerate().flat_map(pairs);
    pairs.flatten().collect()
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
