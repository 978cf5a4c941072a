//! Time stamps of others over a checkpoint: when it existed at the latest, by the word of somebody
//! who is not the operator. Read here, never made: who stamps is the operator's choice.

mod ots;
mod rfc3161;

use cairn_domain::Digest;

use crate::LedgerError;

pub use rfc3161::request;

/// What somebody else said about the bytes of a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stamp {
    /// A time-stamp authority (RFC 3161).
    Authority {
        /// When it saw the digest, RFC 3339 in UTC.
        at: String,
        /// The number under which it keeps the stamp, in hex.
        serial: String,
        /// Its policy, as an object identifier.
        policy: String,
    },
    /// OpenTimestamps calendars, and the Bitcoin blocks that hold what they promised.
    OpenTimestamps {
        /// Calendars that promised to.
        pending: Vec<String>,
        /// Heights of blocks.
        blocks: Vec<u64>,
    },
}

impl Stamp {
    /// Reads a stamp, and believes of it that it is over these bytes: signatures of authorities and
    /// headers of blocks are for `openssl ts -verify` and `ots verify`, which know whom to trust.
    /// `request` is what an authority was asked, if it is kept.
    ///
    /// # Errors
    /// [`LedgerError::BadStamp`] for anything else than a stamp over these bytes.
    pub fn read(
        stamp: &[u8],
        checkpoint: &[u8],
        request: Option<&[u8]>,
    ) -> Result<Self, LedgerError> {
        let digest = Digest::of_bytes(checkpoint);
        if ots::is_one(stamp) {
            ots::read(stamp, digest)
        } else {
            rfc3161::read(stamp, digest, request)
        }
    }

    /// What its file ends in, as `openssl` and `ots` have it.
    pub fn extension(&self) -> &'static str {
        match self {
            Self::Authority { .. } => "tsr",
            Self::OpenTimestamps { .. } => "ots",
        }
    }
}

fn bad(why: impl Into<String>) -> LedgerError {
    LedgerError::BadStamp(why.into())
}

fn other_bytes() -> LedgerError {
    bad("it is over other bytes than this checkpoint")
}
