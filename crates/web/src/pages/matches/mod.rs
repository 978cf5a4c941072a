//! Finding the same footage: comparing two files, the desk of open pairs, asking with a file.

mod ask;
mod compare;
mod desk;
mod lists;

pub(crate) use ask::{ask, ask_by_frame, ask_form};
pub(crate) use compare::{answer, compare};
pub(crate) use desk::{confirm, desk, set_threshold};
pub(crate) use lists::{frame_hashes, list, lists, photo_hashes, remove_list, take_list};
