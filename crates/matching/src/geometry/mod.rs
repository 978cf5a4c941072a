//! How one picture lies in another.

pub(crate) mod consensus;
pub(crate) mod fit;
pub(crate) mod homography;
pub(crate) mod solve;

pub use homography::Homography;
