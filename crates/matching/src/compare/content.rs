//! Whether what agrees is picture, and whether something else is pictured where it does not.
//!
//! The frame of an app, a slide's title bar and a caption are graphics: most samples of any window
//! on them have the ground's brightness. A photograph has many. Two screenshots of one app agree
//! on graphics and contradict each other where both show a photograph; a logo laid over a
//! photograph leaves photograph that agrees, and is itself graphics.

use serde::{Deserialize, Serialize};

use super::{
    agreement::Evidence,
    grid::{Grid, Sampled},
};
use crate::Homography;

/// Side of a window in grid samples.
const WINDOW: usize = 8;

/// The same where the overlap is small.
const SMALL_WINDOW: usize = 6;

/// Windows that deviate by less than this many grey levels in both pictures say nothing.
const STRUCTURE: f32 = 3.5;

/// Width of a band of brightness that passes for one ground, in deviations of the window.
const GROUND: f32 = 0.7;

/// Share of a window's samples on one ground from which it is graphics. A normal distribution has
/// 0.27 of its samples there, an even one 0.2.
const GRAPHIC: f32 = 0.42;

/// Grey levels by which two grounds may differ that are one.
const SAME_GROUND: f32 = 12.0;

/// Correlation from which a window agrees.
const ALIKE: f32 = 0.6;

/// Correlation, of either sign, up to which two windows have nothing to do with each other; a turn
/// of the hue inverts some edges, but they are there.
const UNRELATED: f32 = 0.35;

/// Side of a patch that pictures are held against each other by, in grid samples.
const PATCH: usize = 4;

/// Windows of the overlap by what is in them.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Content {
    /// With structure in at least one picture.
    pub windows: u32,
    /// Picture in both, and the same.
    pub pictured: u32,
    /// Picture in both, and unrelated; or other graphics on the same ground.
    pub contradicting: u32,
    /// Grey levels by which the two differ in the patch where they differ most, once brightness
    /// and contrast of the whole are made equal.
    pub furthest: f32,
}

impl Content {
    /// What lies in the overlap once B is laid over A. Nothing where they cannot be laid.
    pub(crate) fn of(map: &Homography, evidence: &Evidence) -> Self {
        let mut content = Self::default();
        let Some(grid) = Grid::over(map, &evidence.layers) else {
            return content;
        };
        let sampled = grid.sample(map, &evidence.layers);
        let side = if grid.width.min(grid.height) < 5 * WINDOW {
            SMALL_WINDOW
        } else {
            WINDOW
        };
        for pairs in squares(&grid, &sampled, side) {
            let (a, b) = pairs.into_iter().unzip();
            content.count(&Window::of(a), &Window::of(b));
        }
        content.furthest = furthest(&grid, &sampled);
        content
    }

    fn count(&mut self, a: &Window, b: &Window) {
        let natures = [a.nature(), b.nature()];
        if natures == [Nature::Plain; 2] {
            return;
        }
        let correlation = a.correlation(b);
        self.windows += 1;
        match natures {
            [Nature::Picture, Nature::Picture] => {
                self.pictured += u32::from(correlation >= ALIKE);
                self.contradicting += u32::from(correlation.abs() < UNRELATED);
            }
            [
                Nature::Graphics { ground },
                Nature::Graphics { ground: other },
            ] => {
                let rewritten = correlation < ALIKE && (ground - other).abs() < SAME_GROUND;
                self.contradicting += u32::from(rewritten);
            }
            _ => {}
        }
    }
}

/// The pairs of samples in each square of the overlap; squares overlap by half, so that nothing the
/// size of one falls between two. Those that B does not fill are left out.
fn squares(grid: &Grid, sampled: &Sampled, side: usize) -> impl Iterator<Item = Vec<(f32, f32)>> {
    let starts = move |length: usize| (0..=length - side).step_by(side / 2);
    let corners =
        starts(grid.height).flat_map(move |top| starts(grid.width).map(move |left| (top, left)));
    corners.filter_map(move |(top, left)| {
        let places =
            (top..top + side).flat_map(|y| (left..left + side).map(move |x| y * grid.width + x));
        let pairs: Vec<_> = places
            .filter_map(|at| Some((sampled.a[at], sampled.b[at]?)))
            .collect();
        (pairs.len() * 4 >= side * side * 3).then_some(pairs)
    })
}

/// See [`Content::furthest`]; 0 where there is nothing to compare.
fn furthest(grid: &Grid, sampled: &Sampled) -> f32 {
    let pairs = sampled.a.iter().zip(&sampled.b);
    let (a, b) = pairs.filter_map(|(&a, &b)| Some((a, b?))).unzip();
    let (a, b) = (Window::of(a), Window::of(b));
    // The steeper of the two, or what is faint in one would not count.
    let (rise, run) = (a.deviation.max(0.5), b.deviation.max(0.5));
    let off = |(x, y): &(f32, f32)| ((x - a.mean) - (y - b.mean) * rise / run).abs();
    squares(grid, sampled, PATCH)
        .map(|pairs| mean(&pairs.iter().map(off).collect::<Vec<_>>()))
        .fold(0.0, f32::max)
}

/// What a window shows.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Nature {
    /// Nothing.
    Plain,
    /// Marks on ground of one brightness.
    Graphics { ground: f32 },
    /// Brightness of all degrees.
    Picture,
}

/// Samples less their mean.
struct Window {
    mean: f32,
    samples: Vec<f32>,
    deviation: f32,
}

impl Window {
    fn of(mut samples: Vec<f32>) -> Self {
        let middle = mean(&samples);
        samples.iter_mut().for_each(|sample| *sample -= middle);
        let squares: Vec<f32> = samples.iter().map(|sample| sample * sample).collect();
        Self {
            mean: middle,
            deviation: mean(&squares).sqrt(),
            samples,
        }
    }

    /// -1..=1. Half a grey level of rounding in each keeps a flat side from correlating by chance.
    fn correlation(&self, other: &Self) -> f32 {
        let products: Vec<f32> = self
            .samples
            .iter()
            .zip(&other.samples)
            .map(|(a, b)| a * b)
            .collect();
        let variance = |window: &Self| window.deviation * window.deviation + 0.25;
        mean(&products) / (variance(self) * variance(other)).sqrt()
    }

    fn nature(&self) -> Nature {
        if self.deviation < STRUCTURE {
            return Nature::Plain;
        }
        let (share, level) = self.ground();
        if share >= GRAPHIC {
            Nature::Graphics {
                ground: self.mean + level,
            }
        } else {
            Nature::Picture
        }
    }

    /// The largest share of samples within one band of brightness, and the lowest of them.
    fn ground(&self) -> (f32, f32) {
        let mut sorted = self.samples.clone();
        sorted.sort_by(f32::total_cmp);
        let band = GROUND * self.deviation;
        let (mut first, mut most, mut level) = (0, 0, 0.0);
        for (last, &sample) in sorted.iter().enumerate() {
            while sample - sorted[first] > band {
                first += 1;
            }
            if last + 1 - first > most {
                (most, level) = (last + 1 - first, sorted[first]);
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "at most 64")]
        let share = most as f32 / sorted.len().max(1) as f32;
        (share, level)
    }
}

fn mean(values: &[f32]) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "some thousand")]
    let count = values.len().max(1) as f32;
    values.iter().sum::<f32>() / count
}
