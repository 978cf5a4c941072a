//! An immutable run of codes with a table of buckets for each chunk.

use super::{
    chunks::limits,
    code::Code,
    codes::Codes,
    near::Near,
    probe::{Scratch, gather, verify},
    table::{Table, Work},
};

/// Codes a segment can hold, so that an id and the low bits of a chunk fit into 32 bits.
pub(super) const MOST_CODES: usize = 1 << 28;

/// Codes with their keys, searchable within a radius without reading them all.
#[derive(Debug, Clone)]
pub(super) struct Segment {
    pub(super) codes: Codes,
    pub(super) keys: Vec<u64>,
    /// One bit for each code that was removed; empty while none was.
    removed: Vec<u64>,
    removed_count: usize,
    tables: Vec<Table>,
}

impl Segment {
    /// Sorts codes into buckets. At most [`MOST_CODES`], one key each.
    pub(super) fn new(codes: Codes, keys: Vec<u64>) -> Self {
        let tables = Table::all(&codes);
        Self {
            codes,
            keys,
            removed: Vec::new(),
            removed_count: 0,
            tables,
        }
    }

    /// Codes that were not removed.
    pub(super) fn len(&self) -> usize {
        self.codes.len() - self.removed_count
    }

    pub(super) fn is_removed(&self, id: usize) -> bool {
        self.removed
            .get(id / 64)
            .is_some_and(|word| word >> (id % 64) & 1 == 1)
    }

    /// Marks every code of the chosen keys as removed and says how many there were.
    pub(super) fn remove_where(&mut self, chosen: impl Fn(u64) -> bool) -> usize {
        let mut count = 0;
        for id in 0..self.keys.len() {
            if chosen(self.keys[id]) && !self.is_removed(id) {
                self.removed.resize(self.codes.len().div_ceil(64), 0);
                self.removed[id / 64] |= 1 << (id % 64);
                count += 1;
            }
        }
        self.removed_count += count;
        count
    }

    /// Appends the codes that were not removed, with their keys.
    pub(super) fn drain_into(self, codes: &mut Codes, keys: &mut Vec<u64>) {
        for id in (0..self.codes.len()).filter(|&id| !self.is_removed(id)) {
            codes.push(&self.codes.get(id));
            keys.push(self.keys[id]);
        }
    }

    /// Puts every code within `radius` of a needle into `found`, once for each needle.
    pub(super) fn probe(
        &self,
        needles: &[Code],
        radius: u32,
        scratch: &mut Scratch,
        found: &mut Vec<Near>,
    ) {
        scratch.prepare(radius, &self.tables);
        for (needle, code) in needles.iter().enumerate() {
            gather(&self.tables, code, scratch);
            verify(&self.codes, code, radius, scratch);
            let near = scratch.near.iter();
            let kept = near.filter(|(id, _)| !self.is_removed(*id));
            found.extend(kept.map(|&(id, distance)| Near {
                key: self.keys[id],
                needle,
                distance,
            }));
        }
    }

    /// Blocks that [`Segment::probe`] compares with one needle.
    pub(super) fn candidates(&self, needle: &Code, radius: u32) -> usize {
        let mut scratch = Scratch::default();
        scratch.prepare(radius, &self.tables);
        gather(&self.tables, needle, &mut scratch);
        scratch.blocks.len()
    }

    /// What [`Segment::probe`] visits for one needle.
    pub(super) fn work(&self, radius: u32) -> Work {
        self.tables
            .iter()
            .zip(limits(radius, self.tables.len()))
            .filter_map(|(table, limit)| Some(table.shape.work(self.codes.len(), limit?)))
            .fold(Work::default(), |sum, work| Work {
                buckets: sum.buckets + work.buckets,
                blocks: sum.blocks + work.blocks,
            })
    }

    pub(super) fn memory_bytes(&self) -> usize {
        self.codes.memory_bytes()
            + size_of::<u64>() * (self.keys.capacity() + self.removed.capacity())
            + self.tables.iter().map(Table::memory_bytes).sum::<usize>()
    }
}
