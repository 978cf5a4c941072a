//! What a distance between two hashes is worth.

/// The field's usual radius for PDQ.
pub const AUTOMATIC_RADIUS: u32 = 31;

/// Unrelated photographs stay above this; screenshots and plots of one layout do not.
pub const PERSON_RADIUS: u32 = 64;

/// Below this quality hashes of unrelated pictures collide.
pub const MIN_QUALITY: u8 = 50;
