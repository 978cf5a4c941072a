//! Blocks of codes grouped by one chunk of each code.

use multiversion::multiversion;

use super::{
    chunks::{Chunk, Limit, cut, near_in_both},
    code::Code,
    codes::{Block, Codes, LANES},
};

/// Codes in a bucket at least on average: nearly what one cache line holds.
const BUCKET: usize = 12;

/// Streams that a counting sort writes at once.
const PARTS: usize = 256;

/// Postings looked at together.
pub(super) const LINE: usize = 16;

/// One posting for each code, grouped by the high bits of a chunk and, if there are many, also of
/// the next one.
///
/// A posting holds the bits after those above the number of the block that the code is in: a bucket
/// is as long as a cache line or two, and yet only codes near in most of two chunks are looked at.
/// Eight codes share a block, so that its number leaves room for three bits more.
#[derive(Debug, Clone)]
pub(super) struct Table {
    /// Where each bucket starts in `postings`, and the end.
    pub(super) starts: Vec<u32>,
    /// Bucket by bucket, and a line of padding.
    pub(super) postings: Vec<u32>,
    pub(super) shape: Shape,
}

/// How the bits of a chunk and the next one are divided between bucket and posting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) chunk: Chunk,
    /// Bits that choose a bucket.
    pub(super) bucket_bits: u32,
    /// Bits beside the number of a block.
    pub(super) posting_bits: u32,
}

impl Shape {
    pub(super) fn new(count: usize, chunk: Chunk) -> Self {
        let block_bits = usize::BITS - (count / LANES).leading_zeros();
        let bucket_bits = (count / BUCKET).max(2).ilog2();
        Self {
            chunk,
            bucket_bits,
            posting_bits: (u32::BITS - block_bits).min(chunk.pair_width() - bucket_bits),
        }
    }

    /// Of eight codes the bucket, above what their postings hold beside the block.
    #[inline(always)]
    fn entries(self, block: &Block) -> [u64; LANES] {
        let rest = self.chunk.pair_width() - self.bucket_bits;
        self.chunk.pairs(block).map(|pair| {
            let beside = pair << (64 - rest) >> (64 - self.posting_bits);
            pair >> rest << u32::BITS | beside << self.block_bits()
        })
    }

    /// Bits of a bucket that do not choose the part.
    fn part_bits(self) -> u32 {
        self.bucket_bits.saturating_sub(PARTS.ilog2())
    }

    /// The part that an entry belongs to.
    #[inline(always)]
    fn part(self, entry: u64) -> usize {
        (entry >> u32::BITS >> self.part_bits()) as usize % PARTS
    }

    /// Bucket of a code, and what a posting would hold beside its block.
    pub(super) fn place(self, code: &Code) -> (u32, u32) {
        let mut block = Block::default();
        block.set(0, code);
        let entry = self.entries(&block)[0];
        ((entry >> u32::BITS) as u32, entry as u32)
    }

    /// What one needle makes a search visit among `count` codes.
    pub(super) fn work(self, count: usize, limit: Limit) -> Work {
        let told = self.bucket_bits + self.posting_bits;
        let near = |bits: u32| {
            let own = bits.min(self.chunk.width);
            near_in_both(own, bits - own, limit)
        };
        Work {
            buckets: near(self.bucket_bits),
            blocks: near(told) * count as f64 / f64::from(told).exp2(),
        }
    }

    /// Low bits of a posting that are the number of a block.
    pub(super) fn block_bits(self) -> u32 {
        u32::BITS - self.posting_bits
    }

    /// Bits of a posting that are not the block, and those of them that belong to the chunk itself.
    pub(super) fn masks(self) -> (u32, u32) {
        let own = self.chunk.width.saturating_sub(self.bucket_bits);
        let top = |bits: u32| (u64::from(u32::MAX) << (u32::BITS - bits)) as u32;
        (top(self.posting_bits), top(own.min(self.posting_bits)))
    }
}

/// What a search visits on average, for codes of independent random bits.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Work {
    pub(super) buckets: f64,
    pub(super) blocks: f64,
}

impl Table {
    /// The tables of some codes, one for each of their chunks.
    pub(super) fn all(codes: &Codes) -> Vec<Self> {
        let chunks = cut(codes.len()).into_iter();
        Self::of_shapes(
            codes,
            chunks.map(|chunk| Shape::new(codes.len(), chunk)).collect(),
        )
    }

    /// Tables of given shapes, one for each chunk.
    pub(super) fn of_shapes(codes: &Codes, shapes: Vec<Shape>) -> Vec<Self> {
        let mut parts = vec![[0; PARTS + 1]; shapes.len()];
        count_parts(codes, &shapes, &mut parts);
        let mut sorted = vec![0; codes.len()];
        let tables = shapes.into_iter().zip(&parts);
        tables
            .map(|(shape, parts)| Self::new(codes, shape, parts, &mut sorted))
            .collect()
    }

    /// A counting sort in two steps: first into [`PARTS`], whose ends stay in the cache while they
    /// grow, then each part into its buckets. `sorted` is room for the first step, as long as
    /// `codes`: the bucket above the posting.
    fn new(codes: &Codes, shape: Shape, parts: &Parts, sorted: &mut [u64]) -> Self {
        sort_into_parts(codes, shape, *parts, sorted);
        let mut starts = vec![0_u32; (1 << shape.bucket_bits) + 1];
        let mut postings = vec![0; codes.len() + LINE];
        let part_bits = shape.part_bits();
        let used = 1 << (shape.bucket_bits - part_bits);
        for (part, range) in parts.windows(2).enumerate().take(used) {
            let buckets = &mut starts[part << part_bits..][..(1 << part_bits) + 1];
            sort_part(&sorted[range[0]..range[1]], buckets, &mut postings);
        }
        Self {
            starts,
            postings,
            shape,
        }
    }

    pub(super) fn memory_bytes(&self) -> usize {
        size_of::<u32>() * (self.starts.capacity() + self.postings.capacity())
    }
}

/// Where each part of a table starts, and the end.
type Parts = [usize; PARTS + 1];

/// Works out the parts of all tables in one pass over the codes.
#[multiversion(targets(
    "x86_64+avx512f+avx512bw+avx512dq+avx512vl+avx512vpopcntdq+popcnt+bmi1+bmi2",
    "x86_64+avx2+popcnt+bmi1+bmi2"
))]
fn count_parts(codes: &Codes, shapes: &[Shape], parts: &mut [Parts]) {
    for (at, block) in codes.blocks().iter().enumerate() {
        for (shape, parts) in shapes.iter().zip(&mut *parts) {
            let chosen = shape.bucket_bits.min(PARTS.ilog2());
            let tops = shape.chunk.tops(block, chosen).into_iter();
            tops.take(codes.lanes(at))
                .for_each(|part| parts[part as usize % PARTS + 1] += 1);
        }
    }
    for parts in parts {
        (1..=PARTS).for_each(|part| parts[part] += parts[part - 1]);
    }
}

/// Sorts all entries by the high bits of their buckets; `next` is where each part starts.
#[multiversion(targets(
    "x86_64+avx512f+avx512bw+avx512dq+avx512vl+avx512vpopcntdq+popcnt+bmi1+bmi2",
    "x86_64+avx2+popcnt+bmi1+bmi2"
))]
fn sort_into_parts(codes: &Codes, shape: Shape, mut next: Parts, sorted: &mut [u64]) {
    for (at, block) in codes.blocks().iter().enumerate() {
        let entries = shape.entries(block);
        for &entry in entries.iter().take(codes.lanes(at)) {
            let next = &mut next[shape.part(entry)];
            sorted[*next] = entry | at as u64;
            *next += 1;
        }
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
