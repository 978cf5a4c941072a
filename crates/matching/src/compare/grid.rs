//! Where the two small copies are sampled to be laid over each other.

use super::layer::Layers;
use crate::Homography;

/// Lattice that the overlap is measured on.
const LATTICE: usize = 32;

/// A regular grid over the part of A that B shows, spaced as the coarser of the two copies is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Grid {
    origin: [f64; 2],
    step: [f64; 2],
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// Samples of the two copies that one step spans.
    spacing: [f64; 2],
    /// Share of A's area that lies in B.
    pub(crate) of_a: f64,
}

/// Both pictures on the grid; `None` where B does not reach.
pub(crate) struct Sampled {
    pub(crate) a: Vec<f32>,
    pub(crate) b: Vec<Option<f32>>,
}

impl Grid {
    /// `None` where the pictures do not overlap under the map, or on too few samples to tell.
    pub(crate) fn over(map: &Homography, layers: &[Layers; 2]) -> Option<Self> {
        let (low, high, of_a) = overlap(map)?;
        let middle = [
            f64::midpoint(low[0], high[0]),
            f64::midpoint(low[1], high[1]),
        ];
        let [a, b] = [&layers[0].0[0], &layers[1].0[0]];
        let samples = |layer: &super::layer::Layer| (layer.width * layer.height) as f64;
        let ratio = (map.area_scale(middle).abs() * samples(b) / samples(a)).sqrt();
        if !ratio.is_finite() || ratio <= 0.0 {
            return None;
        }
        let stretch = (1.0 / ratio).max(1.0);
        let step = [stretch / a.width as f64, stretch / a.height as f64];
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "at most the samples of the small copy"
        )]
        let count = |axis: usize| ((high[axis] - low[axis]) / step[axis]).round() as usize;
        let (width, height) = (count(0), count(1));
        (width >= 12 && height >= 12).then_some(Self {
            origin: [low[0] + step[0] / 2.0, low[1] + step[1] / 2.0],
            step,
            width,
            height,
            spacing: [stretch, stretch * ratio],
            of_a,
        })
    }

    /// A grid point in fractions of A.
    pub(crate) fn place(&self, x: usize, y: usize) -> [f64; 2] {
        [
            self.origin[0] + x as f64 * self.step[0],
            self.origin[1] + y as f64 * self.step[1],
        ]
    }

    /// Size of one step in fractions of A.
    pub(crate) fn step(&self) -> [f64; 2] {
        self.step
    }

    fn places(&self) -> impl Iterator<Item = [f64; 2]> {
        (0..self.height).flat_map(move |y| (0..self.width).map(move |x| self.place(x, y)))
    }

    pub(crate) fn sample(&self, map: &Homography, layers: &[Layers; 2]) -> Sampled {
        Sampled {
            a: self.sample_a(layers),
            b: self.sample_b(map, layers),
        }
    }

    /// A, which no map moves.
    pub(crate) fn sample_a(&self, layers: &[Layers; 2]) -> Vec<f32> {
        let layer = layers[0].at_spacing(self.spacing[0]);
        self.places().map(|place| layer.at(place)).collect()
    }

    /// B where the map lays it; `None` where it does not reach.
    pub(crate) fn sample_b(&self, map: &Homography, layers: &[Layers; 2]) -> Vec<Option<f32>> {
        let layer = layers[1].at_spacing(self.spacing[1]);
        let at = |place| {
            let there = map.apply(place);
            inside(there).then(|| layer.at(there))
        };
        self.places().map(at).collect()
    }
}

/// Whether a place lies in a picture.
pub(crate) fn inside([x, y]: [f64; 2]) -> bool {
    (0.0..=1.0).contains(&x) && (0.0..=1.0).contains(&y)
}

/// The box in A that holds all that lies in B, and the share of A that does.
fn overlap(map: &Homography) -> Option<([f64; 2], [f64; 2], f64)> {
    let (mut low, mut high, mut count) = ([1.0_f64; 2], [0.0_f64; 2], 0);
    let half = 0.5 / LATTICE as f64;
    for index in 0..LATTICE * LATTICE {
        let at = [index % LATTICE, index / LATTICE].map(|at| at as f64 / LATTICE as f64 + half);
        if inside(map.apply(at)) {
            count += 1;
            for axis in 0..2 {
                low[axis] = low[axis].min(at[axis] - half);
                high[axis] = high[axis].max(at[axis] + half);
            }
        }
    }
    (count > 0).then(|| (low, high, f64::from(count) / (LATTICE * LATTICE) as f64))
}

/// Share of A that lies in B.
pub(crate) fn share(map: &Homography) -> f64 {
    overlap(map).map_or(0.0, |(_, _, share)| share)
}
