//! Looking at evidence files: what they are, what they say, what they look like.
//!
//! Hostile bytes are decoded only in a child process that has shut itself in: one file to read, no
//! network, nothing to write to but its answer. This crate knows no database and no server; it takes
//! a path and gives back an [`Examination`]. What is claimed in a file stays a claim.
//!
//! ```text
//! Workshop::examine ─ spawns ─▶ worker_main ─ enters the cage ─▶ photo  (decoded in the child)
//!        ▲                                                     └▶ video  (ffmpeg, same cage)
//!        └───────────── one answer on stdout, every length capped ◀┘
//! ```

#![forbid(unsafe_code)]

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
mod jpeg;
mod photo;
mod picture;
mod plain_png;
mod raw_dates;
mod redact;
mod seccomp;
mod sheet;
mod shrink;
mod snapshot;
mod sniff;
mod timing;
mod tools;
mod transcode;
mod user_data;
mod video;
mod waveform;
mod wire;
mod worker;
mod workshop;

pub use examination::{Examination, FrameHash, Made, PictureHash, Redacted};
pub use sniff::{Sniffed, sniff};
pub use wire::CageReport;
pub use worker::worker_main;
pub use workshop::{WorkerProgram, Workshop, worker_beside_tests};
