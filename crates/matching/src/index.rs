//! A small index of hashes in memory: a linear scan, which is right up to about two million.

use std::collections::HashSet;

use crate::{Pdq, Transform};

/// Hashes by the key of whatever they were taken from; a key may hold several (crops, frames).
#[derive(Debug, Clone, Default)]
pub struct Index {
    // Two columns, so that the scan reads nothing but hashes.
    keys: Vec<u64>,
    hashes: Vec<Pdq>,
}

/// A stored hash near to a needle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Whose hash it is.
    pub key: u64,
    /// Differing bits.
    pub distance: u32,
    /// What has to be done to the needle's picture to make it look like the stored one.
    pub transform: Transform,
}

impl Index {
    /// An empty index.
    pub fn new() -> Self {
        Self::default()
    }

    /// Number of hashes held.
    pub fn len(&self) -> usize {
        self.hashes.len()
    }

    /// Whether nothing is held.
    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// Adds a hash under a key.
    pub fn insert(&mut self, key: u64, pdq: Pdq) {
        self.keys.push(key);
        self.hashes.push(pdq);
    }

    /// Removes every hash of a key; says how many there were.
    pub fn remove(&mut self, key: u64) -> usize {
        let before = self.len();
        for at in (0..before)
            .rev()
            .filter(|&at| self.keys[at] == key)
            .collect::<Vec<_>>()
        {
            self.keys.swap_remove(at);
            self.hashes.swap_remove(at);
        }
        before - self.len()
    }

    /// Every key with a hash within `radius` bits of one of the needle's variants, nearest first,
    /// then by key. Each key comes once, with its best distance and the first transform that gives
    /// it.
    pub fn search(&self, needle: &[Pdq; 8], radius: u32) -> Vec<Hit> {
        let near = |(stored, &key): (&Pdq, &u64)| {
            let (distance, transform) = nearest(needle, stored);
            (distance <= radius).then_some(Hit {
                key,
                distance,
                transform,
            })
        };
        let mut hits: Vec<Hit> = self
            .hashes
            .iter()
            .zip(&self.keys)
            .filter_map(near)
            .collect();
        hits.sort_unstable_by_key(|hit| (hit.distance, hit.key, hit.transform));
        let mut seen = HashSet::new();
        hits.retain(|hit| seen.insert(hit.key));
        hits
    }
}

/// The variant nearest to a stored hash; the earlier one in [`Transform::ALL`] where two tie.
fn nearest(needle: &[Pdq; 8], stored: &Pdq) -> (u32, Transform) {
    let distances = needle.iter().zip(Transform::ALL);
    distances
        .map(|(variant, &transform)| (variant.distance(stored), transform))
        .min()
        .expect("eight variants")
}
