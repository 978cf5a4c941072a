//! Recordings against each other: synthetic hashes, and luma drawn and hashed.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod drawn;
mod filmed;
mod lookup;
mod sound;
mod stored;
mod synthetic;
mod tape;
