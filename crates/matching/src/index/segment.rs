//! An immutable run of codes with a table of buckets for each chunk.

use multiversion::multiversion;

use super::{
    chunks::{CHUNKS, ball, first_chunk, reach, value, width},
    code::Code,
    near::Near,
    table::{Scratch, Table, gather},
};

/// Codes a segment can hold, so that an id and the low bits of a chunk fit into 32 bits.
pub(super) const MOST_CODES: usize = 1 << 28;

/// Codes with their keys, searchable within a radius without reading them all.
#[derive(Debug, Clone)]
pub(super) struct Segment {
    pub(super) codes: Vec<Code>,
    pub(super) keys: Vec<u64>,
    /// One bit for each code that was removed; empty while none was.
    removed: Vec<u64>,
    removed_count: usize,
    tables: Vec<Table>,
}

impl Segment {
    /// Sorts codes into buckets. At most [`MOST_CODES`], one key each.
    pub(super) fn new(codes: Vec<Code>, keys: Vec<u64>) -> Self {
        let mut sorted = vec![0; codes.len()];
        let tables = (0..CHUNKS)
            .map(|chunk| Table::new(&codes, chunk, &mut sorted))
            .collect();
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
    pub(super) fn drain_into(self, codes: &mut Vec<Code>, keys: &mut Vec<u64>) {
        if self.removed_count == 0 {
            codes.extend(&self.codes);
            keys.extend(&self.keys);
            return;
        }
        for id in (0..self.codes.len()).filter(|&id| !self.is_removed(id)) {
            codes.push(self.codes[id]);
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
        let reach = reach(radius);
        for (chunk, most) in reach.into_iter().enumerate() {
            let Some(most) = most else { continue };
            let table = &self.tables[chunk];
            scratch.set_flips(table.high_bits(chunk), most);
            for (needle, code) in needles.iter().enumerate() {
                gather(table, value(code, chunk), most, scratch);
                scratch.near.clear();
                verify(&self.codes, &scratch.ids, code, radius, &mut scratch.near);
                for &(id, distance) in &scratch.near {
                    let first = first_chunk(&self.codes[id as usize], code, &reach);
                    if first == Some(chunk) && !self.is_removed(id as usize) {
                        found.push(Near {
                            key: self.keys[id as usize],
                            needle,
                            distance,
                        });
                    }
                }
            }
        }
    }

    /// Codes that [`Segment::probe`] compares with one needle; one found in two chunks counts twice.
    pub(super) fn candidates(&self, needle: &Code, radius: u32) -> usize {
        let mut scratch = Scratch::default();
        let mut count = 0;
        for (chunk, most) in reach(radius).into_iter().enumerate() {
            let Some(most) = most else { continue };
            scratch.set_flips(self.tables[chunk].high_bits(chunk), most);
            gather(
                &self.tables[chunk],
                value(needle, chunk),
                most,
                &mut scratch,
            );
            count += scratch.ids.len();
        }
        count
    }

    /// What [`Segment::probe`] visits for one needle: buckets, and codes if they were random.
    pub(super) fn work(&self, radius: u32) -> (f64, f64) {
        let count = self.codes.len() as f64;
        let mut work = (0.0, 0.0);
        for (chunk, most) in reach(radius).into_iter().enumerate() {
            if let Some(most) = most {
                work.0 += ball(self.tables[chunk].high_bits(chunk), most);
                work.1 += ball(width(chunk), most) * count / f64::from(1_u32 << width(chunk));
            }
        }
        work
    }

    pub(super) fn memory_bytes(&self) -> usize {
        let tables = self
            .tables
            .iter()
            .map(|table| size_of::<u32>() * (table.starts.capacity() + table.postings.capacity()));
        size_of::<Code>() * self.codes.capacity()
            + size_of::<u64>() * (self.keys.capacity() + self.removed.capacity())
            + tables.sum::<usize>()
    }
}

/// Puts the codes at `ids` within `radius` of a needle into `found`, as (id, distance).
#[multiversion(targets(
    "x86_64+avx512f+avx512bw+avx512dq+avx512vl+avx512vpopcntdq+popcnt+bmi1+bmi2",
    "x86_64+avx2+popcnt+bmi1+bmi2",
    "x86_64+popcnt"
))]
fn verify(codes: &[Code], ids: &[u32], needle: &Code, radius: u32, found: &mut Vec<(u32, u32)>) {
    for &id in ids {
        let distance = codes[id as usize].distance(needle);
        if distance <= radius {
            found.push((id, distance));
        }
    }
}
