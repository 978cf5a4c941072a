//! Recall on a corpus of recordings, and what a recording costs.
//!
//! `cargo bench -p cairn-matching --bench clips -- DIR [--answers FILE]` reads `DIR/originals/<id>.mp4`
//! and `DIR/variants/<transformation>/<id>.mp4`, looks at them through ffmpeg as intake does, and
//! searches every variant among all originals. FILE becomes the `cairn.tsv` of
//! `scripts/matching/clips judge`: a line for the best passage of each pair that has one. Times go to
//! standard error. `--frames` keeps what was seen, for a second run that only matches.

#![allow(clippy::unwrap_used, reason = "a measuring program may fail loudly")]
#![expect(clippy::disallowed_methods, reason = "it measures time")]

use std::{
    fmt::Write as _,
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use cairn_matching::{
    Footage, Luma,
    footage::{Archive, Comparison, FRAMES_PER_SECOND, Viewer, compare},
};
use clap::Parser;

/// Clips that are looked at side by side.
const AT_A_TIME: usize = 2;

/// Measures how well recordings are found again.
#[derive(Parser)]
struct Arguments {
    /// Directory with `originals/` and `variants/`.
    corpus: PathBuf,
    /// File for the answers.
    #[arg(long)]
    answers: Option<PathBuf>,
    /// Directory that keeps the hashes of all frames from one run to the next.
    #[arg(long)]
    frames: Option<PathBuf>,
    /// Time the originals one by one: decoding alone, then decoding and describing.
    #[arg(long)]
    time: bool,
    /// What cargo passes to every bench.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() {
    let arguments = Arguments::parse();
    let originals = files(&arguments.corpus.join("originals"));
    let folders = files(&arguments.corpus.join("variants"));
    let variants: Vec<PathBuf> = folders.iter().flat_map(|folder| files(folder)).collect();
    let look = |path: &PathBuf| seen(path, &arguments);
    let collection = Collection::new(side_by_side(&originals, look));
    let footages = side_by_side(&variants, look);
    let (mut lines, mut spent) = (String::new(), Duration::ZERO);
    for (path, footage) in variants.iter().zip(&footages) {
        let start = Instant::now();
        let found = collection.search(footage);
        spent += start.elapsed();
        let name = path.strip_prefix(&arguments.corpus).unwrap().display();
        for (other, found) in found {
            let answer = told(&found);
            writeln!(lines, "{name}\t{}\t{answer}", stem(&originals[other])).unwrap();
        }
    }
    if let Some(path) = &arguments.answers {
        fs::write(path, lines).unwrap();
    }
    eprintln!(
        "match {:.1} ms a clip",
        1e3 * spent.as_secs_f64() / footages.len() as f64
    );
    if arguments.time {
        times(&originals);
    }
}

/// The originals and the index over them.
struct Collection {
    footages: Vec<Footage>,
    archive: Archive,
}

impl Collection {
    fn new(footages: Vec<Footage>) -> Self {
        let mut archive = Archive::default();
        for (key, footage) in (0..).zip(&footages) {
            archive.insert(key, footage);
        }
        Self { footages, archive }
    }

    /// Every original that has something in common.
    fn search(&self, footage: &Footage) -> Vec<(usize, Comparison)> {
        let candidates = self.archive.candidates(footage).into_iter();
        let compared = candidates.map(|key| {
            let at = key as usize;
            Some((at, compare(footage, &self.footages[at])?))
        });
        compared.flatten().collect()
    }
}

/// Relation, score and the best passage, as the judge reads them.
fn told(found: &Comparison) -> String {
    let relation = found.relation;
    let Some(best) = found.passages.first() else {
        return format!("{relation}\t0\t-\t-\t-\t-");
    };
    format!(
        "{relation}\t{:.3}\t{:.3}\t{:.3}\t{:.3}\t{:.3}",
        best.score, best.a_s.start, best.a_s.end, best.b_s.start, best.b_s.end
    )
}

/// A recording as it comes out of a store.
fn seen(path: &Path, arguments: &Arguments) -> Footage {
    let kept = arguments.frames.as_ref().map(|folder| {
        let name = path.strip_prefix(&arguments.corpus).unwrap();
        folder.join(name).with_extension("frames")
    });
    let known = kept.as_ref().and_then(|path| fs::read(path).ok());
    let bytes = known.unwrap_or_else(|| viewed(path).to_bytes());
    if let Some(path) = kept {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, &bytes).unwrap();
    }
    Footage::from_bytes(&bytes).unwrap()
}

/// The command by which intake looks at a recording's frames.
fn ffmpeg(path: &Path) -> Command {
    let mut command = Command::new("ffmpeg");
    let filter = format!(
        "setpts=PTS-STARTPTS,fps={FRAMES_PER_SECOND:.6}:round=up,\
         scale=w='min(512,iw)':h='min(512,ih)':force_original_aspect_ratio=decrease"
    );
    command.args(["-v", "error", "-nostdin", "-threads", "1", "-i"]);
    command
        .arg(path)
        .args(["-map", "0:v:0", "-an", "-sn", "-dn", "-vf"]);
    command
        .arg(filter)
        .args(["-f", "image2pipe", "-c:v", "pgm"]);
    command.args(["-pix_fmt", "gray", "pipe:1"]);
    command
}

/// All frames of the schedule, looked at.
fn viewed(path: &Path) -> Footage {
    let mut child = ffmpeg(path).stdout(Stdio::piped()).spawn().unwrap();
    let mut out = BufReader::with_capacity(1 << 18, child.stdout.take().unwrap());
    let mut viewer = Viewer::default();
    for at in 0.. {
        let Some((width, height, grey)) = grey(&mut out) else {
            break;
        };
        let luma = Luma::try_new(width, height, &grey).unwrap();
        viewer.look(f64::from(at) / FRAMES_PER_SECOND, luma);
    }
    assert!(child.wait().unwrap().success(), "{}", path.display());
    viewer.into_footage()
}

/// The next PGM of ffmpeg's: width, height, pixels.
fn grey(out: &mut impl BufRead) -> Option<(usize, usize, Vec<u8>)> {
    let mut head = String::new();
    // "P5", "width height", "255", each on a line of its own.
    for _ in 0..3 {
        out.read_line(&mut head).unwrap();
    }
    let mut words = head.split_whitespace().skip(1);
    let width: usize = words.next()?.parse().unwrap();
    let height: usize = words.next()?.parse().unwrap();
    let mut pixels = vec![0; width * height];
    out.read_exact(&mut pixels).unwrap();
    Some((width, height, pixels))
}

/// What each costs on one core, by the clock: decoding alone, then decoding and describing.
fn times(paths: &[PathBuf]) {
    let (mut decoding, mut both) = (0.0, 0.0);
    let before = own_cpu_s();
    for path in paths {
        let start = Instant::now();
        ffmpeg(path).stdout(Stdio::null()).status().unwrap();
        let decoded = start.elapsed().as_secs_f64();
        let start = Instant::now();
        let footage = viewed(path);
        let looked = start.elapsed().as_secs_f64();
        let length = footage.duration_s;
        eprintln!(
            "{:<20} {length:>6.1} s long, decode {decoded:>5.2} s, described {looked:>5.2} s",
            stem(path)
        );
        decoding += decoded;
        both += looked;
    }
    let own = own_cpu_s() - before;
    eprintln!(
        "all: decode {decoding:.1} s, decode and describe {both:.1} s; describing {own:.1} s of CPU"
    );
}

/// Seconds of CPU that this program has taken, without its children.
fn own_cpu_s() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// Does the same to all, a few at a time; what comes of it is in the order of the items.
fn side_by_side<I: Sync, T: Send>(items: &[I], work: impl Fn(&I) -> T + Sync) -> Vec<T> {
    let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..AT_A_TIME {
            scope.spawn(|| {
                while let Some(at) = Some(next.fetch_add(1, Ordering::Relaxed))
                    && let Some(item) = items.get(at)
                {
                    let result = work(item);
                    done.lock().unwrap().push((at, result));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap();
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

/// What a folder holds, by name.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap().display().to_string()
}
