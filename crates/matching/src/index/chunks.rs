//! How a code is cut into chunks and how far a search has to look in each.
//!
//! Multi-index hashing (Norouzi, Punjani and Fleet, "Fast Exact Search in Hamming Space with
//! Multi-Index Hashing", 2014), with the chunks in a ring and a limit for each two neighbours too
//! (Qin and Xiao, "Pigeonring: A Principle for Faster Thresholded Similarity Search", 2018).

use super::{
    code::WORDS,
    codes::{Block, LANES},
};

/// Bits of a code.
const BITS: usize = 256;

/// Segments of at most this many codes are cut into [`FINE`] chunks, larger ones into [`COARSE`].
const MOST_FINE: usize = 1 << 22;

/// With sixteen chunks a search at radius 31 looks into the fewest buckets.
const FINE: usize = 16;

/// With two tables less ten million codes take less than a gigabyte.
const COARSE: usize = 14;

/// A chunk, and the one that follows it; the first follows the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Chunk {
    from: usize,
    pub(super) width: u32,
    next_from: usize,
    next_width: u32,
}

/// The chunks of the codes of a segment: 16 to 19 bits each, together all of the code.
pub(super) fn cut(codes: usize) -> Vec<Chunk> {
    cut_into(if codes <= MOST_FINE { FINE } else { COARSE })
}

/// So many chunks.
pub(super) fn cut_into(chunks: usize) -> Vec<Chunk> {
    let width = |chunk: usize| BITS / chunks + usize::from(rank(chunk, chunks) < BITS % chunks);
    let from = |chunk: usize| (0..chunk).map(width).sum();
    (0..chunks)
        .map(|chunk| Chunk {
            from: from(chunk),
            width: width(chunk) as u32,
            next_from: from((chunk + 1) % chunks),
            next_width: width((chunk + 1) % chunks) as u32,
        })
        .collect()
}

/// Which chunks get a bit more than others: every second one first, so that a chunk in which much
/// may differ has a neighbour in which little may.
fn rank(chunk: usize, chunks: usize) -> usize {
    chunk / 2 + chunk % 2 * chunks.div_ceil(2)
}

impl Chunk {
    /// Bits of the chunk and the next one.
    pub(super) fn pair_width(self) -> u32 {
        self.width + self.next_width
    }

    /// The highest `count` bits of the chunk, of eight codes.
    #[inline(always)]
    pub(super) fn tops(self, block: &Block, count: u32) -> [u64; LANES] {
        bits(block, self.from + (self.width - count) as usize, count)
    }

    /// The bits of the chunk above those of the next one, `pair_width()` of them, of eight codes.
    #[inline(always)]
    pub(super) fn pairs(self, block: &Block) -> [u64; LANES] {
        let own = bits(block, self.from, self.width);
        let next = bits(block, self.next_from, self.next_width);
        std::array::from_fn(|lane| own[lane] << self.next_width | next[lane])
    }
}

/// `width` bits of eight codes, from one on.
#[inline(always)]
fn bits(block: &Block, from: usize, width: u32) -> [u64; LANES] {
    let (word, shift) = (from / 64 % WORDS, from % 64);
    let (low, high) = (&block.0[word], &block.0[(word + 1) % WORDS]);
    // Shifted in two steps, because a shift by 64 is none.
    std::array::from_fn(|lane| {
        (low[lane] >> shift | high[lane] << 1 << (63 - shift)) & ((1 << width) - 1)
    })
}

/// How many bits may differ where a search looks into a chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Limit {
    /// In the chunk itself.
    pub(super) own: u32,
    /// In the chunk and the next one together.
    pub(super) pair: u32,
}

/// The limits of each of so many chunks; `None` where it need not be looked at.
///
/// Give out `radius + 1` allowances, as evenly as can be. Codes within the radius differ in fewer
/// bits than there are allowances, so, going round from the right chunk, the bits that differ are
/// fewer than the allowances after every step (the cycle lemma): in that chunk, and in that
/// chunk with the next.
pub(super) fn limits(radius: u32, chunks: usize) -> Vec<Option<Limit>> {
    let all = (radius + 1) / chunks as u32;
    let more = (radius + 1) as usize % chunks;
    let allowance = |chunk: usize| all + u32::from(rank(chunk, chunks) < more);
    let limit = |chunk: usize| {
        let own = allowance(chunk).checked_sub(1)?;
        let pair = own + allowance((chunk + 1) % chunks);
        Some(Limit { own, pair })
    };
    (0..chunks).map(limit).collect()
}

/// Numbers of `width` bits of which at most `most` are set, fewest first.
pub(super) fn flips(width: u32, most: u32) -> Vec<u32> {
    let mut flips = vec![0_u32];
    let mut from = 0;
    for _ in 0..most.min(width) {
        let to = flips.len();
        for at in from..to {
            // Only bits above the highest set one, so that each number comes once.
            let flip = flips[at];
            flips.extend((32 - flip.leading_zeros()..width).map(|bit| flip | 1 << bit));
        }
        from = to;
    }
    flips
}

/// How many numbers of `own + other` bits have set so few among the own ones and among all.
pub(super) fn near_in_both(own: u32, other: u32, limit: Limit) -> f64 {
    let up_to = limit.own.min(own);
    (0..=up_to)
        .map(|set| choices(own, set) * ball(other, limit.pair - set))
        .sum()
}

/// How many numbers [`flips`] gives.
fn ball(width: u32, most: u32) -> f64 {
    (0..=most.min(width)).map(|set| choices(width, set)).sum()
}

/// The ways to choose `some` of `all`.
fn choices(all: u32, some: u32) -> f64 {
    (0..some)
        .map(|k| f64::from(all - k) / f64::from(k + 1))
        .product()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::code::Code;

    fn pairs(code: &Code, chunks: usize) -> Vec<(u32, u32)> {
        let mut block = Block::default();
        block.set(5, code);
        let ones = |chunk: Chunk| {
            let pair = chunk.pairs(&block)[5];
            ((pair >> chunk.next_width).count_ones(), pair.count_ones())
        };
        cut_into(chunks).into_iter().map(ones).collect()
    }

    #[test]
    fn chunks_cover_the_code_once() {
        for (chunks, bit) in [FINE, COARSE]
            .into_iter()
            .flat_map(|chunks| (0..BITS).map(move |bit| (chunks, bit)))
        {
            let mut code = Code::default();
            code.0[bit / 64] = 1 << (bit % 64);
            let (own, pair) = pairs(&code, chunks)
                .into_iter()
                .fold((0, 0), |sum, ones| (sum.0 + ones.0, sum.1 + ones.1));
            assert_eq!((own, pair), (1, 2), "{chunks}: bit {bit}");
        }
    }

    #[test]
    fn codes_within_the_radius_agree_in_some_chunk() {
        let mut state = 1_u64;
        let mut dice = |below: u64| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        for (round, radius) in (0..120).cycle().take(20_000).enumerate() {
            let chunks = [FINE, COARSE][round / 120 % 2];
            // Bits crowd into a few places, or lie anywhere.
            let (from, among) = (dice(256), 1 + dice(256));
            let mut far = Code::default();
            for _ in 0..radius {
                let bit = (from + dice(among)) as usize % BITS;
                far.0[bit / 64] |= 1 << (bit % 64);
            }
            let mut met = pairs(&far, chunks).into_iter().zip(limits(radius, chunks));
            assert!(
                met.any(|((own, pair), limit)| {
                    limit.is_some_and(|limit| own <= limit.own && pair <= limit.pair)
                }),
                "{radius}: {far:?}"
            );
        }
    }

    #[test]
    fn flips_are_all_different_and_as_many_as_the_ball_says() {
        for (width, most) in [(1, 0), (1, 5), (9, 3), (16, 2), (20, 4)] {
            let mut flips = flips(width, most);
            assert_eq!(flips.len() as f64, ball(width, most).round());
            assert!(
                flips
                    .iter()
                    .all(|flip| flip.count_ones() <= most && *flip < 1 << width)
            );
            flips.sort_unstable();
            flips.dedup();
            assert_eq!(flips.len() as f64, ball(width, most).round());
        }
    }
}
