//! Everything that is sent, made when the suite runs. Nothing here is anybody's evidence.

mod boxes;
mod exif;
mod films;
mod jpegs;
mod mutations;
mod names;
mod pngs;
mod stills;
mod texts;

pub use boxes::{boxes, truncations, wrong_lengths};
pub use exif::exif;
pub use films::{films, odd_films};
pub use jpegs::jpegs;
pub use mutations::mutations;
pub use names::{accented_twins, names};
pub use pngs::pngs;
pub use stills::{picture_of_nothing, stills, valid_stills};
pub use texts::{leaks, texts};

/// What must become of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expect {
    /// Stored, and shown.
    Store,
    /// Stored, and labelled with the reason why it is not shown.
    NoPreview,
    /// Stored; shown or labelled.
    Stored,
    /// Refused with words, nothing stored.
    Refused,
    /// Any answer but a fault: what is left after damage may be anything.
    Anything,
}

/// One file on its way in.
pub struct Input {
    /// Title of the submission; no two are alike.
    pub name: String,
    /// What the sender's device calls the file.
    pub file_name: Vec<u8>,
    pub bytes: Vec<u8>,
    pub expect: Expect,
}

impl Input {
    pub fn new(name: impl Into<String>, file_name: &str, bytes: Vec<u8>, expect: Expect) -> Self {
        Self {
            name: name.into(),
            file_name: file_name.as_bytes().to_vec(),
            bytes,
            expect,
        }
    }
}

/// Chance that repeats itself (xorshift64).
pub struct Dice(u64);

impl Dice {
    pub fn seeded(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// Below `end`, which may be 0.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % end.max(1)
    }
}
