//! Recall on a corpus of photographs, and what a picture costs.
//!
//! `cargo bench -p cairn-matching --bench photos -- DIR` reads `DIR/originals/<id>.<ext>`,
//! `DIR/variants/<transformation>/<id>.<ext>` and `DIR/negatives.tsv` (path, path, kind). Every
//! variant is searched among all originals; every match is a line `variant, original id, relation,
//! score, PDQ distance, route` on standard output. Negatives are compared pair by pair and come out
//! as `negative` lines. A summary goes to standard error.

#![allow(clippy::unwrap_used, reason = "a measuring program may fail loudly")]
#![expect(clippy::disallowed_methods, reason = "it measures time")]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use cairn_matching::{Gallery, Luma, Picture, Sighting, Sights, compare};
use clap::Parser;

/// Measures how well pictures are found again.
#[derive(Parser)]
struct Arguments {
    /// Directory with `originals/`, `variants/` and `negatives.tsv`.
    corpus: PathBuf,
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

/// Time spent on pictures so far.
#[derive(Default)]
struct Spent {
    pictures: u32,
    decode: Duration,
    describe: Duration,
    bytes: usize,
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
    let mut spent = Spent::default();
    let originals = files(&arguments.corpus.join("originals"));
    let mut collection = Collection::default();
    for path in &originals {
        // As it would come out of a store.
        let stored = described(path, &mut spent).to_bytes();
        collection.insert(Picture::from_bytes(&stored).unwrap());
    }
    let ids: Vec<String> = originals.iter().map(|path| stem(path)).collect();
    let mut search = Duration::ZERO;
    let mut searches = 0;
    let mut tallies = BTreeMap::new();
    for folder in files(&arguments.corpus.join("variants")) {
        if !stem(&folder).contains(&arguments.only) {
            continue;
        }
        let start = tallies.len();
        let tally: &mut Tally = tallies.entry(stem(&folder)).or_default();
        for path in files(&folder)
            .into_iter()
            .skip(start % arguments.every)
            .step_by(arguments.every)
        {
            let picture = described(&path, &mut spent);
            let start = Instant::now();
            let found = collection.search(&picture);
            search += start.elapsed();
            searches += 1;
            let name = format!("{}/{}", stem(&folder), path.file_name().unwrap().display());
            for found in &found {
                line(&name, &ids[found.0], &found.1);
            }
            let matches = found.iter().map(|found| (ids[found.0].as_str(), &found.1));
            tally.count(&stem(&path), matches);
        }
    }
    negatives(&arguments.corpus, &mut spent);
    summary(&tallies);
    eprintln!(
        "per picture: decode {:.1} ms, describe {:.1} ms, search {:.1} ms among {}, {} bytes",
        spent.decode.as_secs_f64() * 1e3 / f64::from(spent.pictures),
        spent.describe.as_secs_f64() * 1e3 / f64::from(spent.pictures),
        search.as_secs_f64() * 1e3 / f64::from(searches.max(1)),
        ids.len(),
        spent.bytes / usize::try_from(spent.pictures).unwrap(),
    );
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

fn line(name: &str, other: &str, sighting: &Sighting) {
    println!(
        "{name}\t{other}\t{}\t{:.3}\t{}\t{}",
        sighting.relation, sighting.score, sighting.nearest.distance, sighting.route
    );
    if let Some(support) = sighting
        .support
        .filter(|_| std::env::var_os("DBG").is_some())
    {
        eprintln!(
            "DBG\t{name}\t{other}\t{}\t{}\t{}\t{:.3}\t{:.3}\t{:.3}\t{:.3}\t{}\t{}\t{:.2}",
            sighting.relation,
            sighting.nearest.distance,
            support.blocks,
            support.agreeing,
            support.correlation,
            support.lower,
            support.median,
            support.inliers,
            support.outliers,
            support.supported
        );
    }
}

fn negatives(corpus: &Path, spent: &mut Spent) {
    let Ok(text) = fs::read_to_string(corpus.join("negatives.tsv")) else {
        return;
    };
    let mut kinds: BTreeMap<String, [u32; 3]> = BTreeMap::new();
    for row in text.lines() {
        let fields: Vec<&str> = row.split('\t').collect();
        let [a, b, kind] = fields[..] else { continue };
        let paths = [a, b].map(|path| corpus.join(path));
        if !paths.iter().all(|path| path.is_file()) {
            continue;
        }
        let [a, b] = paths.map(|path| described(&path, spent));
        let counts = kinds.entry(kind.to_owned()).or_default();
        counts[0] += 1;
        if let Some(sighting) = compare(&a, &b) {
            counts[if sighting.relation == Sights::Similar {
                2
            } else {
                1
            }] += 1;
            line(
                &format!("negative/{kind}/{}", fields[0]),
                fields[1],
                &sighting,
            );
        }
    }
    for (kind, [pairs, same, similar]) in kinds {
        eprintln!("negative {kind:<28} {pairs:>5} pairs, same {same}, similar {similar}");
    }
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

fn described(path: &Path, spent: &mut Spent) -> Picture {
    let start = Instant::now();
    let grey = image::open(path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        .to_luma8();
    let decoded = Instant::now();
    let (width, height) = (grey.width() as usize, grey.height() as usize);
    let picture = Picture::describe(Luma::try_new(width, height, grey.as_raw()).unwrap());
    spent.describe += decoded.elapsed();
    spent.decode += decoded - start;
    spent.pictures += 1;
    spent.bytes += picture.to_bytes().len();
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
