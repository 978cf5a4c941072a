//! The index of one project in memory: which files may look like one, and a close look at those.

use std::collections::{HashMap, HashSet};

use cairn_domain::{Digest, File, FileId, HashListId, ItemId, MatchRelation, ProjectId};
use cairn_matching::{
    Fingerprint, Gallery,
    footage::{Archive, TURNS, lookup::Question, moment},
};
use cairn_storage::{FingerprintRecord, Reads};
use tokio::task::spawn_blocking;

use super::{
    how::{Likeness, likeness},
    listed::{Sight, look_on_lists},
};
use crate::{App, AppError};

/// Fingerprints that are read at a time when the index is built.
pub(super) const PAGE: u64 = 500;
/// Pictures that are compared in full with a recording.
const MOST_STILLS: usize = 8;
/// Files that merely look alike and are put before a person, for each new file.
const MOST_SIMILAR: usize = 8;

/// What a project's files look like, and their digests.
#[derive(Default)]
pub(crate) struct Matcher {
    gallery: Gallery,
    recordings: Archive,
    entries: Vec<(FileId, ItemId)>,
    known: HashSet<FileId>,
    bytes: HashMap<Digest, Vec<(FileId, ItemId)>>,
}

/// A file that looks the same.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    pub(crate) file: FileId,
    pub(crate) item: ItemId,
    pub(crate) likeness: Likeness,
}

/// What came of a search.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Looked {
    pub(crate) found: Vec<Found>,
    /// With how many files it was compared.
    pub(crate) compared: u64,
    /// What partners' lists call it.
    pub(crate) listed: Vec<Sight>,
    /// The lists that were looked at.
    pub(crate) lists: Vec<HashListId>,
}

/// Searches a project, and lets the file join the index for the searches after it.
pub(crate) async fn look_for_same(
    app: &App,
    project: ProjectId,
    file: &File,
    item: ItemId,
    fingerprint: Option<&Fingerprint>,
) -> Result<Looked, AppError> {
    let asked = {
        let mut matchers = app.shared.matchers.lock().await;
        let matcher = joined(app, &mut matchers, project).await?;
        let asked = matcher.ask(&file.sha256, Some(item), fingerprint);
        matcher.insert_bytes(file.sha256, file.id, item);
        if let Some(fingerprint) = fingerprint {
            matcher.insert(file.id, item, fingerprint);
        }
        asked
    };
    let (listed, lists) = look_on_lists(app, project, fingerprint).await?;
    Ok(Looked {
        listed,
        lists,
        ..asked.compare(app, fingerprint).await?
    })
}

/// The index of a project, built from storage when it is first wanted.
pub(crate) async fn joined<'m>(
    app: &App,
    matchers: &'m mut HashMap<ProjectId, Matcher>,
    project: ProjectId,
) -> Result<&'m mut Matcher, AppError> {
    use std::collections::hash_map::Entry;
    match matchers.entry(project) {
        Entry::Occupied(known) => Ok(known.into_mut()),
        Entry::Vacant(empty) => Ok(empty.insert(Matcher::load(&app.store.read(), project).await?)),
    }
}

/// Which files are worth a close look.
pub(crate) struct Candidates {
    exact: Vec<(FileId, ItemId)>,
    near: Vec<(FileId, ItemId)>,
    compared: u64,
}

impl Matcher {
    /// Reads a project.
    async fn load(reads: &Reads<'_>, project: ProjectId) -> Result<Self, AppError> {
        let mut matcher = Self::default();
        for (file, item, sha256) in reads.file_digests(project).await? {
            matcher.insert_bytes(sha256, file, item);
        }
        let mut after = None;
        loop {
            let page = reads.fingerprints(project, after, PAGE).await?;
            let Some(last) = page.last() else {
                return Ok(matcher);
            };
            after = Some(last.file);
            for row in &page {
                if let Ok(fingerprint) = Fingerprint::parse(row.kind, &row.body) {
                    matcher.insert(row.file, row.item, &fingerprint);
                }
            }
        }
    }

    fn insert_bytes(&mut self, sha256: Digest, file: FileId, item: ItemId) {
        let seen = self.bytes.entry(sha256).or_default();
        if !seen.contains(&(file, item)) {
            seen.push((file, item));
        }
    }

    /// Adds a file; a second time changes nothing.
    fn insert(&mut self, file: FileId, item: ItemId, fingerprint: &Fingerprint) {
        if !self.known.insert(file) {
            return;
        }
        let Ok(key) = u32::try_from(self.entries.len()) else {
            return;
        };
        self.entries.push((file, item));
        match fingerprint {
            Fingerprint::Picture(picture) => self.gallery.insert(key, picture),
            Fingerprint::Footage(footage) => self.recordings.insert(key, footage),
        }
    }

    /// Asks for files like one; none of the item it belongs to.
    pub(crate) fn ask(
        &self,
        sha256: &Digest,
        own: Option<ItemId>,
        fingerprint: Option<&Fingerprint>,
    ) -> Candidates {
        let others = |list: &[(FileId, ItemId)]| -> Vec<_> {
            let others = list.iter().filter(|(_, item)| Some(*item) != own);
            others.copied().collect()
        };
        let exact = others(self.bytes.get(sha256).map_or(&[], Vec::as_slice));
        let near: Vec<_> = self
            .near(fingerprint)
            .into_iter()
            .filter_map(|key| self.entries.get(key as usize).copied())
            .collect();
        let mut near = others(&near);
        near.retain(|one| !exact.contains(one));
        Candidates {
            exact,
            near,
            compared: self.compared(own),
        }
    }

    /// Pictures and recordings worth a close look.
    fn near(&self, fingerprint: Option<&Fingerprint>) -> Vec<u32> {
        match fingerprint {
            Some(Fingerprint::Picture(picture)) => {
                let mut near = self.gallery.candidates(picture);
                near.extend(self.recordings.showing(picture));
                near
            }
            Some(Fingerprint::Footage(footage)) => {
                let mut near = self.recordings.candidates(footage);
                let asking = Question::new(footage, &TURNS).needles;
                let stills = self.gallery.within(&asking, moment::ALIKE_RADIUS);
                near.extend(stills.into_iter().take(MOST_STILLS));
                near
            }
            None => Vec::new(),
        }
    }

    fn compared(&self, own: Option<ItemId>) -> u64 {
        let files = self.bytes.values().flatten();
        files.filter(|(_, item)| Some(*item) != own).count() as u64
    }
}

impl Candidates {
    /// Looks closely at each, outside of any lock: the surest first.
    pub(crate) async fn compare(
        self,
        app: &App,
        fingerprint: Option<&Fingerprint>,
    ) -> Result<Looked, AppError> {
        let files: Vec<FileId> = self.near.iter().map(|(file, _)| *file).collect();
        let rows = app.store.read().fingerprints_of(&files).await?;
        let exact = self.exact.iter().map(|(file, item)| Found {
            file: *file,
            item: *item,
            likeness: Likeness::exact(),
        });
        let near = match fingerprint.cloned() {
            Some(fingerprint) => spawn_blocking(move || close_looks(&fingerprint, &rows))
                .await
                .map_err(AppError::internal)?,
            None => Vec::new(),
        };
        let mut found: Vec<_> = exact.chain(near).collect();
        found.sort_by(|a, b| surest(a).total_cmp(&surest(b)).then(a.file.cmp(&b.file)));
        let mut similar = 0;
        found.retain(|one| {
            similar += usize::from(one.likeness.relation == MatchRelation::Similar);
            one.likeness.relation != MatchRelation::Similar || similar <= MOST_SIMILAR
        });
        Ok(Looked {
            found,
            compared: self.compared,
            ..Looked::default()
        })
    }
}

/// Sorts what is certain before what only looks alike.
fn surest(found: &Found) -> f64 {
    let doubt = match found.likeness.relation {
        MatchRelation::SameFile => 0.0,
        MatchRelation::SameFootage | MatchRelation::Excerpt => 1.0,
        MatchRelation::Similar => 2.0,
    };
    doubt + 1.0 - found.likeness.score
}

fn close_looks(fingerprint: &Fingerprint, rows: &[FingerprintRecord]) -> Vec<Found> {
    let looks = rows.iter().map(|row| close_look(fingerprint, row));
    looks.flatten().collect()
}

fn close_look(fingerprint: &Fingerprint, row: &FingerprintRecord) -> Option<Found> {
    let other = Fingerprint::parse(row.kind, &row.body).ok()?;
    Some(Found {
        file: row.file,
        item: row.item,
        likeness: likeness(fingerprint, &other)?,
    })
}
