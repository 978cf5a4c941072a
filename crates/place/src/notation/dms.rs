//! Degrees, minutes, seconds: `34°33'31.3"N 69°13'18.1"E`, `34 33 31 N, 69 13 18 E`.

use super::angle;
use crate::reading::{Notation, Reading, Unreadable};

pub(super) fn read(text: &str) -> Option<Result<Reading, Unreadable>> {
    angle::read(text, 3, Notation::Dms)
}
