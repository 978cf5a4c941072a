//! Finding the same footage: comparing two files, the desk of open pairs, asking with a file.

mod ask;
mod compare;
mod desk;

pub(crate) use ask::{ask, ask_form};
pub(crate) use compare::{answer, compare};
pub(crate) use desk::{confirm, desk, set_threshold};
