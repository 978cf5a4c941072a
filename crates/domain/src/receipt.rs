//! The receipt code: seven words a person can write on paper and come back with.

use std::str::FromStr;

use bip39::Language;

use crate::{Digest, ids::BadId};

/// Seven words of the 2,048-word BIP 39 English list: 77 bits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptCode([u16; 7]);

impl ReceiptCode {
    /// Builds a code from fourteen random bytes, eleven bits a word.
    pub fn from_random(bytes: [u8; 14]) -> Self {
        let mut words = [0; 7];
        for (word, pair) in words.iter_mut().zip(bytes.chunks_exact(2)) {
            *word = u16::from_be_bytes([pair[0], pair[1]]) & 0x7ff;
        }
        Self(words)
    }

    /// The words, separated by single spaces.
    pub fn words(&self) -> String {
        let list = Language::English.word_list();
        let words: Vec<_> = self.0.iter().map(|&word| list[usize::from(word)]).collect();
        words.join(" ")
    }

    /// What is stored instead of the code; 77 random bits need no slow hash.
    pub fn digest(&self) -> Digest {
        Digest::of_bytes(self.words().as_bytes())
    }
}

impl FromStr for ReceiptCode {
    type Err = BadId;

    /// Reads a code as typed: any case, words separated by spaces, commas, hyphens or new lines.
    fn from_str(text: &str) -> Result<Self, BadId> {
        let bad = || BadId(text.trim().to_owned(), "receipt code");
        let list = Language::English.word_list();
        let lower = text.to_lowercase();
        let typed = lower
            .split(|c: char| !c.is_ascii_alphabetic())
            .filter(|word| !word.is_empty());
        let mut words = Vec::with_capacity(7);
        for word in typed {
            let index = list
                .iter()
                .position(|known| *known == word)
                .ok_or_else(bad)?;
            words.push(u16::try_from(index).map_err(|_| bad())?);
        }
        words.try_into().map(Self).map_err(|_| bad())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seven_words_of_eleven_bits_round_trip() {
        assert!(
            7 * Language::English.word_list().len().ilog2() >= 75,
            "at least 75 bits"
        );
        let code = ReceiptCode::from_random([0xff; 14]);
        let typed = format!("  {}\n", code.words().to_uppercase().replace(' ', "-"));
        assert_eq!(typed.parse::<ReceiptCode>(), Ok(code.clone()));
        assert_eq!(code.words().split(' ').count(), 7);
    }

    #[test]
    fn refuses_unknown_or_too_few_words() {
        assert!("zoo zoo zoo".parse::<ReceiptCode>().is_err());
        assert!(
            "zoo zoo zoo zoo zoo zoo cairn"
                .parse::<ReceiptCode>()
                .is_err()
        );
    }
}
