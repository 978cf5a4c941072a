//! Ids grouped by one chunk of their codes.

use multiversion::multiversion;

use super::{
    chunks::{flips, value, width},
    code::Code,
};

/// Codes in a bucket on average: what one cache line holds.
const BUCKET: usize = 8;

/// Streams that a counting sort writes at once.
const PARTS: usize = 512;

/// Postings looked at together.
const LINE: usize = 16;

/// Ids grouped by the high bits of one chunk.
///
/// A posting holds the remaining low bits of the chunk above the id: a bucket is as long as a cache
/// line, its table small enough to stay in the cache, and yet only ids whose whole chunk is near
/// lead to a code.
#[derive(Debug, Clone)]
pub(super) struct Table {
    /// Where each bucket starts in `postings`, and the end.
    pub(super) starts: Vec<u32>,
    /// Bucket by bucket, and a line of padding.
    pub(super) postings: Vec<u32>,
    /// Low bits of the chunk kept in a posting.
    low_bits: u32,
}

/// Buffers that a search uses again and again.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    /// What [`flips`] gives for `flips_of`.
    flips: Vec<u32>,
    flips_of: (u32, u32),
    buckets: Vec<(u32, u32, u32)>,
    pub(super) ids: Vec<u32>,
    pub(super) near: Vec<(u32, u32)>,
    /// Kept so that the reads that gave it are not optimised away.
    touched: u32,
}

impl Scratch {
    pub(super) fn set_flips(&mut self, width: u32, most: u32) {
        if self.flips.is_empty() || self.flips_of != (width, most) {
            self.flips = flips(width, most);
            self.flips_of = (width, most);
        }
    }
}

impl Table {
    /// A counting sort by the high bits of a chunk, in two steps: first into [`PARTS`], whose ends
    /// stay in the cache while they grow, then each part into its buckets. `sorted` is room for the
    /// first step, as long as `codes`: the bucket above the posting.
    pub(super) fn new(codes: &[Code], chunk: usize, sorted: &mut [u64]) -> Self {
        let high_bits = high_bits(codes.len(), width(chunk));
        let low_bits = width(chunk) - high_bits;
        let part_bits = high_bits.saturating_sub(PARTS.ilog2());
        let mut parts = [0_usize; PARTS + 1];
        for code in codes {
            parts[(value(code, chunk) >> low_bits >> part_bits) as usize + 1] += 1;
        }
        (1..=PARTS).for_each(|part| parts[part] += parts[part - 1]);
        let mut next = parts;
        for (id, code) in (0_u32..).zip(codes) {
            let value = value(code, chunk);
            let (high, posting) = (value >> low_bits, id | value << (32 - low_bits));
            let next = &mut next[(high >> part_bits) as usize];
            sorted[*next] = u64::from(high) << 32 | u64::from(posting);
            *next += 1;
        }
        let mut starts = vec![0_u32; (1 << high_bits) + 1];
        let mut postings = vec![0; codes.len() + LINE];
        for (part, range) in parts
            .windows(2)
            .enumerate()
            .take(1 << (high_bits - part_bits))
        {
            let buckets = &mut starts[part << part_bits..][..(1 << part_bits) + 1];
            sort_part(&sorted[range[0]..range[1]], buckets, &mut postings);
        }
        Self {
            starts,
            postings,
            low_bits,
        }
    }

    pub(super) fn high_bits(&self, chunk: usize) -> u32 {
        width(chunk) - self.low_bits
    }
}

/// Sorts one part into its buckets. `starts[0]` is where the part begins; the others are set.
fn sort_part(part: &[u64], starts: &mut [u32], postings: &mut [u32]) {
    let begin = starts[0];
    let buckets = starts.len() - 1;
    let bucket = |entry: u64| (entry >> 32) as usize % buckets;
    part.iter()
        .for_each(|&entry| starts[bucket(entry) + 1] += 1);
    let mut sum = begin;
    for start in &mut starts[1..] {
        sum += std::mem::replace(start, sum);
    }
    // `starts[bucket + 1]` is now where the bucket begins; it moves on to where the bucket ends.
    for &entry in part {
        let next = &mut starts[bucket(entry) + 1];
        postings[*next as usize] = entry as u32;
        *next += 1;
    }
}

/// Fills `scratch.ids` with those whose chunk differs from `value` in at most `most` bits.
#[multiversion(targets(
    "x86_64+avx512f+avx512bw+avx512dq+avx512vl+avx512vpopcntdq+popcnt+bmi1+bmi2",
    "x86_64+avx2+popcnt+bmi1+bmi2",
    "x86_64+popcnt"
))]
pub(super) fn gather(table: &Table, value: u32, most: u32, scratch: &mut Scratch) {
    let (high, low) = (value >> table.low_bits, value << (32 - table.low_bits));
    // Three rounds, because what each reads is far apart in memory, and only loads that do not hang
    // on a branch before them are waited for together: all starts, the first and the last line of
    // each bucket, then the postings, which by now are in the cache.
    scratch.buckets.clear();
    scratch.buckets.extend(scratch.flips.iter().map(|flip| {
        let bucket = (high ^ flip) as usize;
        let (from, to) = (table.starts[bucket], table.starts[bucket + 1]);
        (from, to, most - flip.count_ones())
    }));
    scratch.touched = scratch.buckets.iter().fold(0, |sum, &(from, to, _)| {
        let line = |at: u32| table.postings.get(at as usize).copied().unwrap_or_default();
        sum ^ line(from) ^ line(to.wrapping_sub(1))
    });
    scratch.ids.clear();
    let id_bits = 32 - table.low_bits;
    for &(from, to, left) in &scratch.buckets {
        let mut postings = &table.postings[from as usize..];
        let mut count = to - from;
        while count > 0
            && let Some((line, rest)) = postings.split_first_chunk::<LINE>()
        {
            let mut near = near_in(line, low, id_bits, left) & mask(count);
            while near > 0 {
                scratch
                    .ids
                    .push(line[near.trailing_zeros() as usize] & ((1 << id_bits) - 1));
                near &= near - 1;
            }
            postings = rest;
            count = count.saturating_sub(LINE as u32);
        }
    }
}

/// One bit for each posting whose bits from `id_bits` on differ from `low` in at most `left`.
#[inline(always)]
fn near_in(line: &[u32; LINE], low: u32, id_bits: u32, left: u32) -> u32 {
    let mut near = 0;
    for (at, posting) in line.iter().enumerate() {
        near |= u32::from(((posting ^ low) >> id_bits).count_ones() <= left) << at;
    }
    near
}

/// The lowest `count` bits of a line.
fn mask(count: u32) -> u32 {
    (1_u32 << count.min(LINE as u32)) - 1
}

/// High bits that make buckets of about [`BUCKET`] codes and leave the low ones room beside an id.
fn high_bits(count: usize, width: u32) -> u32 {
    let id_bits = usize::BITS - count.leading_zeros();
    let fitting = (width + id_bits).saturating_sub(u32::BITS);
    let wanted = (count / BUCKET).max(2).ilog2();
    wanted.max(fitting).clamp(1, width - 1)
}
