//! What can be wrong with a redaction.

/// Why a redaction cannot be recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadRedaction {
    /// It covers nothing.
    #[error("nothing is covered")]
    Nothing,
    /// More regions, keyframes or silences than one redaction may have.
    #[error("too many regions, keyframes or silences")]
    TooMany,
    /// One region is wrong.
    #[error("region {}: {flaw}", index + 1)]
    Region {
        /// Which, from 0.
        index: usize,
        /// What is wrong with it.
        flaw: RegionFlaw,
    },
    /// A photo has no sound.
    #[error("a photo has no sound")]
    Silent,
    /// Nothing moves in a photo.
    #[error("nothing moves in a photo")]
    StandsStill,
    /// There is no picture to cover.
    #[error("there is no picture to cover")]
    NoPicture,
}

/// What is wrong with one region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RegionFlaw {
    /// It is nowhere.
    #[error("it has no place")]
    NoPlace,
    /// A box without area, or one that leaves the picture.
    #[error("its box has no area or leaves the picture")]
    OutsideFrame,
    /// Keyframes that do not follow each other in time.
    #[error("its keyframes are not in the order of time")]
    OutOfOrder,
    /// It ends before it begins.
    #[error("it ends before it begins")]
    EmptySpan,
    /// Another reason must be said in words.
    #[error("the reason must be said in words")]
    NeedsWords,
}
