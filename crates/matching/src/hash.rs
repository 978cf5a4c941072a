//! A 256-bit PDQ hash: hex, distance.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A PDQ hash. Bit `16 · row + column` of the spectrum is bit `k % 64` of word `k / 64`; written as
/// 64 lower-case hex digits with the highest bit first, as the reference and its peers do.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Pdq {
    /// The bits, lowest word first.
    pub bits: [u64; 4],
}

/// Text that is not 64 hex digits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a PDQ hash: 64 hex digits are expected")]
pub struct BadPdq(pub String);

impl Pdq {
    /// Number of bits in which two hashes differ, 0..=256.
    pub fn distance(&self, other: &Self) -> u32 {
        self.bits
            .iter()
            .zip(other.bits)
            .map(|(a, b)| (a ^ b).count_ones())
            .sum()
    }

    /// The 32 bytes behind the hex, highest bit first: what a database column stores.
    pub fn to_bytes(self) -> [u8; 32] {
        let mut bytes = [0; 32];
        for (chunk, word) in bytes.chunks_exact_mut(8).zip(self.bits.iter().rev()) {
            chunk.copy_from_slice(&word.to_be_bytes());
        }
        bytes
    }

    /// The reverse of [`Pdq::to_bytes`].
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        let mut bits = [0; 4];
        for (word, chunk) in bits.iter_mut().rev().zip(bytes.chunks_exact(8)) {
            *word = chunk
                .iter()
                .fold(0, |word, &byte| word << 8 | u64::from(byte));
        }
        Self { bits }
    }
}

impl fmt::Display for Pdq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.bits
            .iter()
            .rev()
            .try_for_each(|word| write!(f, "{word:016x}"))
    }
}

impl fmt::Debug for Pdq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pdq({self})")
    }
}

impl FromStr for Pdq {
    type Err = BadPdq;

    fn from_str(text: &str) -> Result<Self, BadPdq> {
        let bad = || BadPdq(text.to_owned());
        // Checked digit by digit, because `from_str_radix` would take a sign.
        if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(bad());
        }
        let mut bits = [0; 4];
        for (index, word) in bits.iter_mut().rev().enumerate() {
            let digits = &text[16 * index..16 * (index + 1)];
            *word = u64::from_str_radix(digits, 16).map_err(|_| bad())?;
        }
        Ok(Self { bits })
    }
}

impl TryFrom<String> for Pdq {
    type Error = BadPdq;
    fn try_from(text: String) -> Result<Self, BadPdq> {
        text.parse()
    }
}

impl From<Pdq> for String {
    fn from(pdq: Pdq) -> Self {
        pdq.to_string()
    }
}
