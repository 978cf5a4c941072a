//! The slow and obvious index, and hashes to fill it with.

use std::collections::BTreeMap;

use cairn_matching::{Hit, Pdq};

/// A list.
#[derive(Debug, Default)]
pub struct Plain(pub Vec<(u64, Pdq)>);

impl Plain {
    pub fn remove(&mut self, key: u64) -> usize {
        let before = self.0.len();
        self.0.retain(|(stored, _)| *stored != key);
        before - self.0.len()
    }

    pub fn search(&self, needles: &[Pdq], radius: u32) -> Vec<Hit> {
        let mut best = BTreeMap::new();
        for (key, hash) in &self.0 {
            for (needle, wanted) in needles.iter().enumerate() {
                let distance = hash.distance(wanted);
                let least = best.entry((*key, needle)).or_insert(distance);
                *least = distance.min(*least);
            }
        }
        let mut hits: Vec<Hit> = best
            .into_iter()
            .filter(|(_, distance)| *distance <= radius)
            .map(|((key, needle), distance)| Hit {
                key,
                needle,
                distance,
            })
            .collect();
        hits.sort_by_key(|hit| (hit.distance, hit.key, hit.needle));
        hits
    }
}

/// The hash with the bits of even rows inverted, as mirroring about a horizontal axis does.
pub fn mirrored(hash: &Pdq) -> Pdq {
    Pdq {
        bits: hash.bits.map(|word| word ^ 0x0000_ffff_0000_ffff),
    }
}

/// SplitMix64.
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn hash(&mut self) -> Pdq {
        Pdq {
            bits: std::array::from_fn(|_| self.next()),
        }
    }

    /// A hash at most `most` bits away.
    pub fn near(&mut self, hash: &Pdq, most: u64) -> Pdq {
        let mut hash = *hash;
        for _ in 0..self.next() % (most + 1) {
            let at = self.next() % 256;
            hash.bits[at as usize / 64] ^= 1 << (at % 64);
        }
        hash
    }
}
