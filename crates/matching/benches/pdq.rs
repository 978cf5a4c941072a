//! Hashes pictures and says how long it took; `scripts/matching/bench-pdq` gives the same pixels to
//! the reference. Times are processor time of the one thread, the best of some runs.

#![allow(clippy::unwrap_used, reason = "a measuring program may stop")]

use std::{fs, path::PathBuf};

use cairn_matching::{Hashed, Luma, pdq};
use clap::{Parser, Subcommand};
use rustix::time::{ClockId, clock_gettime};
use zune_jpeg::{
    JpegDecoder,
    zune_core::{bytestream::ZCursor, colorspace::ColorSpace, options::DecoderOptions},
};

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    what: Option<What>,
    /// Given by `cargo bench`.
    #[arg(long, global = true)]
    bench: bool,
}

#[derive(Subcommand)]
enum What {
    /// Hashes plain luma: width and height as four bytes each, lowest first, then the pixels.
    Luma { runs: u32, files: Vec<PathBuf> },
    /// Decodes the luma of JPEG files and hashes it.
    Jpeg { runs: u32, files: Vec<PathBuf> },
}

fn main() {
    match Arguments::parse().what {
        Some(What::Luma { runs, files }) => files.iter().for_each(|file| {
            let bytes = fs::read(file).unwrap();
            let (head, pixels) = bytes.split_at(8);
            let side =
                |at: usize| u32::from_le_bytes(head[at..at + 4].try_into().unwrap()) as usize;
            report(runs, || {
                pdq(Luma::try_new(side(0), side(4), pixels).unwrap())
            });
        }),
        Some(What::Jpeg { runs, files }) => files.iter().for_each(|file| {
            let bytes = fs::read(file).unwrap();
            report(runs, || of_jpeg(&bytes));
        }),
        None => {
            for (width, height) in [(4_000, 3_000), (1_920, 1_080), (1_280, 720)] {
                let pixels: Vec<u8> = (0..width * height)
                    .map(|i| (i * i / 977 % 251) as u8)
                    .collect();
                report(20, || pdq(Luma::try_new(width, height, &pixels).unwrap()));
            }
        }
    }
}

/// JPEG keeps luma apart from colour, and it is PDQ's luma: nothing else need be decoded.
fn of_jpeg(bytes: &[u8]) -> Option<Hashed> {
    let options = DecoderOptions::default().jpeg_set_out_colorspace(ColorSpace::Luma);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    let pixels = decoder.decode().unwrap();
    let (width, height) = decoder.dimensions().unwrap();
    pdq(Luma::try_new(width, height, &pixels).unwrap())
}

/// One line: milliseconds, quality and the eight hashes.
fn report(runs: u32, hash: impl Fn() -> Option<Hashed>) {
    let mut best = f64::INFINITY;
    let mut hashed = None;
    for _ in 0..runs {
        let start = cpu_s();
        hashed = std::hint::black_box(hash());
        best = best.min(cpu_s() - start);
    }
    match hashed {
        Some(hashed) => {
            let hex = hashed.dihedral.map(|pdq| pdq.to_string()).join(" ");
            println!("{:.4} {} {hex}", best * 1e3, hashed.quality);
        }
        None => println!("{:.4} 0", best * 1e3),
    }
}

fn cpu_s() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}
