//! The public log of an instance: signing it on a fixed clock, and holding the database to what was
//! signed before.

mod check;
mod compare;
mod key;
mod mirror;
mod prove;
mod restart;
pub mod scrub;
mod sequence;
mod settings;

pub use check::{Checked, Finding, check};
pub use compare::{Mismatch, compare, open};
pub use key::{load_key, public_keys, rotate_key};
pub(crate) use prove::prove_events;
pub use prove::{ProofFile, prove_act, prove_item};
pub use restart::Restart;
pub use sequence::{run, sign};
pub use settings::LedgerSettings;

/// Types of the log that pages and commands show.
pub use cairn_ledger::{
    Fault, ItemProof, LedgerError, LedgerFile, LogDirectory, ProvenEvent, SignedCheckpoint, Stamp,
    StampedCheckpoint, TreeHead, Verified, VerifierKeys, verify_directory,
};

impl From<LedgerError> for crate::AppError {
    fn from(error: LedgerError) -> Self {
        Self::internal(error)
    }
}
