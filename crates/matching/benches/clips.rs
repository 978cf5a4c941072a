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
    Footage, Frame, Index, Luma, Transform,
    footage::{
        FRAMES_PER_SECOND,
        align::{Passage, align},
        frame_probes,
        lookup::{LOOKUP_RADIUS, Question, stored},
        relation::relation,
    },
};
use clap::Parser;

/// Recordings that are compared in full, as in the product.
const MOST_RECORDINGS: usize = 16;
/// How a recording may have been turned, as in the product.
const TURNS: [Transform; 4] = [
    Transform::Original,
    Transform::FlipY,
    Transform::FlipX,
    Transform::Rotate180,
];
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
    /// Time the originals one by one: decoding alone, then decoding and hashing.
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
        for (other, passages) in found {
            let answer = told(&passages, footage, &collection.footages[other]);
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
    index: Index,
}

impl Collection {
    fn new(footages: Vec<Footage>) -> Self {
        let frames = footages.iter().enumerate();
        let index = frames
            .flat_map(|(at, footage)| stored(u32::try_from(at).unwrap(), footage))
            .collect();
        Self { footages, index }
    }

    /// Every original with a passage in common.
    fn search(&self, footage: &Footage) -> Vec<(usize, Vec<Passage>)> {
        let question = Question::new(footage, &TURNS);
        let hits = self.index.search(&question.needles, LOOKUP_RADIUS);
        let candidates = question.candidates(&hits).into_iter();
        candidates
            .take(MOST_RECORDINGS)
            .map(|one| one.recording as usize)
            .map(|at| (at, align(footage, &self.footages[at])))
            .filter(|(_, passages)| !passages.is_empty())
            .collect()
    }
}

/// Relation, score and the best passage, as the judge reads them.
fn told(passages: &[Passage], a: &Footage, b: &Footage) -> String {
    let best = &passages[0];
    let relation = relation(passages, a.duration_s, b.duration_s);
    format!(
        "{relation}\t{:.3}\t{:.3}\t{:.3}\t{:.3}\t{:.3}",
        best.score, best.a_s.start, best.a_s.end, best.b_s.start, best.b_s.end
    )
}

/// A recording as it is stored: the frames worth keeping.
fn seen(path: &Path, arguments: &Arguments) -> Footage {
    let kept = arguments.frames.as_ref().map(|folder| {
        let name = path.strip_prefix(&arguments.corpus).unwrap();
        folder.join(name).with_extension("frames")
    });
    let known = kept.as_ref().and_then(|path| fs::read(path).ok());
    let every = known.map_or_else(
        || frames(path),
        |known| Footage::from_bytes(&known).unwrap(),
    );
    if let Some(path) = kept {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, every.to_bytes()).unwrap();
    }
    let footage = Footage::kept(every.duration_s, every.frames);
    // As it would come out of a store.
    Footage::from_bytes(&footage.to_bytes()).unwrap()
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

/// All frames of the schedule, hashed.
fn frames(path: &Path) -> Footage {
    let mut child = ffmpeg(path).stdout(Stdio::piped()).spawn().unwrap();
    let mut out = BufReader::with_capacity(1 << 18, child.stdout.take().unwrap());
    let mut footage = Footage::default();
    for at in 0.. {
        let Some((width, height, grey)) = grey(&mut out) else {
            break;
        };
        let t_s = f64::from(at) / FRAMES_PER_SECOND;
        footage.duration_s = t_s;
        let probes = frame_probes(Luma::try_new(width, height, &grey).unwrap());
        if !probes.is_empty() {
            footage.frames.push(Frame { t_s, probes });
        }
    }
    assert!(child.wait().unwrap().success(), "{}", path.display());
    footage
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

/// What each costs on one core, by the clock: decoding alone, then decoding and hashing.
fn times(paths: &[PathBuf]) {
    let (mut decoding, mut both) = (0.0, 0.0);
    for path in paths {
        let start = Instant::now();
        ffmpeg(path).stdout(Stdio::null()).status().unwrap();
        let decoded = start.elapsed().as_secs_f64();
        let start = Instant::now();
        let footage = frames(path);
        let looked = start.elapsed().as_secs_f64();
        let length = footage.duration_s;
        eprintln!(
            "{:<20} {length:>6.1} s long, decode {decoded:>5.2} s, with hashes {looked:>5.2} s",
            stem(path)
        );
        decoding += decoded;
        both += looked;
    }
    eprintln!("all: decode {decoding:.1} s, decode and hash {both:.1} s");
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
