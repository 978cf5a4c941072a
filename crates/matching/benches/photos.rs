//! Recall on a corpus of photographs, and what a picture costs.
//!
//! `cargo bench -p cairn-matching --bench photos -- DIR [--answers TO]` reads
//! `DIR/originals/<id>.<ext>`, `DIR/variants/<transformation>/<id>.<ext>` and `DIR/negatives.tsv`
//! (path, path, kind). Every variant is searched among all originals; every match is a line `variant,
//! original id, relation, score, PDQ distance, route` of `TO/cairn.tsv`. The pairs of negatives are
//! compared and come out in `TO/negatives-cairn.tsv`, all of them, as `scripts/matching/photos judge`
//! reads them. A summary goes to standard error.

#![allow(clippy::unwrap_used, reason = "a measuring program may fail loudly")]
#![expect(clippy::disallowed_methods, reason = "it measures time")]

use std::{
    collections::{BTreeMap, HashMap},
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use cairn_matching::{Gallery, Luma, Picture, Sighting, Sights, compare};
use clap::Parser;

/// Measures how well pictures are found again.
#[derive(Parser)]
struct Arguments {
    /// Directory with `originals/`, `variants/` and `negatives.tsv`.
    corpus: PathBuf,
    /// Directory where the answers are written.
    #[arg(long)]
    answers: Option<PathBuf>,
    /// Only the transformations whose name contains this.
    #[arg(long, default_value = "")]
    only: String,
    /// Only every so many-th variant of each transformation.
    #[arg(long, default_value_t = 1)]
    every: usize,
    /// What cargo passes to every bench.
    #[arg(long, hide = true)]
    bench: bool,
}

/// Time spent on pictures so far, by all threads.
#[derive(Default)]
struct Spent {
    pictures: u32,
    decode: Duration,
    describe: Duration,
    bytes: usize,
    searches: u32,
    search: Duration,
}

/// Of the variants of one transformation.
#[derive(Default)]
struct Tally {
    variants: u32,
    same: u32,
    similar: u32,
    false_same: u32,
    false_similar: u32,
}

fn main() {
    let arguments = Arguments::parse();
    let spent = Mutex::new(Spent::default());
    let originals = files(&arguments.corpus.join("originals"));
    let mut collection = Collection::default();
    for picture in in_parallel(&originals, |path| described(path, &spent)) {
        // As it would come out of a store.
        collection.insert(Picture::from_bytes(&picture.to_bytes()).unwrap());
    }
    let ids: Vec<String> = originals.iter().map(|path| stem(path)).collect();
    let mut tallies = BTreeMap::new();
    let mut lines = String::new();
    for folder in files(&arguments.corpus.join("variants")) {
        let made = folder.file_name().unwrap().display().to_string();
        if !made.contains(&arguments.only) {
            continue;
        }
        let start = tallies.len() % arguments.every;
        let tally: &mut Tally = tallies.entry(made).or_default();
        let every = files(&folder).into_iter().skip(start);
        let paths: Vec<PathBuf> = every.step_by(arguments.every).collect();
        let found = in_parallel(&paths, |path| collection.look_up(path, &spent));
        for (path, found) in paths.iter().zip(&found) {
            let name = path.strip_prefix(&arguments.corpus).unwrap().display();
            for (other, sighting) in found {
                writeln!(lines, "{name}\t{}\t{}", ids[*other], told(sighting)).unwrap();
            }
            let matches = found.iter().map(|found| (ids[found.0].as_str(), &found.1));
            tally.count(&stem(path), matches);
        }
        write(&arguments, "cairn.tsv", &lines);
    }
    let lines = negatives(&arguments.corpus, &spent);
    write(&arguments, "negatives-cairn.tsv", &lines);
    summary(&tallies);
    spent.into_inner().unwrap().tell(ids.len());
}

impl Spent {
    fn tell(&self, originals: usize) {
        let each = |time: Duration, of: u32| time.as_secs_f64() * 1e3 / f64::from(of.max(1));
        eprintln!(
            "per picture: decode {:.1} ms, describe {:.1} ms, search {:.1} ms among {originals}, {} bytes",
            each(self.decode, self.pictures),
            each(self.describe, self.pictures),
            each(self.search, self.searches),
            self.bytes / usize::try_from(self.pictures).unwrap(),
        );
    }
}

/// Does the same to all, on every core; what comes of it is in the order of the items.
fn in_parallel<I: Sync, T: Send>(items: &[I], work: impl Fn(&I) -> T + Sync) -> Vec<T> {
    let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().unwrap().get() {
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

fn write(arguments: &Arguments, name: &str, lines: &str) {
    if let Some(folder) = &arguments.answers {
        fs::create_dir_all(folder).unwrap();
        fs::write(folder.join(name), lines).unwrap();
    }
}

/// The originals, described, and the index over them.
#[derive(Default)]
struct Collection {
    gallery: Gallery,
    pictures: Vec<Picture>,
}

impl Collection {
    fn insert(&mut self, picture: Picture) {
        let key = u32::try_from(self.pictures.len()).unwrap();
        self.gallery.insert(key, &picture);
        self.pictures.push(picture);
    }

    /// What is found of the picture in a file, and how long the search took.
    fn look_up(&self, path: &Path, spent: &Mutex<Spent>) -> Vec<(usize, Sighting)> {
        let picture = described(path, spent);
        let start = Instant::now();
        let found = self.search(&picture);
        let mut spent = spent.lock().unwrap();
        spent.search += start.elapsed();
        spent.searches += 1;
        found
    }

    /// Every picture that has to do with the needle, best first.
    fn search(&self, needle: &Picture) -> Vec<(usize, Sighting)> {
        let candidates = self.gallery.candidates(needle).into_iter();
        let mut found: Vec<_> = candidates
            .filter_map(|key| Some((key as usize, compare(needle, &self.pictures[key as usize])?)))
            .collect();
        found.sort_by(|(_, a), (_, b)| {
            let by_relation = a.relation.cmp(&b.relation);
            by_relation.then(b.score.total_cmp(&a.score))
        });
        found
    }
}

impl Tally {
    fn count<'a>(&mut self, id: &str, matches: impl Iterator<Item = (&'a str, &'a Sighting)>) {
        self.variants += 1;
        for (other, sighting) in matches {
            let similar = sighting.relation == Sights::Similar;
            *match (other == id, similar) {
                (true, false) => &mut self.same,
                (true, true) => &mut self.similar,
                (false, false) => &mut self.false_same,
                (false, true) => &mut self.false_similar,
            } += 1;
        }
    }
}

/// Relation, score, distance and route, as the judge reads them.
fn told(sighting: &Sighting) -> String {
    let Sighting {
        relation,
        score,
        nearest,
        route,
        ..
    } = sighting;
    format!("{relation}\t{score:.3}\t{}\t{route}", nearest.distance)
}

/// One line for each pair: paths, then as for the variants.
fn negatives(corpus: &Path, spent: &Mutex<Spent>) -> String {
    let text = fs::read_to_string(corpus.join("negatives.tsv")).unwrap_or_default();
    let pairs: Vec<[&str; 3]> = text
        .lines()
        .filter_map(|row| row.split('\t').collect::<Vec<_>>().try_into().ok())
        .collect();
    let mut paths: Vec<&str> = pairs.iter().flat_map(|pair| [pair[0], pair[1]]).collect();
    paths.sort_unstable();
    paths.dedup();
    let pictures = in_parallel(&paths, |path| described(&corpus.join(path), spent));
    let pictures: HashMap<&str, Picture> = paths.into_iter().zip(pictures).collect();
    let seen = in_parallel(&pairs, |[a, b, _]| compare(&pictures[a], &pictures[b]));
    let mut kinds: BTreeMap<&str, [u32; 3]> = BTreeMap::new();
    let mut lines = String::new();
    for ([a, b, kind], sighting) in pairs.iter().zip(&seen) {
        let counts = kinds.entry(kind).or_default();
        counts[0] += 1;
        if let Some(sighting) = sighting {
            let similar = sighting.relation == Sights::Similar;
            counts[1 + usize::from(similar)] += 1;
        }
        let answer = sighting.as_ref().map_or("none\t0\t-\t-".to_owned(), told);
        writeln!(lines, "{a}\t{b}\t{answer}").unwrap();
    }
    for (kind, [pairs, same, similar]) in kinds {
        eprintln!("negative {kind:<28} {pairs:>5} pairs, same {same}, similar {similar}");
    }
    lines
}

fn summary(tallies: &BTreeMap<String, Tally>) {
    eprintln!(
        "{:<24} {:>6} {:>7} {:>8} {:>6} {:>8}",
        "transformation", "count", "same %", "or sim %", "false", "f. sim."
    );
    for (name, tally) in tallies {
        let percent = |count: u32| 100.0 * f64::from(count) / f64::from(tally.variants.max(1));
        eprintln!(
            "{name:<24} {:>6} {:>7.1} {:>8.1} {:>6} {:>8}",
            tally.variants,
            percent(tally.same),
            percent(tally.same + tally.similar),
            tally.false_same,
            tally.false_similar
        );
    }
}

fn described(path: &Path, spent: &Mutex<Spent>) -> Picture {
    let start = Instant::now();
    let grey = image::open(path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        .to_luma8();
    let decoded = Instant::now();
    let (width, height) = (grey.width() as usize, grey.height() as usize);
    let picture = Picture::describe(Luma::try_new(width, height, grey.as_raw()).unwrap());
    let describe = decoded.elapsed();
    let mut spent = spent.lock().unwrap();
    spent.describe += describe;
    spent.decode += decoded - start;
    spent.pictures += 1;
    spent.bytes += picture.to_bytes().len();
    drop(spent);
    picture
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
