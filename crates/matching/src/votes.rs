//! Votes of local features for whose they are: what the index of photographs and that of recordings
//! have in common.

use std::collections::HashMap;

use crate::Feature;

/// Whose feature a stored code is, and how the feature lies.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark {
    /// Key of the picture or recording.
    pub(crate) owner: u32,
    angle: u8,
    level: u8,
}

impl Mark {
    /// Of one feature.
    pub(crate) fn new(owner: u32, feature: &Feature) -> Self {
        Self {
            owner,
            angle: feature.angle,
            level: feature.level,
        }
    }
}

/// A vote's weight: right matches are mostly nearer than 40 bits, chance ones further than 50.
pub(crate) fn worth(distance: u32) -> f64 {
    (-(f64::from(distance) / 32.0).powi(2)).exp()
}

/// Keys by their best vote, the most first, at most so many.
pub(crate) fn ranked(votes: impl Iterator<Item = (u32, f64)>, most: usize) -> Vec<u32> {
    let mut best: HashMap<u32, f64> = HashMap::new();
    for (key, vote) in votes {
        let held = best.entry(key).or_default();
        *held = held.max(vote);
    }
    let mut ranked: Vec<(u32, f64)> = best.into_iter().collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    ranked.truncate(most);
    ranked.into_iter().map(|(key, _)| key).collect()
}

/// The bin of turn (22.5° wide) and scale (two levels wide) a match falls into, with its nearest
/// neighbours, since a vote near a bin's edge may belong to either.
pub(crate) fn bins(a: &Feature, b: Mark) -> impl Iterator<Item = (i16, i16)> {
    let turn = i16::from(b.angle.wrapping_sub(a.angle));
    let scale = i16::from(b.level) - i16::from(a.level);
    [(-8, 0), (-8, 1), (8, 0), (8, 1)]
        .into_iter()
        .map(move |(near, step)| {
            (
                (turn + near).rem_euclid(256) / 16,
                (scale + step).div_euclid(2),
            )
        })
}
