//! What a file looks like, whatever kind of file it is.

use cairn_domain::FingerprintKind;

use crate::{Footage, Picture, footage, picture};

/// The description of one file, as it is compared and stored.
#[derive(Debug, Clone, PartialEq)]
pub enum Fingerprint {
    /// Of a photo.
    Picture(Picture),
    /// Of a recording.
    Footage(Footage),
}

/// Stored bytes that are no fingerprint of this version: the file has to be described again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a fingerprint of this version")]
pub struct BadFingerprint;

impl Fingerprint {
    /// What it describes.
    pub fn kind(&self) -> FingerprintKind {
        match self {
            Self::Picture(_) => FingerprintKind::Picture,
            Self::Footage(_) => FingerprintKind::Footage,
        }
    }

    /// The form in which a kind of fingerprint is stored now.
    pub fn current_version(kind: FingerprintKind) -> u8 {
        match kind {
            FingerprintKind::Picture => picture::VERSION,
            FingerprintKind::Footage => footage::VERSION,
        }
    }

    /// The stored form; its first byte is the version.
    pub fn to_bytes(&self) -> Vec<u8> {
        match self {
            Self::Picture(picture) => picture.to_bytes(),
            Self::Footage(footage) => footage.to_bytes(),
        }
    }

    /// The reverse of [`Fingerprint::to_bytes`]. Takes any bytes.
    pub fn parse(kind: FingerprintKind, bytes: &[u8]) -> Result<Self, BadFingerprint> {
        match kind {
            FingerprintKind::Picture => Picture::from_bytes(bytes).map(Self::Picture).ok(),
            FingerprintKind::Footage => Footage::from_bytes(bytes).map(Self::Footage).ok(),
        }
        .ok_or(BadFingerprint)
    }
}
