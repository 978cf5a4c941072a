//! How fast texts are read: every case of `tests/data/notations.tsv`, each notation by itself and
//! all together, on one core. `cargo bench -p cairn-place --bench parse`
//!
//! The processor's time in the best of several rounds: what the code costs, not what else the
//! machine did.

#[allow(dead_code, reason = "shared with the tests, which read more of a case")]
#[path = "../tests/it/corpus/mod.rs"]
mod corpus;

use std::{collections::BTreeMap, hint::black_box};

use cairn_place::parse_with;
use corpus::{Case, cases};
use rustix::time::{ClockId, clock_gettime};

const ROUNDS: u32 = 15;
/// Seconds: long enough for the clock, short enough that some round is undisturbed.
const ROUND_S: f64 = 0.02;

/// Seconds of processor time that this thread has had.
fn spent_s() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    #[allow(clippy::cast_precision_loss, reason = "a benchmark takes seconds")]
    let spent_s = time.tv_sec as f64 + time.tv_nsec as f64 * 1e-9;
    spent_s
}

/// Nanoseconds for one text of some, in the best round.
fn best_ns(cases: &[&Case]) -> f64 {
    (0..ROUNDS)
        .map(|_| round_ns(cases))
        .fold(f64::INFINITY, f64::min)
}

fn round_ns(cases: &[&Case]) -> f64 {
    let start_s = spent_s();
    let mut passes = 0.0;
    while spent_s() - start_s < ROUND_S {
        for case in cases {
            let _ = black_box(parse_with(black_box(&case.text), &case.hints));
        }
        passes += 1.0;
    }
    let texts = f64::from(u32::try_from(cases.len()).unwrap_or(u32::MAX));
    (spent_s() - start_s) * 1e9 / (passes * texts)
}

fn main() {
    let cases = cases();
    let mut kinds: BTreeMap<&str, Vec<&Case>> = BTreeMap::new();
    for case in &cases {
        let kind = if case.expect.starts_with('!') {
            "refused"
        } else {
            &case.expect
        };
        kinds.entry(kind).or_default().push(case);
    }
    println!(
        "{:10} {:>5} {:>9} {:>10}",
        "notation", "texts", "ns a text", "million/s"
    );
    kinds.insert("all", cases.iter().collect());
    for (kind, cases) in kinds {
        let ns = best_ns(&cases);
        println!("{kind:10} {:5} {ns:9.0} {:10.2}", cases.len(), 1e3 / ns);
    }
}
