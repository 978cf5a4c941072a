//! The custody report of an item for a court or a partner: everything on record about it, read from
//! one state, with the proofs that the record is the one that was signed.
//!
//! What is sealed stays sealed and is said to be: who handed the item in, what they wrote, what the
//! files say that may name a person. Comments stay with the team too: they are talk beside the
//! record, their authors may take them back, and no proof covers them; dissent is recorded as an
//! objection, which the report has with its words.

mod bag;
mod gather;
mod items;
mod judged;
mod ledger;
mod past;
mod pdf;
mod readme;
mod record;
mod stamps;
mod write;

pub use bag::{Bag, NoPdf, Printed};
pub use gather::{Issued, issue, issue_as_operator};
pub use pdf::print;
pub use record::*;
pub use write::BagError;
