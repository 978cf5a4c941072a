//! For tests only: a whole Cairn in a temporary directory, the people of a story, a browser that
//! keeps cookies, and pictures made on the fly. Real SQLite, real files, the real caged worker.

#![forbid(unsafe_code)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot be set up should stop at once"
)]

mod answers;
mod bags;
mod browser;
mod ending;
mod go;
mod layers;
mod people;
mod pictures;
mod story;

pub use answers::{place, time, verdict};
pub use bags::bag_validator;
pub use browser::{Answer, Browser};
pub use go::go_verifier;
pub use layers::pmtiles;
pub use pictures::{jpeg, street};
pub use story::{Person, TestApp, beginning};

/// The password of everybody in a story.
pub const PASSWORD: &str = "correct-horse-battery";
