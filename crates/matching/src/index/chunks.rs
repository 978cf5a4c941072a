//! How a code is cut into chunks and how far a search has to look in each.
//!
//! Multi-index hashing: Norouzi, Punjani and Fleet, "Fast Exact Search in Hamming Space with
//! Multi-Index Hashing", 2014.

use super::code::Code;

/// Chunks of a code. Eleven are few enough that a bucket of ten million holds one code or two.
pub(super) const CHUNKS: usize = 11;

/// Bits of a code.
const BITS: usize = 256;

/// Bits of a chunk: 23 or 24, together all of the code.
pub(super) const fn width(chunk: usize) -> u32 {
    (start(chunk + 1) - start(chunk)) as u32
}

const fn start(chunk: usize) -> usize {
    chunk * BITS / CHUNKS
}

/// The bits of one chunk of a code, as a number below `2^width(chunk)`.
#[inline(always)]
pub(super) fn value(code: &Code, chunk: usize) -> u32 {
    let (word, shift) = (start(chunk) / 64, start(chunk) % 64);
    let low = code.0[word] >> shift;
    // Shifted in two steps, because a shift by 64 is none.
    let high = code.0[(word + 1) % code.0.len()] << 1 << (63 - shift);
    ((low | high) & ((1 << width(chunk)) - 1)) as u32
}

/// How many bits may differ in each chunk; `None` where the chunk need not be looked at.
///
/// With `radius = CHUNKS · a + b`, codes within the radius agree within `a` bits in one of the
/// first `b + 1` chunks or within `a − 1` in one of the others: else they would differ in
/// `(b + 1)(a + 1) + (CHUNKS − b − 1) · a = radius + 1` bits at least.
pub(super) fn reach(radius: u32) -> [Option<u32>; CHUNKS] {
    let chunks = CHUNKS as u32;
    let (most, left) = (radius / chunks, (radius % chunks) as usize);
    std::array::from_fn(|chunk| {
        if chunk <= left {
            Some(most)
        } else {
            most.checked_sub(1)
        }
    })
}

/// The first chunk within whose reach two codes agree: where a search tells of them.
pub(super) fn first_chunk(a: &Code, b: &Code, reach: &[Option<u32>; CHUNKS]) -> Option<usize> {
    let differing = |chunk| (value(a, chunk) ^ value(b, chunk)).count_ones();
    (0..CHUNKS).find(|&chunk| reach[chunk].is_some_and(|most| differing(chunk) <= most))
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

/// How many numbers [`flips`] gives: the sum of `width` over k for k up to `most`.
pub(super) fn ball(width: u32, most: u32) -> f64 {
    let mut term = 1.0;
    let mut sum = 1.0;
    for k in 0..most.min(width) {
        term *= f64::from(width - k) / f64::from(k + 1);
        sum += term;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_cover_the_code_once() {
        let total: u32 = (0..CHUNKS).map(width).sum();
        assert_eq!(total, 256);
        for bit in 0..256 {
            let mut code = Code::default();
            code.0[bit / 64] = 1 << (bit % 64);
            let ones: u32 = (0..CHUNKS)
                .map(|chunk| value(&code, chunk).count_ones())
                .sum();
            assert_eq!(ones, 1, "bit {bit}");
        }
    }

    #[test]
    fn the_reach_of_all_chunks_is_just_enough() {
        for radius in 0..200 {
            let needed: u32 = reach(radius)
                .iter()
                .map(|most| most.map_or(0, |most| most + 1))
                .sum();
            assert_eq!(needed, radius + 1);
        }
    }

    #[test]
    fn flips_are_all_different_and_as_many_as_the_ball_says() {
        for (width, most) in [(1, 0), (1, 5), (9, 3), (16, 2), (20, 4)] {
            let mut flips = flips(width, most);
            assert_eq!(flips.len() as f64, ball(width, most));
            assert!(
                flips
                    .iter()
                    .all(|flip| flip.count_ones() <= most && *flip < 1 << width)
            );
            flips.sort_unstable();
            flips.dedup();
            assert_eq!(flips.len() as f64, ball(width, most));
        }
    }
}
