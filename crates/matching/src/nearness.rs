//! What a distance between two hashes is worth.

use cairn_domain::vocabulary;

vocabulary! {
    /// How to treat two pictures that look alike.
    pub enum Nearness {
        /// Close enough to be put forward as a candidate on its own.
        Automatic = "automatic",
        /// Worth a look by a person, never more.
        ForAPerson = "for_a_person",
        /// Not a match.
        None = "none",
    }
}

/// The field's usual radius for PDQ.
pub const AUTOMATIC_RADIUS: u32 = 31;

/// Unrelated photographs stay above this; screenshots and plots of one layout do not.
pub const PERSON_RADIUS: u32 = 64;

/// Below this quality hashes of unrelated pictures collide.
pub const MIN_QUALITY: u8 = 50;

/// Judges a distance in bits; `quality` is the lower of the two pictures' qualities.
pub fn relation(distance: u32, quality: u8) -> Nearness {
    match distance {
        0..=AUTOMATIC_RADIUS if quality >= MIN_QUALITY => Nearness::Automatic,
        0..=PERSON_RADIUS => Nearness::ForAPerson,
        _ => Nearness::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn poor_pictures_are_never_automatic_candidates() {
        assert_eq!(relation(31, 50), Nearness::Automatic);
        assert_eq!(relation(0, 49), Nearness::ForAPerson);
        assert_eq!(relation(32, 100), Nearness::ForAPerson);
        assert_eq!(relation(64, 0), Nearness::ForAPerson);
        assert_eq!(relation(65, 100), Nearness::None);
    }
}
