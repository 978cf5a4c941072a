//! Decimal degrees: `34.5587, 69.2217`, `N 34.5587 E 69.2217`, `lon 69.2217 lat 34.5587`.

use super::angle;
use crate::reading::{Notation, Reading, Unreadable};

pub(super) fn read(text: &str) -> Option<Result<Reading, Unreadable>> {
    angle::read(text, 1, Notation::Decimal)
}
