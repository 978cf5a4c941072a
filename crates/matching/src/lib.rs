//! Perceptual matching: PDQ hashes of pictures, their eight dihedral variants, the index over them.
//!
//! Computation only. Decoding, cropping probes out of a file and remembering what a person said
//! about a match live elsewhere; what comes in is luma, what goes out is hashes and distances. A
//! near match is a question to a person and never hides, merges or deletes anything.

#![forbid(unsafe_code)]

pub mod compare;
mod dct;
mod downscale;
pub mod exchange;
pub mod features;
pub mod fingerprint;
pub mod footage;
pub mod gallery;
pub mod geometry;
pub mod hash;
pub mod index;
pub mod luma;
pub mod nearness;
pub mod pdq;
pub mod picture;
mod votes;

pub use compare::{Explanation, Route, Sighting, Sights, compare};
pub use features::Feature;
pub use fingerprint::{BadFingerprint, Fingerprint};
pub use footage::{Footage, Frame};
pub use gallery::Gallery;
pub use geometry::Homography;
pub use hash::{BadPdq, Pdq};
pub use index::{Hit, Index, best_of_each_key};
pub use luma::{Luma, WrongSize};
pub use pdq::{Hashed, Transform, pdq};
pub use picture::{Picture, Probe, Region, RegionKind, Unreadable, frame_probes};

/// Which PDQ this is, to be recorded beside every stored or exchanged hash: the picture at its full
/// size, not first shrunk to 512×512 (the two flavours differ by up to a dozen bits).
pub const FLAVOUR: &str = "pdq-full";
