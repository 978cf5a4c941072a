//! Degrees and decimal minutes: `34°33.522'N 69°13.302'E`, as satellite receivers show them.

use super::angle;
use crate::reading::{Notation, Reading, Unreadable};

pub(super) fn read(text: &str) -> Option<Result<Reading, Unreadable>> {
    angle::read(text, 2, Notation::Ddm)
}
