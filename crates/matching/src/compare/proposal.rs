//! How one picture might lie in the other: proposals from near hashes and from matching features.

use std::f64::consts::FRAC_PI_2;

use serde::{Deserialize, Serialize};

use super::matches::matches;
use crate::{
    Homography, Picture, Probe, Region, Transform,
    geometry::consensus::{Match, Shape, consensus},
    nearness::PERSON_RADIUS,
};

/// Proposals that are taken from near hashes.
const FROM_HASHES: usize = 3;

/// Two probes that are nearest to each other.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
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

/// The nearest two probes of all.
pub(crate) fn nearest(a: &Picture, b: &Picture) -> Option<Nearest> {
    by_distance(a, b).into_iter().next()
}

/// The matches of A as it is and of A mirrored (left to right) with B.
pub(crate) struct Matched {
    pub(crate) shape: Shape,
    upright: Vec<Match>,
    mirrored: Vec<Match>,
}

impl Matched {
    pub(crate) fn of(a: &Picture, b: &Picture) -> Self {
        Self {
            shape: Shape {
                a: a.shape(),
                b: b.shape(),
            },
            upright: matches(a, b, false),
            mirrored: matches(a, b, true),
        }
    }

    /// The matches that can speak for a map, with the map as they see it.
    pub(crate) fn under(&self, map: &Homography) -> (&[Match], Homography) {
        if map.area_scale([0.5, 0.5]) < 0.0 {
            (&self.mirrored, FLIP.then(map))
        } else {
            (&self.upright, *map)
        }
    }
}

/// Left to right.
const FLIP: Homography = Homography([[-1.0, 0.0, 1.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]);

/// Every map from A to B worth trying.
pub(crate) fn proposals(a: &Picture, b: &Picture, matched: &Matched) -> Vec<Homography> {
    let upright = consensus(&matched.upright, matched.shape).map(|found| found.homography);
    let mirrored = consensus(&matched.mirrored, matched.shape);
    let mirrored = mirrored.map(|found| FLIP.then(&found.homography));
    let near = by_distance(a, b).into_iter();
    let near = near
        .filter(|near| near.distance <= PERSON_RADIUS)
        .take(FROM_HASHES);
    let from_hashes = near.map(|near| laid(&near));
    upright
        .into_iter()
        .chain(mirrored)
        .chain(from_hashes)
        .collect()
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
