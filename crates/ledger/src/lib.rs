//! The verifiable log: canonical events, salted commitments, and a C2SP tlog-tiles log over them.
//!
//! Pure but for [`LogDirectory`], which keeps tiles and checkpoint as files: salts, keys and time
//! come in as arguments, and where events are kept is storage's business. The public log holds
//! commitments only; it shows that nothing was changed, never what happened. The Merkle tree is
//! `tlog_tiles`, the signatures `signed_note`: none of that is ours.

#![forbid(unsafe_code)]

pub mod canonical;
mod checkpoint;
mod cosignature;
mod directory;
mod entries;
mod error;
mod files;
mod grow;
mod key;
mod leaf;
mod number;
mod paths;
mod proof;
mod stamp;
mod stamps;
mod tree;
mod verify;

pub use canonical::canonical;
pub use checkpoint::{SignedCheckpoint, TreeHead};
pub use cosignature::WitnessKey;
pub use directory::LogDirectory;
pub use error::LedgerError;
pub use files::flush;
pub use key::{LogKey, VerifierKeys};
pub use leaf::Leaf;
pub use paths::LedgerFile;
pub use proof::{ItemProof, ProvenEvent};
pub use stamp::Stamp;
pub use stamps::{KeptStamp, StampedCheckpoint};
pub use tree::{MemoryTree, tree_head};
pub use verify::{Fault, Verified, verify_directory};
