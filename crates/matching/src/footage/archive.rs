//! The recordings of a collection, as an index in memory: which of them one may come from.
//!
//! Like [`crate::Gallery`] for photographs: it keeps hashes, codes and items of sound; the
//! descriptions stay where they are stored, and are compared by whoever asked.

use std::collections::HashMap;

use super::{
    Footage, Still,
    lookup::{LOOKUP_RADIUS, Question, recording_of, stored},
    moment,
};
use crate::{
    Feature, Hit, Index, Pdq, Picture, Transform, features,
    votes::{Mark, bins, ranked, worth},
};

/// Candidates by hashes, by features and by sound.
const MOST_BY_HASHES: usize = 16;
const MOST_BY_FEATURES: usize = 8;
const MOST_BY_SOUND: usize = 4;

/// Candidates for a photo.
const MOST_SHOWING: usize = 8;

/// Hashes of frames up to which the wide radius is asked for, some hundred hours of moving pictures; and
/// the radius beyond, the field's usual one.
const WIDE_UP_TO: usize = 10_000_000;
const NARROW_RADIUS: u32 = 31;

/// How a recording may have been turned: mirrored, upside down, and both.
pub const TURNS: [Transform; 4] = [
    Transform::Original,
    Transform::FlipY,
    Transform::FlipX,
    Transform::Rotate180,
];

/// Features of each still that are kept, unless the recording has one like it already.
const KEPT_FEATURES: usize = 100;
const LIKE_KEPT: u32 = 32;

/// Stills that ask, spread over the recording, and features of each.
const ASKING_STILLS: usize = 10;
const ASKING_FEATURES: usize = 150;

/// Codes at most this far apart vote.
const FEATURE_RADIUS: u32 = 40;

/// Recordings that hold an item of sound from which it says nothing: silence, a steady tone.
const COMMON_SOUND: usize = 64;

/// Votes of sound for one shift that make a candidate, and items in a bin of shifts: a second.
const LEAST_HEARD: usize = 5;
const HEARD_BIN: i64 = 8;

/// Which recordings may share a passage with one, by key.
#[derive(Debug, Clone, Default)]
pub struct Archive {
    frames: Index,
    codes: Index,
    /// Of each code, by its key in `codes`.
    marks: Vec<Mark>,
    /// Codes of each recording.
    counts: HashMap<u32, u32>,
    /// Where each item of sound is heard: recording and place.
    sounds: HashMap<u32, Vec<(u32, u32)>>,
}

impl Archive {
    /// Adds a recording under a key of the caller's.
    pub fn insert(&mut self, key: u32, footage: &Footage) {
        stored(key, footage).for_each(|(frame, pdq)| self.frames.insert(frame, pdq));
        let kept = distinct(&footage.stills, KEPT_FEATURES);
        self.counts.insert(key, kept.len() as u32);
        for feature in kept {
            let code = self.marks.len() as u64;
            self.codes.insert(code, Pdq { bits: feature.code });
            self.marks.push(Mark::new(key, &feature));
        }
        for (at, &item) in (0..).zip(&footage.sound) {
            self.sounds.entry(item).or_default().push((key, at));
        }
    }

    /// Bytes that it takes in memory, without what the allocator adds.
    pub fn memory_bytes(&self) -> usize {
        let heard: usize = self.sounds.values().map(|list| 8 * list.capacity()).sum();
        let marks = self.marks.capacity() * size_of::<Mark>();
        self.frames.memory_bytes() + self.codes.memory_bytes() + marks + heard
    }

    /// Recordings worth comparing: by near hashes first, then by like features, then by sound.
    pub fn candidates(&self, needle: &Footage) -> Vec<u32> {
        let question = Question::new(needle, &TURNS);
        let hits = self.frames.search(&question.needles, self.radius());
        let near = question.candidates(&hits).into_iter();
        let mut candidates: Vec<u32> = near.take(MOST_BY_HASHES).map(|one| one.recording).collect();
        let others = self.like_features(needle).into_iter();
        for key in others.chain(self.like_sound(needle)) {
            if !candidates.contains(&key) {
                candidates.push(key);
            }
        }
        candidates
    }

    /// How near a frame has to be: at more hashes than are read in a fraction of a second, only as
    /// near as the index can tell without reading all of them. What lies under a logo or a banner is
    /// then left to features and to sound.
    fn radius(&self) -> u32 {
        if self.frames.len() <= WIDE_UP_TO {
            LOOKUP_RADIUS
        } else {
            NARROW_RADIUS
        }
    }

    /// Recordings with a moment that looks like a photo, the nearest first.
    pub fn showing(&self, picture: &Picture) -> Vec<u32> {
        let hits = self
            .frames
            .search(&moment::asking(picture), moment::ALIKE_RADIUS);
        let mut recordings = Vec::new();
        for recording in hits.iter().map(|hit| recording_of(hit.key)) {
            if recordings.len() < MOST_SHOWING && !recordings.contains(&recording) {
                recordings.push(recording);
            }
        }
        recordings
    }

    /// By votes of matching features, which count together only where they agree on turn and scale.
    /// A recording with many codes gets many votes by chance, whose spread goes with their root.
    fn like_features(&self, needle: &Footage) -> Vec<u32> {
        let step = needle.stills.len().div_ceil(ASKING_STILLS).max(1);
        let asking = distinct(needle.stills.iter().step_by(step), ASKING_FEATURES);
        let mut votes: HashMap<(u32, i16, i16), f64> = HashMap::new();
        for (hit, mark) in self.nearest(&asking) {
            for (turn, scale) in bins(&asking[hit.needle], mark) {
                *votes.entry((mark.owner, turn, scale)).or_default() += worth(hit.distance);
            }
        }
        let votes = votes.into_iter().map(|((key, ..), vote)| {
            let codes = self.counts.get(&key).copied().unwrap_or(1);
            (key, vote / f64::from(codes).sqrt())
        });
        ranked(votes, MOST_BY_FEATURES)
    }

    /// Every stored code votes once, for the feature nearest to it.
    fn nearest(&self, asking: &[Feature]) -> Vec<(Hit, Mark)> {
        let codes: Vec<Pdq> = asking.iter().map(|it| Pdq { bits: it.code }).collect();
        let mut hits: Vec<Hit> = self.codes.hits(&codes, FEATURE_RADIUS).collect();
        hits.sort_unstable_by_key(|hit| (hit.key, hit.distance, hit.needle));
        hits.dedup_by_key(|hit| hit.key);
        let marked = hits
            .into_iter()
            .map(|hit| (hit, self.marks[hit.key as usize]));
        marked.collect()
    }

    /// By items of sound that are heard in both at one shift.
    fn like_sound(&self, needle: &Footage) -> Vec<u32> {
        let mut votes: HashMap<(u32, i64), usize> = HashMap::new();
        for (at, item) in (0_i64..).zip(&needle.sound) {
            let heard = self.sounds.get(item).map_or(&[][..], Vec::as_slice);
            for (key, other) in heard.iter().filter(|_| heard.len() <= COMMON_SOUND) {
                let bin = (i64::from(*other) - at).div_euclid(HEARD_BIN);
                for bin in [bin, bin + 1] {
                    *votes.entry((*key, bin)).or_default() += 1;
                }
            }
        }
        let votes = votes.into_iter().filter(|(_, count)| *count >= LEAST_HEARD);
        let votes = votes.map(|((key, _), count)| (key, count as f64));
        ranked(votes, MOST_BY_SOUND)
    }
}

/// Features to look a recording up by: a camera that never moves sees the same in every still.
fn distinct<'s>(stills: impl IntoIterator<Item = &'s Still>, most: usize) -> Vec<Feature> {
    let mut kept: Vec<Feature> = Vec::new();
    for still in stills {
        let known = kept.len();
        for feature in still.features.iter().take(most) {
            let like = |other: &Feature| features::distance(&other.code, &feature.code) < LIKE_KEPT;
            if !kept[..known].iter().any(like) {
                kept.push(*feature);
            }
        }
    }
    kept
}
