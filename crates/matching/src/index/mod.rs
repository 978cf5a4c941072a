//! An exact index of hashes in memory.
//!
//! Hashes go into a short tail that is read through; a full tail becomes a segment with tables
//! ([`segment`]), and small segments are merged, so that there are few. A search looks into the
//! buckets of a segment or reads all its codes, whichever is less work for the radius and the
//! number of needles. Nothing within the radius is ever left out.

mod chunks;
mod code;
mod codes;
mod family;
mod near;
mod probe;
mod scan;
mod seen;
mod segment;
mod sight;
mod table;

use crate::Pdq;
use code::Code;
use codes::{Codes, LANES};
use family::{Family, families};
use near::{Near, in_order};
use probe::Scratch;
use segment::{MOST_CODES, Segment};

/// Codes in the tail before it becomes a segment: one megabyte to read through.
const TAIL: usize = 1 << 15;

/// A segment at most this many times as long as what is to become a new one is merged into it.
const MERGE: usize = 3;

/// No two codes are further apart.
const MOST_RADIUS: u32 = 256;

/// Blocks that are read before what was near is looked at, so that it is in the cache still.
const STRETCH: usize = 512;

/// Hashes by the key of whatever they were taken from; a key may hold several (crops, frames).
#[derive(Debug, Clone)]
pub struct Index {
    segments: Vec<Segment>,
    tail: Codes,
    tail_keys: Vec<u64>,
    tail_most: usize,
}

/// A stored hash near to a needle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hit {
    /// Whose hash it is.
    pub key: u64,
    /// Which of the needles it is near to, counted from 0.
    pub needle: usize,
    /// Differing bits.
    pub distance: u32,
}

impl Default for Index {
    fn default() -> Self {
        Self::with_tail(TAIL)
    }
}

impl Index {
    /// An empty index.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty index whose tail becomes a segment when it holds `most` hashes (at least one): a
    /// short one makes the life of a large index visible in a test.
    pub fn with_tail(most: usize) -> Self {
        Self {
            segments: Vec::new(),
            tail: Codes::default(),
            tail_keys: Vec::new(),
            tail_most: most.max(1),
        }
    }

    /// Number of hashes held.
    pub fn len(&self) -> usize {
        self.tail.len() + self.segments.iter().map(Segment::len).sum::<usize>()
    }

    /// Whether nothing is held.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes held on the heap.
    pub fn memory_bytes(&self) -> usize {
        self.tail.memory_bytes()
            + size_of::<u64>() * self.tail_keys.capacity()
            + self
                .segments
                .iter()
                .map(Segment::memory_bytes)
                .sum::<usize>()
    }

    /// Adds a hash under a key; the next search sees it. Now and then an insertion merges segments,
    /// which takes about 0.2 µs for each hash in them.
    pub fn insert(&mut self, key: u64, code: Pdq) {
        self.tail.push(&Code::new(&code));
        self.tail_keys.push(key);
        if self.tail.len() >= self.tail_most {
            self.fold();
        }
    }

    /// Removes every hash of a key; says how many there were. Reads all keys, 8 bytes each.
    pub fn remove(&mut self, key: u64) -> usize {
        self.remove_where(|stored| stored == key)
    }

    /// Removes the hashes of all chosen keys in one pass over the keys; says how many there were.
    pub fn remove_where(&mut self, chosen: impl Fn(u64) -> bool) -> usize {
        let before = self.tail.len();
        for at in (0..before).rev() {
            if chosen(self.tail_keys[at]) {
                self.tail.swap_remove(at);
                self.tail_keys.swap_remove(at);
            }
        }
        let segments = self.segments.iter_mut();
        let in_segments: usize = segments.map(|segment| segment.remove_where(&chosen)).sum();
        before - self.tail.len() + in_segments
    }

    /// Every key within `radius` bits of a needle, with its best distance to that needle: nearest
    /// first, then by key, then by needle.
    pub fn search(&self, needles: &[Pdq], radius: u32) -> Vec<Hit> {
        in_order(self.near(needles, radius))
    }

    /// The same in no order, and a key with several hashes may be named several times: for whoever
    /// counts votes among very many hits.
    pub fn hits(&self, needles: &[Pdq], radius: u32) -> impl Iterator<Item = Hit> + use<> {
        self.near(needles, radius).into_iter().map(Hit::from)
    }

    fn near(&self, needles: &[Pdq], radius: u32) -> Vec<Near> {
        let radius = radius.min(MOST_RADIUS);
        let needles: Vec<Code> = needles.iter().map(Code::new).collect();
        let families = families(&needles, radius);
        let mut near = Vec::new();
        let mut scratch = Scratch::default();
        for segment in &self.segments {
            if probing_pays(segment, needles.len(), families.len(), radius) {
                segment.probe(&needles, radius, &mut scratch, &mut near);
            } else {
                let key = |id: usize| (!segment.is_removed(id)).then(|| segment.keys[id]);
                read_through(&segment.codes, key, &needles, &families, radius, &mut near);
            }
        }
        let key = |id: usize| Some(self.tail_keys[id]);
        read_through(&self.tail, key, &needles, &families, radius, &mut near);
        near
    }

    /// How many times a search that looks into buckets compares a needle with eight hashes that lie
    /// side by side: what shows whether a collection crowds the buckets. The tail is left out.
    pub fn candidates(&self, needle: &Pdq, radius: u32) -> usize {
        let code = Code::new(needle);
        self.segments
            .iter()
            .map(|segment| segment.candidates(&code, radius))
            .sum()
    }

    /// What [`Index::candidates`] would be on average for independent random bits.
    pub fn candidates_if_random(&self, radius: u32) -> f64 {
        self.segments
            .iter()
            .map(|segment| segment.work(radius).blocks)
            .sum()
    }

    /// Makes a segment of the tail and of the segments that are not much longer.
    fn fold(&mut self) {
        let mut codes = std::mem::take(&mut self.tail);
        let mut keys = std::mem::take(&mut self.tail_keys);
        while let Some(last) = self.segments.last() {
            if last.len() > MERGE * codes.len() || last.len() + codes.len() > MOST_CODES {
                break;
            }
            if let Some(last) = self.segments.pop() {
                last.drain_into(&mut codes, &mut keys);
            }
        }
        codes.shrink_to_fit();
        keys.shrink_to_fit();
        self.segments.push(Segment::new(codes, keys));
    }
}

impl Extend<(u64, Pdq)> for Index {
    /// Adds many hashes at once, as when a server starts: they become one segment.
    fn extend<I: IntoIterator<Item = (u64, Pdq)>>(&mut self, hashes: I) {
        let hashes = hashes.into_iter();
        let expected = hashes.size_hint().0.min(MOST_CODES);
        self.tail.reserve(expected);
        self.tail_keys.reserve(expected);
        for (key, code) in hashes {
            self.tail.push(&Code::new(&code));
            self.tail_keys.push(key);
            if self.tail.len() == MOST_CODES {
                self.fold();
            }
        }
        if self.tail.len() >= self.tail_most {
            self.fold();
        }
    }
}

impl FromIterator<(u64, Pdq)> for Index {
    fn from_iter<I: IntoIterator<Item = (u64, Pdq)>>(hashes: I) -> Self {
        let mut index = Self::new();
        index.extend(hashes);
        index
    }
}

/// Each key once: its nearest hit, in the order given by [`Index::search`].
pub fn best_of_each_key(mut hits: Vec<Hit>) -> Vec<Hit> {
    let mut seen = std::collections::HashSet::new();
    hits.retain(|hit| seen.insert(hit.key));
    hits
}

/// Whether looking into buckets is less work than reading all codes. The weights are nanoseconds
/// measured on one machine with `scripts/matching/bench-index`; elsewhere their ratios are close.
fn probing_pays(segment: &Segment, needles: usize, families: usize, radius: u32) -> bool {
    const BUCKET_NS: f64 = 50.0;
    const BLOCK_NS: f64 = 80.0;
    const READ_NS: f64 = 1.0;
    const FAMILY_NS: f64 = 0.35;
    let work = segment.work(radius);
    let one = work.buckets * BUCKET_NS + work.blocks * BLOCK_NS;
    needles as f64 * one < segment.codes.len() as f64 * (READ_NS + FAMILY_NS * families as f64)
}

/// Looks at every code; `key` is `None` for one that was removed.
fn read_through(
    codes: &Codes,
    key: impl Fn(usize) -> Option<u64>,
    needles: &[Code],
    families: &[Family],
    radius: u32,
    near: &mut Vec<Near>,
) {
    let mut alarms = Vec::new();
    for (stretch, blocks) in codes.blocks().chunks(STRETCH).enumerate() {
        alarms.clear();
        scan::alarms(blocks, families, &mut alarms);
        for alarm in &alarms {
            let id = stretch * STRETCH * LANES + alarm.id;
            let Some(key) = (id < codes.len()).then(|| key(id)).flatten() else {
                continue;
            };
            let code = codes.get(id);
            let members = families[alarm.family].members.iter();
            near.extend(members.filter_map(|&needle| {
                let distance = code.distance(&needles[needle]);
                (distance <= radius).then_some(Near {
                    key,
                    needle,
                    distance,
                })
            }));
        }
    }
}
