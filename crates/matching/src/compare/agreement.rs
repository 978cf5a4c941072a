//! How well the two small copies agree once one is laid on the other, block by block.

use serde::{Deserialize, Serialize};

use super::{
    align::aligned,
    content::Content,
    grid::{Grid, Sampled, inside, share},
    layer::Layers,
    proposal::Matched,
};
use crate::{
    Homography,
    geometry::consensus::{error, is_sound},
};

/// Side of a block in grid samples: a large overlap has about 12 × 9 of them.
const BLOCK: usize = 8;

/// The same where the overlap is small.
const SMALL_BLOCK: usize = 6;

/// Blocks that vary by less than this many grey levels in both pictures say nothing.
const TEXTURE: f32 = 3.5;

/// Correlation from which a block counts as the same.
const ALIKE: f32 = 0.6;

/// Cells a side that the support by features is counted in.
const CELLS: usize = 5;

/// Features of A that make a cell of the overlap count.
const CELL_FEATURES: u32 = 3;

/// How far a match may lie from its place, in longest sides of B.
const TOLERANCE: f64 = 0.012;

/// All that speaks for or against a map.
pub(crate) struct Evidence {
    pub(crate) layers: [Layers; 2],
    pub(crate) matched: Matched,
    /// Where A's features are.
    pub(crate) places: Vec<[f64; 2]>,
}

/// What laying the two small copies over each other showed.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Support {
    /// Blocks of the overlap with structure in at least one picture.
    pub blocks: u32,
    /// Share of them that agree, 0..=1; the rest is covered by captions, logos, glare, or differs.
    pub agreeing: f32,
    /// Mean correlation over them, -1..=1.
    pub correlation: f32,
    /// Lower quartile of the correlation.
    pub lower: f32,
    /// Median of the correlation.
    pub median: f32,
    /// Matching features that the map brings together.
    pub inliers: u32,
    /// Matching features in the overlap that it does not.
    pub outliers: u32,
    /// Share of the cells of A's overlap with features that have one brought together, 0..=1.
    pub supported: f32,
    /// What is in the overlap; looked at for the best map alone.
    pub content: Content,
}

impl Support {
    /// Orders sightings, 0..=1; no probability.
    pub fn score(&self) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
        let blocks = (self.blocks as f32 / 8.0).min(1.0);
        ((self.correlation + self.agreeing) / 2.0 * blocks).clamp(0.0, 1.0)
    }
}

/// A map with what speaks for it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Judged {
    pub(crate) homography: Homography,
    pub(crate) support: Support,
    /// Shares of the two pictures' areas that lie in each other.
    pub(crate) of_a: f32,
    pub(crate) of_b: f32,
}

/// Lays B over A as proposed, moves it into place, and looks. `None` where they cannot be laid.
pub(crate) fn judged(map: Homography, evidence: &Evidence) -> Option<Judged> {
    let grid = Grid::over(&map, &evidence.layers)?;
    let moved = aligned(map, &grid, &evidence.layers);
    let looks = [map, moved]
        .into_iter()
        .filter(is_sound)
        .filter_map(|map| looked(map, evidence));
    looks.max_by(|a, b| a.support.score().total_cmp(&b.support.score()))
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "shares and small counts"
)]
fn looked(map: Homography, evidence: &Evidence) -> Option<Judged> {
    let grid = Grid::over(&map, &evidence.layers)?;
    let mut correlations = correlations(&grid, &grid.sample(&map, &evidence.layers));
    correlations.sort_by(f32::total_cmp);
    let count = correlations.len();
    let rank = |part: usize| correlations.get(count * part / 4).copied().unwrap_or(0.0);
    let agreeing = correlations
        .iter()
        .filter(|&&correlation| correlation >= ALIKE)
        .count();
    let (inliers, outliers, supported) = support(&map, evidence);
    let support = Support {
        blocks: count as u32,
        agreeing: agreeing as f32 / count.max(1) as f32,
        correlation: correlations.iter().sum::<f32>() / count.max(1) as f32,
        lower: rank(1),
        median: rank(2),
        inliers,
        outliers,
        supported,
        content: Content::default(),
    };
    Some(Judged {
        homography: map,
        support,
        of_a: grid.of_a as f32,
        of_b: map.inverse().map_or(0.0, |back| share(&back)) as f32,
    })
}

/// Matches inside the overlap that the map brings together and that it does not, and the share of
/// cells they support.
fn support(map: &Homography, evidence: &Evidence) -> (u32, u32, f32) {
    let (matches, seen) = evidence.matched.under(map);
    let flipped = map.area_scale([0.5, 0.5]) < 0.0;
    let overlapping = |place: [f64; 2]| inside(map.apply(place));
    let mut features = [0_u32; CELLS * CELLS];
    let mut supporting = [0_u32; CELLS * CELLS];
    for &place in evidence.places.iter().filter(|&&place| overlapping(place)) {
        features[cell(place)] += 1;
    }
    let (mut inliers, mut outliers) = (0, 0);
    for found in matches {
        let [x, y] = found.pair.0;
        let place = [if flipped { 1.0 - x } else { x }, y];
        if error(&seen, found, evidence.matched.shape) < TOLERANCE {
            inliers += 1;
            supporting[cell(place)] += 1;
        } else if overlapping(place) {
            outliers += 1;
        }
    }
    let counting = features
        .iter()
        .zip(supporting)
        .filter(|&(&count, _)| count >= CELL_FEATURES);
    let (mut cells, mut supported) = (0_u8, 0_u8);
    for (_, count) in counting {
        cells += 1;
        supported += u8::from(count > 0);
    }
    (
        inliers,
        outliers,
        f32::from(supported) / f32::from(cells.max(1)),
    )
}

fn cell([x, y]: [f64; 2]) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "fractions from 0 to 1"
    )]
    let at = |fraction: f64| ((fraction * CELLS as f64) as usize).min(CELLS - 1);
    at(y) * CELLS + at(x)
}

/// The correlation of every block that has structure, -1..=1.
fn correlations(grid: &Grid, sampled: &Sampled) -> Vec<f32> {
    let block = if grid.width.min(grid.height) < 5 * BLOCK {
        SMALL_BLOCK
    } else {
        BLOCK
    };
    let mut found = Vec::new();
    for top in (0..=grid.height - block).step_by(block) {
        for left in (0..=grid.width - block).step_by(block) {
            let places = (top..top + block)
                .flat_map(|y| (left..left + block).map(move |x| y * grid.width + x));
            let pairs: Vec<(f32, f32)> = places
                .filter_map(|at| sampled.b[at].map(|b| (sampled.a[at], b)))
                .collect();
            if pairs.len() * 4 >= block * block * 3 {
                found.extend(correlation(&pairs));
            }
        }
    }
    found
}

/// `None` where neither side has structure; 0 where only one has.
fn correlation(pairs: &[(f32, f32)]) -> Option<f32> {
    #[expect(clippy::cast_precision_loss, reason = "at most 64")]
    let count = pairs.len() as f32;
    let mean_a = pairs.iter().map(|pair| pair.0).sum::<f32>() / count;
    let mean_b = pairs.iter().map(|pair| pair.1).sum::<f32>() / count;
    let (mut aa, mut bb, mut ab) = (0.0, 0.0, 0.0);
    for &(a, b) in pairs {
        let (a, b) = (a - mean_a, b - mean_b);
        aa += a * a;
        bb += b * b;
        ab += a * b;
    }
    let structured = |squares: f32| (squares / count).sqrt() >= TEXTURE;
    if !structured(aa) && !structured(bb) {
        return None;
    }
    // Half a grey level of rounding in each keeps a flat side from correlating by chance.
    Some(ab / ((aa + 0.25 * count) * (bb + 0.25 * count)).sqrt())
}
