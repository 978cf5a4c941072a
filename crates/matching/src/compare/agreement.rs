//! How well the two small copies agree once one is laid on the other, block by block.

use super::{
    align::aligned,
    grid::{Grid, Sampled, share},
    layer::Layers,
    proposal::Proposal,
};
use crate::{Homography, geometry::consensus::is_sound};

/// Side of a block in grid samples: a large overlap has about 12 × 9 of them.
const BLOCK: usize = 8;

/// The same where the overlap is small.
const SMALL_BLOCK: usize = 6;

/// Blocks that vary by less than this many grey levels in both pictures say nothing.
const TEXTURE: f32 = 3.5;

/// Correlation from which a block counts as the same.
const ALIKE: f32 = 0.6;

/// A proposal with what laying the copies over each other showed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Judged {
    pub(crate) homography: Homography,
    pub(crate) inliers: usize,
    pub(crate) matches: usize,
    /// Blocks with structure in at least one picture.
    pub(crate) blocks: usize,
    /// Share of them that agree.
    pub(crate) agreeing: f32,
    /// Mean correlation over all blocks with structure.
    pub(crate) correlation: f32,
    /// Shares of the two pictures' areas that lie in each other.
    pub(crate) of_a: f32,
    pub(crate) of_b: f32,
}

impl Judged {
    /// By which the best of several proposals is taken.
    pub(crate) fn weight(&self) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
        let blocks = (self.blocks as f32 / 8.0).min(1.0);
        (self.correlation + self.agreeing) * blocks
    }
}

/// Lays B over A as proposed, moves it into place, and looks.
pub(crate) fn judged(proposal: Proposal, layers: &[Layers; 2]) -> Judged {
    let nothing = Judged {
        homography: proposal.homography,
        inliers: proposal.inliers,
        matches: proposal.matches,
        blocks: 0,
        agreeing: 0.0,
        correlation: 0.0,
        of_a: 0.0,
        of_b: 0.0,
    };
    let Some(grid) = Grid::over(&proposal.homography, layers) else {
        return nothing;
    };
    let moved = aligned(proposal.homography, &grid, layers);
    let tries = [proposal.homography, moved];
    let looks = tries
        .into_iter()
        .filter(is_sound)
        .filter_map(|map| looked(&nothing, map, layers));
    looks
        .max_by(|a, b| a.weight().total_cmp(&b.weight()))
        .unwrap_or(nothing)
}

fn looked(nothing: &Judged, map: Homography, layers: &[Layers; 2]) -> Option<Judged> {
    let grid = Grid::over(&map, layers)?;
    let correlations = correlations(&grid, &grid.sample(&map, layers));
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "shares and small counts"
    )]
    let judged = {
        let count = correlations.len().max(1) as f32;
        let agreeing = correlations
            .iter()
            .filter(|&&correlation| correlation >= ALIKE)
            .count();
        Judged {
            homography: map,
            blocks: correlations.len(),
            agreeing: agreeing as f32 / count,
            correlation: correlations.iter().sum::<f32>() / count,
            of_a: grid.of_a as f32,
            of_b: map.inverse().map_or(0.0, |back| share(&back)) as f32,
            ..*nothing
        }
    };
    Some(judged)
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
