//! The digest of one piece, so that what was damaged on its way is not kept.

use sha1::Sha1;
use sha2::{Digest as _, Sha256};

/// How a piece can be checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// SHA-1, which the protocol asks every server for. Good against accidents alone.
    Sha1,
    /// SHA-256.
    Sha256,
}

/// What the sender says of one piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checksum {
    /// By which algorithm.
    pub algorithm: Algorithm,
    /// The digest.
    pub digest: Vec<u8>,
}

/// Computes the digest of a piece as it passes.
pub(super) enum Summing {
    Sha1(Sha1),
    Sha256(Sha256),
}

impl Summing {
    pub(super) fn new(algorithm: Algorithm) -> Self {
        match algorithm {
            Algorithm::Sha1 => Self::Sha1(Sha1::new()),
            Algorithm::Sha256 => Self::Sha256(Sha256::new()),
        }
    }

    pub(super) fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Sha1(hasher) => hasher.update(bytes),
            Self::Sha256(hasher) => hasher.update(bytes),
        }
    }

    pub(super) fn agrees_with(self, digest: &[u8]) -> bool {
        match self {
            Self::Sha1(hasher) => hasher.finalize().as_slice() == digest,
            Self::Sha256(hasher) => hasher.finalize().as_slice() == digest,
        }
    }
}
