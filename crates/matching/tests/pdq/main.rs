//! PDQ against the reference and against its own definition.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod golden;
mod pictures;
mod properties;
