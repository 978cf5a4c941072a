//! The order in which the index keeps the bits of a hash.
//!
//! Two wishes decide it. Mirroring a picture turns over the bits of its even rows or columns of
//! frequencies (see [`crate::pdq`]), so the bits of one parity class share a word and a mirrored
//! needle is, but for a few bits, the needle with two words inverted ([`super::family`]). And
//! neighbouring frequencies agree more often than chance, which would crowd the buckets of
//! [`super::segment`], so the bits of a class are shuffled.

use std::sync::LazyLock;

use crate::Pdq;

/// Words of a code.
pub(super) const WORDS: usize = 4;

/// A hash with its bits in the order of the index. Aligned so that none straddles a cache line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[repr(align(32))]
pub(super) struct Code(pub(super) [u64; WORDS]);

/// Where each byte of a hash goes: 32 positions × 256 values, in the two words of its row's parity.
static SPREAD: LazyLock<Vec<[[u64; 2]; 256]>> =
    LazyLock::new(|| (0..32).map(spread_byte).collect());

impl Code {
    pub(super) fn new(pdq: &Pdq) -> Self {
        let mut rows = [[0; 2]; 2];
        for (word, spread) in pdq.bits.iter().zip(SPREAD.as_chunks::<8>().0) {
            for (position, (byte, spread)) in word.to_le_bytes().into_iter().zip(spread).enumerate()
            {
                // Two bytes are a row of sixteen.
                let words = &mut rows[position / 2 % 2];
                let part = spread[usize::from(byte)];
                *words = [words[0] | part[0], words[1] | part[1]];
            }
        }
        let [[a, b], [c, d]] = rows;
        Self([a, b, c, d])
    }

    /// Differing bits, the same number as [`Pdq::distance`].
    #[inline(always)]
    pub(super) fn distance(&self, other: &Self) -> u32 {
        let words = self.0.iter().zip(other.0);
        words.map(|(a, b)| (a ^ b).count_ones()).sum()
    }
}

fn spread_byte(position: usize) -> [[u64; 2]; 256] {
    std::array::from_fn(|byte| {
        let mut words = [0; 2];
        for bit in (0..8).filter(|bit| byte >> bit & 1 == 1) {
            let (word, place) = place(8 * position + bit);
            words[word % 2] |= 1 << place;
        }
        words
    })
}

/// Word and bit for a bit of the hash, which stands for frequency (`bit / 16`, `bit % 16`).
fn place(bit: usize) -> (usize, usize) {
    let (row, column) = (bit / 16, bit % 16);
    let within = 8 * (row / 2) + column / 2;
    // An odd factor permutes the 64 places; this one is near 64 over the golden ratio.
    (2 * (row % 2) + column % 2, within * 39 % 64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bit_has_a_place_of_its_own() {
        let mut all = [0_u64; WORDS];
        for bit in 0..256 {
            let mut bits = [0; 4];
            bits[bit / 64] = 1 << (bit % 64);
            let code = Code::new(&Pdq { bits });
            all.iter_mut().zip(code.0).for_each(|(all, word)| {
                assert_eq!(*all & word, 0);
                *all |= word;
            });
        }
        assert_eq!(all, [u64::MAX; WORDS]);
    }
}
