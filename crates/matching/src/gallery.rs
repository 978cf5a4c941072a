//! The pictures of a collection, as an index in memory: which of them a picture may come from.
//!
//! The gallery keeps hashes and the codes of the strongest features; the descriptions themselves
//! stay where they are stored, and are compared by whoever asked.

use std::collections::HashMap;

use crate::{
    Feature, Hit, Index, Pdq, Picture, best_of_each_key,
    nearness::PERSON_RADIUS,
    votes::{Mark, bins, ranked, worth},
};

/// Features of each picture that are looked up by.
pub const INDEXED_FEATURES: usize = 150;

/// Features of the needle that ask, each also as a mirror would show it.
const ASKING_FEATURES: usize = 200;

/// Codes at most this far apart make a picture a candidate. Right matches are mostly nearer than 40
/// bits, and from here on a vote would weigh next to nothing.
const FEATURE_RADIUS: u32 = 48;

/// Candidates by hashes, and as many by features; each costs a comparison of some milliseconds.
const CANDIDATES: usize = 4;

/// Which pictures may be the same as one, by key.
#[derive(Debug, Clone, Default)]
pub struct Gallery {
    hashes: Index,
    codes: Index,
    /// Of each code, by its key in `codes`.
    marks: Vec<Mark>,
}

impl Gallery {
    /// Adds a picture under a key of the caller's.
    pub fn insert(&mut self, key: u32, picture: &Picture) {
        for probe in &picture.probes {
            self.hashes.insert(u64::from(key), probe.hashed.pdq);
        }
        for feature in picture.features.iter().take(INDEXED_FEATURES) {
            let code = self.marks.len() as u64;
            self.codes.insert(code, Pdq { bits: feature.code });
            self.marks.push(Mark::new(key, feature));
        }
    }

    /// Bytes that it takes in memory, without what the allocator adds.
    pub fn memory_bytes(&self) -> usize {
        let marks = self.marks.capacity() * size_of::<Mark>();
        self.hashes.memory_bytes() + self.codes.memory_bytes() + marks
    }

    /// Pictures worth comparing: near hashes first, then those with the most like features.
    pub fn candidates(&self, needle: &Picture) -> Vec<u32> {
        let mut candidates = self.near_hashes(needle);
        candidates.truncate(CANDIDATES);
        for key in self.like_features(needle) {
            if !candidates.contains(&key) {
                candidates.push(key);
            }
        }
        candidates.truncate(2 * CANDIDATES);
        candidates
    }

    fn near_hashes(&self, needle: &Picture) -> Vec<u32> {
        let probes = needle.probes.iter();
        let needles: Vec<Pdq> = probes.flat_map(|probe| probe.hashed.dihedral).collect();
        self.within(&needles, PERSON_RADIUS)
    }

    /// Pictures with a hash within so many bits of one of these, the nearest first.
    pub fn within(&self, needles: &[Pdq], radius: u32) -> Vec<u32> {
        let near = best_of_each_key(self.hashes.search(needles, radius));
        near.iter()
            .filter_map(|hit| u32::try_from(hit.key).ok())
            .collect()
    }

    /// By votes: matching features vote for their picture, and votes count together only where they
    /// agree on mirroring, turn and scale.
    fn like_features(&self, needle: &Picture) -> Vec<u32> {
        let asking: Vec<(bool, Feature)> = needle
            .features
            .iter()
            .take(ASKING_FEATURES)
            .flat_map(|feature| [(false, *feature), (true, feature.mirrored())])
            .collect();
        let mut votes: HashMap<Ballot, f64> = HashMap::new();
        for (hit, mark) in self.nearest(&asking) {
            let (mirror, feature) = &asking[hit.needle];
            for (turn, scale) in bins(feature, mark) {
                let ballot = (mark.owner, *mirror, turn, scale);
                *votes.entry(ballot).or_default() += worth(hit.distance);
            }
        }
        ranked(
            votes.into_iter().map(|((key, ..), vote)| (key, vote)),
            CANDIDATES,
        )
    }

    /// Every stored code votes once, for the feature nearest to it: letters and dots of a
    /// screenshot, alike by the hundred, would otherwise shout down everything else.
    fn nearest(&self, asking: &[(bool, Feature)]) -> Vec<(Hit, Mark)> {
        let codes = asking.iter().map(|(_, feature)| Pdq { bits: feature.code });
        let codes: Vec<Pdq> = codes.collect();
        // Two places for each stored code: as it is, and mirrored.
        let mut nearest: Vec<Option<Hit>> = vec![None; 2 * self.marks.len()];
        for hit in self.codes.hits(&codes, FEATURE_RADIUS) {
            let place =
                2 * usize::try_from(hit.key).unwrap_or(0) + usize::from(asking[hit.needle].0);
            let held = &mut nearest[place];
            if held.is_none_or(|held| (hit.distance, hit.needle) < (held.distance, held.needle)) {
                *held = Some(hit);
            }
        }
        let marks = self.marks.iter().flat_map(|mark| [*mark, *mark]);
        let voted = nearest.into_iter().zip(marks);
        voted.filter_map(|(hit, mark)| Some((hit?, mark))).collect()
    }
}

/// Picture, mirrored or not, bin of turn, bin of scale.
type Ballot = (u32, bool, i16, i16);
