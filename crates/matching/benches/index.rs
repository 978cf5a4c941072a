//! Builds the index from a file of hashes and measures searches; `scripts/matching/bench-index`
//! feeds the same files to FAISS. Times are processor time of the one thread.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a measuring program may stop"
)]

use std::{
    fs,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use cairn_matching::{Hit, Index, Pdq};
use clap::{Parser, Subcommand};
use rustix::time::{ClockId, clock_gettime};

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
    /// Writes clustered hashes and queries, 32 bytes each.
    Make {
        count: usize,
        codes: PathBuf,
        queries: PathBuf,
    },
    /// Prints figures for those files, `name value` a line.
    Measure {
        codes: PathBuf,
        queries: PathBuf,
        /// Compare every query's hits with a plain loop over all hashes.
        #[arg(long)]
        exact: bool,
    },
}

fn main() {
    let what = Arguments::parse().what;
    match what {
        Some(What::Make {
            count,
            codes,
            queries,
        }) => make(count, &codes, &queries),
        Some(What::Measure {
            codes,
            queries,
            exact,
        }) => measure(&read(&codes), &read(&queries), exact),
        // Under a bare `cargo bench`: a small round that shows it still works.
        None => {
            let (codes, queries) = clustered(200_000);
            measure(&codes, &queries, true);
        }
    }
}

fn make(count: usize, codes_at: &Path, queries_at: &Path) {
    let (codes, queries) = clustered(count);
    for (hashes, path) in [(codes, codes_at), (queries, queries_at)] {
        let mut file = BufWriter::new(fs::File::create(path).unwrap());
        hashes
            .iter()
            .for_each(|hash| file.write_all(&hash.to_bytes()).unwrap());
    }
}

fn read(path: &Path) -> Vec<Pdq> {
    let bytes = fs::read(path).unwrap();
    bytes
        .as_chunks::<32>()
        .0
        .iter()
        .map(|bytes| Pdq::from_bytes(*bytes))
        .collect()
}

fn measure(codes: &[Pdq], queries: &[Pdq], exact: bool) {
    let count = codes.len();
    let start = cpu_s();
    let index: Index = codes
        .iter()
        .copied()
        .enumerate()
        .map(|(key, code)| (key as u64, code))
        .collect();
    let build_s = cpu_s() - start;
    println!("build_s {build_s:.2}");
    println!("load_per_s {:.0}", count as f64 / build_s);
    println!("memory_bytes {}", index.memory_bytes());
    for radius in [16, 31, 40, 50, 64] {
        let asked = &queries[..if radius > 40 { 20 } else { queries.len() }];
        let (ms, hits) = timed(|| {
            asked
                .iter()
                .map(|query| index.search(&[*query], radius).len())
                .sum::<usize>()
        });
        println!("radius_{radius}_ms {:.4}", ms / asked.len() as f64);
        println!("radius_{radius}_hits {hits}");
    }
    let candidates: usize = queries
        .iter()
        .map(|query| index.candidates(query, 31))
        .sum();
    println!("radius_31_candidates {}", candidates / queries.len());
    println!(
        "radius_31_candidates_if_random {:.0}",
        index.candidates_if_random(31)
    );
    for (name, asked) in [("near", &queries[..500]), ("unrelated", &queries[500..])] {
        let (ms, _) = timed(|| {
            asked
                .iter()
                .map(|query| index.search(&[*query], 31).len())
                .sum::<usize>()
        });
        println!("radius_31_{name}_ms {:.4}", ms / asked.len() as f64);
    }
    println!(
        "read_once_ms {:.2}",
        timed(|| read_once(codes))
            .0
            .min(timed(|| read_once(codes)).0)
    );
    for (name, needles) in files(queries) {
        let (ms, _) = timed(|| index.search(&needles, 64));
        println!("file_{name}_radius_64_ms {ms:.2}");
        let (ms, _) = timed(|| index.search(&needles, 31));
        println!("file_{name}_radius_31_ms {ms:.2}");
    }
    if exact {
        println!("exact {}", differences(codes, queries, &index));
    }
}

/// What one file asks: each probe with its mirror images, as far as their hashes go.
fn files(queries: &[Pdq]) -> Vec<(String, Vec<Pdq>)> {
    let probes =
        |count: usize| -> Vec<Pdq> { queries[..count].iter().flat_map(mirrored).collect() };
    let mut files: Vec<_> = [1, 3, 5]
        .map(|count| (format!("{}_needles", 8 * count), probes(count)))
        .into();
    files.push((
        "150_unrelated".to_owned(),
        queries[queries.len() - 150..].to_vec(),
    ));
    files
}

/// Stand-ins for the eight hashes of a picture: even rows and columns inverted, rows and columns
/// swapped, and the six bits that the moved median turns.
fn mirrored(hash: &Pdq) -> Vec<Pdq> {
    let bit = |hash: &Pdq, at: usize| hash.bits[at / 64] >> (at % 64) & 1;
    (0..8)
        .map(|variant: usize| {
            let mut bits = [0; 4];
            for at in 0..256 {
                let (row, column) = (at / 16, at % 16);
                let from = if variant & 4 == 0 {
                    at
                } else {
                    16 * column + row
                };
                let inverted =
                    (variant & 1 != 0 && row % 2 == 0) != (variant & 2 != 0 && column % 2 == 0);
                let moved = variant > 0 && (at + 31 * variant).is_multiple_of(41);
                bits[at / 64] |= (bit(hash, from) ^ u64::from(inverted != moved)) << (at % 64);
            }
            Pdq { bits }
        })
        .collect()
}

fn read_once(codes: &[Pdq]) -> u64 {
    codes.iter().fold([0_u64; 4], |sum, code| {
        std::array::from_fn(|word| sum[word] ^ code.bits[word])
    })[0]
}

/// Queries at radius 31 whose hits are not those of a plain loop.
fn differences(codes: &[Pdq], queries: &[Pdq], index: &Index) -> String {
    let mut all: Vec<Vec<Hit>> = vec![Vec::new(); queries.len()];
    for (key, code) in (0..).zip(codes) {
        for (hits, query) in all.iter_mut().zip(queries) {
            let distance = code.distance(query);
            if distance <= 31 {
                hits.push(Hit {
                    key,
                    needle: 0,
                    distance,
                });
            }
        }
    }
    let same = queries.iter().zip(all).filter(|(query, hits)| {
        let mut plain = hits.clone();
        plain.sort_unstable_by_key(|hit| (hit.distance, hit.key));
        index.search(&[**query], 31) == plain
    });
    format!("{} of {}", same.count(), queries.len())
}

/// Milliseconds of processor time, and the result.
fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = cpu_s();
    let result = std::hint::black_box(work());
    ((cpu_s() - start) * 1e3, result)
}

fn cpu_s() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// Hashes as a collection has them, and a thousand queries: half near to a stored hash, half not.
///
/// A third of the hashes stands alone; a third lies around common centres, as copies do (cluster
/// sizes fall off as 1/size up to 2,000; half re-encoded, 4 bits off on average, a third edited, 20
/// off, the rest reworked, 50 off); a third is clips, whose frames drift by 14 bits each. Bits of
/// high frequencies change more often than others, as they do in pictures.
fn clustered(count: usize) -> (Vec<Pdq>, Vec<Pdq>) {
    let mut dice = Dice(0x5eed);
    let mut codes = Vec::with_capacity(count);
    while codes.len() < count {
        let mut hash = dice.hash();
        // So many of each that they come to a third: 263 copies on average, eight frames.
        match dice.below(263 + 1 + 31) {
            0..263 => codes.push(hash),
            263 => {
                let size = (7.6 * dice.unit()).exp() as usize;
                codes.extend((0..size).map(|_| dice.copy(&hash)));
            }
            _ => {
                let length = 1 + dice.below(16);
                for _ in 0..length {
                    hash = dice.changed(&hash, 14);
                    codes.push(hash);
                }
            }
        }
    }
    codes.truncate(count);
    // In no order, as files come in.
    for at in (1..count).rev() {
        codes.swap(at, dice.below(at as u64 + 1) as usize);
    }
    let queries = (0..1_000)
        .map(|at| {
            if at < 500 {
                let of = dice.below(count as u64);
                dice.copy(&codes[of as usize])
            } else {
                dice.hash()
            }
        })
        .collect();
    (codes, queries)
}

/// SplitMix64 (Steele, Lea and Flood 2014), so that the files are the same everywhere.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(end)) >> 64) as u64
    }

    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn hash(&mut self) -> Pdq {
        Pdq {
            bits: std::array::from_fn(|_| self.next()),
        }
    }

    fn copy(&mut self, hash: &Pdq) -> Pdq {
        let mean = [4, 4, 4, 20, 20, 50][self.below(6) as usize];
        let bits = (-self.unit().max(1e-9).ln() * f64::from(mean)).min(90.0) as u64;
        self.changed(hash, bits)
    }

    fn changed(&mut self, hash: &Pdq, bits: u64) -> Pdq {
        let mut hash = *hash;
        for _ in 0..bits {
            let row = self.below(16).max(self.below(16));
            let column = self.below(16).max(self.below(16));
            let at = 16 * row + column;
            hash.bits[at as usize / 64] ^= 1 << (at % 64);
        }
        hash
    }
}
