//! The in-memory index of one project: which files look like this one.

use std::collections::HashMap;

use cairn_domain::{Digest, File, FileId, ItemId, ProjectId};
use cairn_matching::{Index, Pdq};
use cairn_media::Examination;
use cairn_storage::Reads;

use crate::AppError;

/// PDQ distance up to which two files are listed as a match (Meta's recommended radius).
const RADIUS: u32 = 31;
/// Below this PDQ quality a picture has too little in it to match anything.
const LEAST_QUALITY: u8 = 50;

/// Hashes of a project's files.
#[derive(Debug, Default)]
pub(crate) struct Matcher {
    index: Index,
    entries: Vec<(FileId, ItemId)>,
    bytes: HashMap<Digest, Vec<(FileId, ItemId)>>,
}

/// A file that looks the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) file: FileId,
    pub(crate) item: ItemId,
    pub(crate) distance: u32,
    pub(crate) transform: String,
    pub(crate) exact: bool,
}

impl Matcher {
    /// Reads the hashes of a project.
    pub(crate) async fn load(reads: &Reads<'_>, project: ProjectId) -> Result<Self, AppError> {
        let mut matcher = Self::default();
        for row in reads.hashes(project).await? {
            matcher.insert_hash(row.file, row.item, &row.pdq, row.quality);
        }
        for (file, item, sha256) in reads.file_digests(project).await? {
            matcher.bytes.entry(sha256).or_default().push((file, item));
        }
        Ok(matcher)
    }

    /// Adds an examined file.
    pub(crate) fn insert(&mut self, file: &File, item: ItemId, examination: &Examination) {
        let seen = self.bytes.entry(file.sha256).or_default();
        if !seen.contains(&(file.id, item)) {
            seen.push((file.id, item));
        }
        for hash in hashes(examination) {
            self.insert_hash(file.id, item, &hash.pdq, hash.quality);
        }
    }

    fn insert_hash(&mut self, file: FileId, item: ItemId, pdq: &str, quality: u8) {
        if quality < LEAST_QUALITY {
            return;
        }
        if let Ok(pdq) = pdq.parse::<Pdq>() {
            self.index.insert(self.entries.len() as u64, pdq);
            self.entries.push((file, item));
        }
    }

    /// The best match in each other file, nearest first.
    pub(crate) fn search(
        &self,
        file: &File,
        item: ItemId,
        examination: &Examination,
    ) -> Vec<Found> {
        let mut best: HashMap<FileId, Found> = HashMap::new();
        for &(other, other_item) in self.bytes.get(&file.sha256).into_iter().flatten() {
            if other_item != item {
                let transform = "original".to_owned();
                let exact = Found {
                    file: other,
                    item: other_item,
                    distance: 0,
                    transform,
                    exact: true,
                };
                best.insert(other, exact);
            }
        }
        for hash in hashes(examination).filter(|hash| hash.quality >= LEAST_QUALITY) {
            for found in self
                .near(hash)
                .into_iter()
                .filter(|found| found.item != item)
            {
                let known = best.entry(found.file).or_insert_with(|| found.clone());
                if found.distance < known.distance {
                    *known = found;
                }
            }
        }
        let mut found: Vec<_> = best.into_values().collect();
        found.sort_by_key(|found| (found.distance, found.file));
        found
    }

    fn near(&self, hash: &cairn_media::PictureHash) -> Vec<Found> {
        let Ok(probes) = hash
            .dihedral
            .iter()
            .map(|pdq| pdq.parse())
            .collect::<Result<Vec<Pdq>, _>>()
        else {
            return Vec::new();
        };
        let Ok(probes) = <[Pdq; 8]>::try_from(probes) else {
            return Vec::new();
        };
        let hits = self.index.search(&probes, RADIUS);
        let found = hits.into_iter().filter_map(|hit| {
            let (file, item) = *self.entries.get(usize::try_from(hit.key).ok()?)?;
            let transform = hit.transform.code().to_owned();
            Some(Found {
                file,
                item,
                distance: hit.distance,
                transform,
                exact: false,
            })
        });
        found.collect()
    }
}

/// The picture's own hash and those of a video's frames.
fn hashes(examination: &Examination) -> impl Iterator<Item = &cairn_media::PictureHash> {
    examination
        .hash
        .iter()
        .chain(examination.frames.iter().map(|frame| &frame.hash))
}
