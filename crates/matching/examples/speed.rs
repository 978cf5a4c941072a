//! How long a hash and a search take: `cargo run -p cairn-matching --example speed`
//! (this crate is optimised in the development profile too).

#![expect(clippy::disallowed_methods, reason = "a stopwatch reads the clock")]

use std::time::Instant;

use cairn_matching::{Index, Luma, Pdq, pdq};

fn main() {
    for (width, height) in [(4_000, 3_000), (1_920, 1_080), (1_280, 720), (256, 256)] {
        let pixels: Vec<u8> = (0..width * height)
            .map(|i| (i * i / 977 % 251) as u8)
            .collect();
        let Ok(luma) = Luma::try_new(width, height, &pixels) else {
            continue;
        };
        let best = best_of(20, || pdq(luma));
        println!("hash {width}×{height}: {best:.2} ms");
    }
    let (index, needle) = full_index(1_000_000);
    for radius in [31, 64] {
        let best = best_of(5, || index.search(&needle, radius));
        println!(
            "search {} hashes, 8 variants, radius {radius}: {best:.1} ms",
            index.len()
        );
    }
}

/// The fastest of some runs, in milliseconds.
fn best_of<T>(runs: usize, work: impl Fn() -> T) -> f64 {
    let time = |_| {
        let start = Instant::now();
        std::hint::black_box(work());
        start.elapsed().as_secs_f64() * 1e3
    };
    (0..runs).map(time).fold(f64::INFINITY, f64::min)
}

/// Random hashes (SplitMix64) and a needle that is none of them.
fn full_index(count: u64) -> (Index, [Pdq; 8]) {
    let mut state = 0_u64;
    let mut next = move || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    };
    let mut random = move || Pdq {
        bits: std::array::from_fn(|_| next()),
    };
    let mut index = Index::new();
    (0..count).for_each(|key| index.insert(key, random()));
    (index, std::array::from_fn(|_| random()))
}
