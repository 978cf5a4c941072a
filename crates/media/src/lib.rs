//! Looking at evidence files: what they are, what they say, what they look like.
//!
//! Hostile bytes are decoded only in a child process that has shut itself in: one file or none, no
//! network, nothing to write to but its answer. This crate knows no database and no server; it takes
//! a path and gives back an [`Examination`]. What is claimed in a file stays a claim.
//!
//! ```text
//! Workshop::examine ─ picture ───▶ pool ─▶ a child that sees several, each through a pipe ─▶ photo
//!        ▲          └ recording ─▶ a child of its own, the file is its standard input ─▶ ffmpeg
//!        └──────────────── one answer for each on stdout, every length capped ◀┘
//! ```

#![forbid(unsafe_code)]

mod boxes;
mod cage;
mod child;
mod claims;
mod container;
mod examination;
mod exif;
mod ffmpeg;
mod frames;
mod hashing;
mod heif;
mod identity;
mod iptc;
mod jpeg;
mod jumbf;
mod limits;
mod loader;
mod memory;
mod parcel;
mod parts;
mod photo;
mod photo_claims;
mod picture;
mod plain_png;
mod pool;
mod private;
mod redact;
mod seccomp;
mod sheet;
mod shrink;
mod snapshot;
mod sniff;
mod tiff;
mod timing;
mod tools;
mod transcode;
mod user_data;
mod video;
mod waveform;
mod wire;
mod worker;
mod workshop;
mod xmp;

pub use examination::{Examination, FrameHash, Made, PictureHash, Redacted};
pub use photo::steps_of_a_photo;
pub use sniff::{Sniffed, sniff};
pub use wire::{CageReport, CageTrial};
pub use worker::{BreakOut, worker_main, worker_main_that_tries};
pub use workshop::{WorkerProgram, Workshop, worker_beside_tests};
