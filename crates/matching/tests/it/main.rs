//! Hashes, pictures and recordings against each other.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod exchange;
mod footage;
mod index;
mod pdq;
mod pictures;
