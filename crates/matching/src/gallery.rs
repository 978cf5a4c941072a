//! Many described pictures, and which of them a new one may come from.

use std::collections::BTreeMap;

use crate::{
    Feature, Picture, Sighting, compare,
    features::{Code, within},
    nearness::PERSON_RADIUS,
};

/// Features of each picture that are looked up by.
pub const INDEXED_FEATURES: usize = 150;

/// Codes at most this far apart make a picture a candidate.
const FEATURE_RADIUS: u32 = 64;

/// Candidates that are compared in full.
const CANDIDATES: usize = 16;

/// Described pictures by key.
#[derive(Debug, Clone, Default)]
pub struct Gallery {
    pictures: Vec<(u64, Picture)>,
    codes: Vec<Code>,
    /// What each code belongs to.
    owners: Vec<(usize, Feature)>,
}

/// A picture of the gallery that has to do with the needle.
#[derive(Debug, Clone)]
pub struct Found {
    /// Its key.
    pub key: u64,
    /// Needle (A) compared with it (B).
    pub sighting: Sighting,
}

impl Gallery {
    /// Adds a picture under a key.
    pub fn insert(&mut self, key: u64, picture: Picture) {
        let at = self.pictures.len();
        let strongest = picture.features.iter().take(INDEXED_FEATURES);
        for &feature in strongest {
            self.codes.push(feature.code);
            self.owners.push((at, feature));
        }
        self.pictures.push((key, picture));
    }

    /// Every picture that has to do with the needle, best first.
    pub fn search(&self, needle: &Picture) -> Vec<Found> {
        let compared = self.candidates(needle).into_iter().filter_map(|at| {
            let (key, picture) = &self.pictures[at];
            compare(needle, picture).map(|sighting| Found {
                key: *key,
                sighting,
            })
        });
        let mut found: Vec<Found> = compared.collect();
        found.sort_by(|a, b| {
            let by_relation = a.sighting.relation.cmp(&b.sighting.relation);
            by_relation.then(b.sighting.score.total_cmp(&a.sighting.score))
        });
        found
    }

    /// Pictures worth comparing: near hashes first, then those with the most like features.
    fn candidates(&self, needle: &Picture) -> Vec<usize> {
        let mut candidates = self.near_hashes(needle);
        candidates.truncate(CANDIDATES);
        for at in self.like_features(needle) {
            if !candidates.contains(&at) {
                candidates.push(at);
            }
        }
        candidates.truncate(2 * CANDIDATES);
        candidates
    }

    fn near_hashes(&self, needle: &Picture) -> Vec<usize> {
        let least = |picture: &Picture| {
            let pairs = needle
                .probes
                .iter()
                .flat_map(|a| picture.probes.iter().map(move |b| (a, b)));
            let distances =
                pairs.flat_map(|(a, b)| a.hashed.dihedral.map(|pdq| pdq.distance(&b.hashed.pdq)));
            distances.min()
        };
        let mut near: Vec<(u32, usize)> = (0..self.pictures.len())
            .filter_map(|at| Some((least(&self.pictures[at].1)?, at)))
            .filter(|&(distance, _)| distance <= PERSON_RADIUS)
            .collect();
        near.sort_unstable();
        near.into_iter().map(|(_, at)| at).collect()
    }

    /// By votes: matching features vote for their picture, and votes count together only where they
    /// agree on mirroring, turn and scale.
    fn like_features(&self, needle: &Picture) -> Vec<usize> {
        let mut votes: BTreeMap<(usize, bool, i16, i16), f32> = BTreeMap::new();
        for vote in self.votes(needle) {
            let (at, other) = &self.owners[vote.index];
            for (turn, scale) in bins(&vote.feature, other) {
                *votes.entry((*at, vote.mirror, turn, scale)).or_default() += worth(vote.distance);
            }
        }
        let mut best: BTreeMap<usize, f32> = BTreeMap::new();
        for ((at, ..), vote) in votes {
            let most = best.entry(at).or_default();
            *most = most.max(vote);
        }
        let mut ranked: Vec<(usize, f32)> = best.into_iter().collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        ranked
            .into_iter()
            .take(CANDIDATES)
            .map(|(at, _)| at)
            .collect()
    }

    /// Every stored code votes once, for the needle's feature nearest to it: letters and dots of a
    /// screenshot, alike by the hundred, would otherwise shout down everything else.
    fn votes(&self, needle: &Picture) -> Vec<Vote> {
        let mut nearest: BTreeMap<(usize, bool), Vote> = BTreeMap::new();
        for feature in &needle.features {
            for (mirror, feature) in [(false, *feature), (true, feature.mirrored())] {
                for (index, distance) in within(&self.codes, &feature.code, FEATURE_RADIUS) {
                    let vote = Vote {
                        index,
                        mirror,
                        feature,
                        distance,
                    };
                    let held = nearest.entry((index, mirror)).or_insert(vote);
                    if distance < held.distance {
                        *held = vote;
                    }
                }
            }
        }
        nearest.into_values().collect()
    }
}

/// A feature of the needle that is near to a stored code.
#[derive(Debug, Clone, Copy)]
struct Vote {
    index: usize,
    mirror: bool,
    feature: Feature,
    distance: u32,
}

/// A vote's weight: right matches are mostly nearer than 40 bits, chance ones further than 50.
fn worth(distance: u32) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "at most 256")]
    let part = distance as f32 / 32.0;
    (-part * part).exp()
}

/// The bin of turn (22.5° wide) and scale (two levels wide) a match falls into, with its nearest
/// neighbours, since a vote near a bin's edge may belong to either.
fn bins(a: &Feature, b: &Feature) -> impl Iterator<Item = (i16, i16)> {
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
