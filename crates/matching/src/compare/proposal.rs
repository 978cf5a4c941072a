//! How one picture might lie in the other: proposals from near hashes and from matching features.

use std::f64::consts::FRAC_PI_2;

use super::matches::matches;
use crate::{
    Homography, Picture, Probe, Region, Transform,
    geometry::consensus::{Shape, consensus},
    nearness::PERSON_RADIUS,
};

/// Proposals that are taken from near hashes.
const FROM_HASHES: usize = 3;

/// Two probes that are nearest to each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nearest {
    /// Differing bits.
    pub distance: u32,
    /// What makes A's part look like B's.
    pub transform: Transform,
    /// The part of A.
    pub of_a: Region,
    /// The part of B.
    pub of_b: Region,
    /// The lower of the two qualities.
    pub quality: u8,
}

/// A map from A to B that something speaks for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Proposal {
    pub(crate) homography: Homography,
    /// Matching features that agree on it; 0 where it comes from hashes.
    pub(crate) inliers: usize,
    /// Matches among which they were found.
    pub(crate) matches: usize,
}

/// The nearest two probes of all.
pub(crate) fn nearest(a: &Picture, b: &Picture) -> Option<Nearest> {
    by_distance(a, b).into_iter().next()
}

/// Everything worth laying over each other.
pub(crate) fn proposals(a: &Picture, b: &Picture) -> Vec<Proposal> {
    let shape = Shape {
        a: a.shape(),
        b: b.shape(),
    };
    let from_features = [false, true].into_iter().filter_map(|mirror| {
        let matches = matches(a, b, mirror);
        let found = consensus(&matches, shape)?;
        let flip = Homography::stretch([-1.0, 1.0], [1.0, 0.0]);
        let homography = if mirror {
            flip.then(&found.homography)
        } else {
            found.homography
        };
        Some(Proposal {
            homography,
            inliers: found.inliers.len(),
            matches: matches.len(),
        })
    });
    let near = by_distance(a, b)
        .into_iter()
        .filter(|near| near.distance <= PERSON_RADIUS);
    let from_hashes = near.take(FROM_HASHES).map(|near| Proposal {
        homography: laid(&near),
        inliers: 0,
        matches: 0,
    });
    from_features.chain(from_hashes).collect()
}

fn by_distance(a: &Picture, b: &Picture) -> Vec<Nearest> {
    let pairs = a
        .probes
        .iter()
        .flat_map(|first| b.probes.iter().map(move |second| (first, second)));
    let mut near: Vec<Nearest> = pairs
        .flat_map(|(first, second)| turned(first, second))
        .collect();
    near.sort_by_key(|near| near.distance);
    near
}

fn turned(a: &Probe, b: &Probe) -> impl Iterator<Item = Nearest> {
    let (of_a, of_b) = (a.region, b.region);
    let quality = a.hashed.quality.min(b.hashed.quality);
    let target = b.hashed.pdq;
    a.hashed
        .dihedral
        .into_iter()
        .zip(Transform::ALL)
        .map(move |(pdq, &transform)| Nearest {
            distance: pdq.distance(&target),
            transform,
            of_a,
            of_b,
            quality,
        })
}

/// A's part turned and laid on B's part.
fn laid(near: &Nearest) -> Homography {
    let part = |region: Region| {
        let [x, y, width, height] =
            [region.x, region.y, region.width, region.height].map(f64::from);
        Homography::stretch([width, height], [x, y])
    };
    let into_unit = part(near.of_a).inverse().unwrap_or(Homography::IDENTITY);
    into_unit
        .then(&dihedral(near.transform))
        .then(&part(near.of_b))
}

/// Where the points of the unit square go.
pub(crate) fn dihedral(transform: Transform) -> Homography {
    let quarter = |turns: f64| {
        let (sin, cos) = (turns * FRAC_PI_2).sin_cos();
        let (sin, cos) = (sin.round(), cos.round());
        [[cos, sin], [-sin, cos]]
    };
    let [[a, b], [c, d]] = match transform {
        Transform::Original => quarter(0.0),
        Transform::Rotate90 => quarter(1.0),
        Transform::Rotate180 => quarter(2.0),
        Transform::Rotate270 => quarter(3.0),
        Transform::FlipX => [[1.0, 0.0], [0.0, -1.0]],
        Transform::FlipY => [[-1.0, 0.0], [0.0, 1.0]],
        Transform::FlipDiagonal => [[0.0, 1.0], [1.0, 0.0]],
        Transform::FlipAntidiagonal => [[0.0, -1.0], [-1.0, 0.0]],
    };
    // About the middle of the square.
    let shift = [0.5 - (a + b) * 0.5, 0.5 - (c + d) * 0.5];
    Homography([[a, b, shift[0]], [c, d, shift[1]], [0.0, 0.0, 1.0]])
}
