//! A recording from its bytes to every match known, beside the time ffmpeg needs to decode it;
//! `scripts/matching/bench-clip` makes the recording. Each step is told in seconds of processor
//! time, children included, and of the clock.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a measuring program may stop and read the clock"
)]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use cairn_matching::{
    Fingerprint, Footage, Index, Pdq, Transform,
    footage::{
        align::align,
        lookup::{LOOKUP_RADIUS, Question, frame_key, stored},
        relation::relation,
    },
};
use cairn_media::{Workshop, sniff, worker_beside_tests};
use clap::Parser;

/// What a search asks for, as the product does.
const TURNS: [Transform; 4] = [
    Transform::Original,
    Transform::FlipY,
    Transform::FlipX,
    Transform::Rotate180,
];

/// Recordings that are looked at closely.
const MOST_RECORDINGS: usize = 4;

/// Different frames of each recording in the collection.
const FRAMES: u32 = 60;

#[derive(Parser)]
struct Arguments {
    /// The recording that is in the collection.
    original: Option<PathBuf>,
    /// The copy of it that asks.
    copy: Option<PathBuf>,
    /// Made-up recordings in the collection.
    #[arg(long, default_value_t = 1_000_000)]
    recordings: u32,
    /// Radii to ask with; the product's own if none is given.
    #[arg(long)]
    radius: Vec<u32>,
    /// Given by `cargo bench`.
    #[arg(long)]
    bench: bool,
}

fn main() {
    let arguments = Arguments::parse();
    let (Some(original), Some(copy)) = (&arguments.original, &arguments.copy) else {
        println!("two recordings are needed: scripts/matching/bench-clip makes them");
        return;
    };
    let original = described(original);
    let (index, _) = told("collection", || collection(arguments.recordings, &original));
    println!("hashes {}", index.len());
    println!("index_bytes {}", index.memory_bytes());
    let (_, decoded) = told("ffmpeg_decodes", || decode(copy));
    let (asking, describing) = told("describes", || described(copy));
    let radii = match arguments.radius.as_slice() {
        [] => &[LOOKUP_RADIUS],
        radii => radii,
    };
    for &radius in radii {
        let name = format!("looks_up_at_{radius}");
        let (found, looking) = told(&name, || {
            look_up(&asking, radius, &index, (arguments.recordings, &original))
        });
        println!("{found}");
        let ratio = |of: fn(&Spent) -> f64| (of(&describing) + of(&looking)) / of(&decoded);
        let (cpu, clock) = (ratio(|spent| spent.cpu_s), ratio(|spent| spent.clock_s));
        println!("ratio_at_{radius} {cpu:.2} of processor time, {clock:.2} of the clock");
    }
}

/// What a step took.
struct Spent {
    cpu_s: f64,
    clock_s: f64,
}

fn told<T>(name: &str, work: impl FnOnce() -> T) -> (T, Spent) {
    let (cpu_s, clock) = (cpu_s(), Instant::now());
    let result = work();
    let spent = Spent {
        cpu_s: self::cpu_s() - cpu_s,
        clock_s: clock.elapsed().as_secs_f64(),
    };
    println!(
        "{name} {:.2} s, {:.2} s by the clock",
        spent.cpu_s, spent.clock_s
    );
    (result, spent)
}

/// Seconds of processor time of this process and of its children that have ended.
fn cpu_s() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    let (_, fields) = stat.rsplit_once(')').unwrap();
    // User and system time, own and children's, in hundredths (proc_pid_stat(5), fields 14 to 17).
    let ticks = fields.split_whitespace().skip(11).take(4);
    ticks
        .map(|ticks| ticks.parse::<f64>().unwrap())
        .sum::<f64>()
        / 100.0
}

/// What the product's caged child makes of a recording.
fn described(path: &Path) -> Footage {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    let path = path.canonicalize().unwrap();
    let sniffed = sniff(&fs::read(&path).unwrap()).unwrap();
    let workshop = Workshop::find(worker_beside_tests());
    let seen = runtime.block_on(workshop.describe(&path, sniffed));
    match seen.fingerprint {
        Some(Fingerprint::Footage(footage)) => footage,
        _ => panic!("nothing to be seen: {:?}", seen.problem),
    }
}

/// Decodes every frame as the product's child does, on one thread, and throws it away.
fn decode(path: &Path) {
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "error", "-nostdin", "-threads", "1", "-i"]);
    command.arg(path);
    command.args(["-map", "0:v:0", "-f", "null", "-"]);
    assert!(command.status().unwrap().success());
}

/// Made-up recordings, and the original as the last of them.
fn collection(recordings: u32, original: &Footage) -> Index {
    let mut index = Index::new();
    index.extend(Frames::of(recordings));
    index.extend(stored(recordings, original));
    index
}

/// Frames of made-up recordings: shots of four frames each that drift by 14 bits.
struct Frames {
    left: u64,
    at: u64,
    state: u64,
    frame: Pdq,
}

impl Frames {
    fn of(recordings: u32) -> Self {
        Self {
            left: u64::from(recordings) * u64::from(FRAMES),
            at: 0,
            state: 0x5eed,
            frame: Pdq { bits: [0; 4] },
        }
    }

    /// SplitMix64.
    fn dice(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

impl Iterator for Frames {
    type Item = (u64, Pdq);

    fn next(&mut self) -> Option<Self::Item> {
        if self.at == self.left {
            return None;
        }
        if self.at.is_multiple_of(4) {
            self.frame.bits = std::array::from_fn(|_| self.dice());
        }
        for _ in 0..14 {
            let bit = self.dice() as usize % 256;
            self.frame.bits[bit / 64] ^= 1 << (bit % 64);
        }
        let (recording, frame) = (self.at / u64::from(FRAMES), self.at % u64::from(FRAMES));
        self.at += 1;
        Some((frame_key(recording as u32, frame as f64, 0), self.frame))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = (self.left - self.at) as usize;
        (left, Some(left))
    }
}

/// Asks, and compares with the original whatever is found to be it.
fn look_up(
    asking: &Footage,
    radius: u32,
    index: &Index,
    (recordings, original): (u32, &Footage),
) -> String {
    let question = Question::new(asking, &TURNS);
    let hits = index.search(&question.needles, radius);
    let candidates = question.candidates(&hits);
    let first = candidates.iter().take(MOST_RECORDINGS);
    let found = first.filter(|one| one.recording == recordings).count();
    let relation = (found > 0).then(|| {
        let passages = align(asking, original);
        relation(&passages, asking.duration_s, original.duration_s)
    });
    format!(
        "{} needles, {} hits, {} candidates, the original is {relation:?}",
        question.needles.len(),
        hits.len(),
        candidates.len(),
    )
}
