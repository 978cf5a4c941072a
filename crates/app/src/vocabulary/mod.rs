//! The codes of a project: the codebook every project starts with, and what it changed.

mod change;
mod list;

pub use change::{TermDraft, add_term, change_term};
pub use list::{Term, TermList, all_terms, vocabularies};
