//! Pictures described, stored and compared.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod comparing;
mod describing;
mod drawn;
mod negatives;
