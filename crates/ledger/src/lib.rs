//! The verifiable log: canonical events, salted commitments, the Merkle tree over them.
//!
//! Pure: salts come in as arguments, and where leaves are kept is storage's business. The public
//! log holds commitments only; it shows that nothing was changed, never what happened.

#![forbid(unsafe_code)]

pub mod canonical;
pub mod leaf;
mod number;
pub mod tree;

pub use canonical::canonical;
pub use leaf::Leaf;
pub use tree::{leaf_hash, node_hash, root_of, tree_head};
