//! Partners' lists in memory, and which of our files are on them.

use std::{collections::HashMap, sync::Arc};

use cairn_domain::{FileId, HashListId, ItemId, JobId, ProjectId};
use cairn_matching::{
    Fingerprint, Index, Pdq, Transform,
    exchange::{LISTED_RADIUS, MIN_LISTED_QUALITY},
    footage::TURNS,
};
use cairn_storage::{ListHitRecord, NewJob, Reads, Store, WriteTx};
use tokio::task::spawn_blocking;

use super::matcher::PAGE;
use crate::{App, AppError};

/// Kind of job, payload `{list}`: looks which files of the project are on a list.
pub(crate) const LOOK: &str = "look_on_list";

/// Every list of a project.
#[derive(Default)]
pub(crate) struct Lists {
    /// In the order of their storage.
    ids: Vec<HashListId>,
    index: Index,
    /// Of each hash, by its key in the index: its list, as a place in `ids`, and what that calls it.
    marks: Vec<(usize, Arc<str>)>,
}

/// What a list calls something that is like a file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sight {
    list: HashListId,
    label: String,
    distance: u32,
    frames: u32,
    t_s: Option<f64>,
}

impl Sight {
    /// As a row about one file.
    pub(crate) fn of(self, item: ItemId, file: FileId) -> ListHitRecord {
        ListHitRecord {
            list: self.list,
            file,
            item,
            label: self.label,
            distance: self.distance,
            frames: self.frames,
            t_s: self.t_s,
        }
    }
}

/// Looks on every list of a project; also says which lists those were.
pub(crate) async fn look_on_lists(
    app: &App,
    project: ProjectId,
    fingerprint: Option<&Fingerprint>,
) -> Result<(Vec<Sight>, Vec<HashListId>), AppError> {
    let lists = joined(app, project).await?;
    let ids = lists.ids.clone();
    let Some(fingerprint) = fingerprint.filter(|_| !ids.is_empty()).cloned() else {
        return Ok((Vec::new(), ids));
    };
    let sights = spawn_blocking(move || lists.sights(&fingerprint)).await;
    Ok((sights.map_err(AppError::internal)?, ids))
}

/// The lists of a project in memory, read again when they are no longer those in storage.
async fn joined(app: &App, project: ProjectId) -> Result<Arc<Lists>, AppError> {
    let reads = app.store.read();
    let ids: Vec<_> = reads.hash_lists(project).await?;
    let ids: Vec<_> = ids.into_iter().map(|list| list.id).collect();
    let mut known = app.shared.lists.lock().await;
    if let Some(lists) = known.get(&project).filter(|lists| lists.ids == ids) {
        return Ok(Arc::clone(lists));
    }
    let lists = Arc::new(Lists::load(&reads, ids).await?);
    known.insert(project, Arc::clone(&lists));
    Ok(lists)
}

/// Lets a worker look for the files that were examined while a list came in: each job looks at all.
pub(crate) async fn look_on_later_lists(
    app: &App,
    tx: &WriteTx,
    project: ProjectId,
    seen: &[HashListId],
) -> Result<(), AppError> {
    for list in tx.read().hash_lists(project).await? {
        if !seen.contains(&list.id) {
            tx.enqueue(&look_job(app, list.id)).await?;
        }
    }
    Ok(())
}

/// The job that looks for one list.
pub(crate) fn look_job(app: &App, list: HashListId) -> NewJob {
    let now = app.clock.now();
    NewJob {
        id: JobId(app.dice.uuid(now)),
        kind: LOOK.to_owned(),
        payload: serde_json::json!({ "list": list }),
        not_before: now,
    }
}

/// Looks which files of the project are on a list. Safe to repeat; a list that is gone is done.
pub(crate) async fn look_again(app: &App, list: HashListId) -> Result<(), AppError> {
    let reads = app.store.read();
    let Some(project) = reads.project_of_list(list).await? else {
        return Ok(());
    };
    let lists = Arc::new(Lists::load(&reads, vec![list]).await?);
    let mut after = None;
    loop {
        let page = reads.fingerprints(project, after, PAGE).await?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        after = Some(last.file);
        let lists = Arc::clone(&lists);
        let hits = spawn_blocking(move || {
            let hits = page.iter().filter_map(|row| {
                let fingerprint = Fingerprint::parse(row.kind, &row.body).ok()?;
                let sights = lists.sights(&fingerprint).into_iter();
                Some(sights.map(|sight| sight.of(row.item, row.file)))
            });
            hits.flatten().collect::<Vec<_>>()
        });
        let hits = hits.await.map_err(AppError::internal)?;
        save(app, list, hits).await?;
    }
}

async fn save(app: &App, list: HashListId, hits: Vec<ListHitRecord>) -> Result<(), AppError> {
    let store = app.store.clone();
    Store::detached(async move {
        let tx = store.begin().await?;
        if tx.read().project_of_list(list).await?.is_some() {
            tx.insert_list_hits(&hits).await?;
        }
        tx.commit().await.map_err(AppError::from)
    })
    .await
}

impl Lists {
    async fn load(reads: &Reads<'_>, ids: Vec<HashListId>) -> Result<Self, AppError> {
        let mut lists = Self {
            ids,
            ..Self::default()
        };
        for (place, id) in lists.ids.clone().into_iter().enumerate() {
            for listed in reads.listed_hashes(id).await? {
                let poor = listed.quality.is_some_and(|it| it < MIN_LISTED_QUALITY);
                let pdq = listed.pdq.parse::<Pdq>().map_err(AppError::internal)?;
                if !poor {
                    lists.index.insert(lists.marks.len() as u64, pdq);
                    lists.marks.push((place, listed.label.into()));
                }
            }
        }
        Ok(lists)
    }

    /// What the lists call things like this, one sight for each list and name.
    fn sights(&self, fingerprint: &Fingerprint) -> Vec<Sight> {
        let needles = Needles::of(fingerprint);
        let mut best: HashMap<(usize, &str), Best> = HashMap::new();
        for hit in self.index.search(&needles.codes, LISTED_RADIUS) {
            let key = usize::try_from(hit.key).ok();
            let Some((place, label)) = key.and_then(|key| self.marks.get(key)) else {
                continue;
            };
            let (frame, t_s) = needles.meaning[hit.needle];
            let known = best.entry((*place, label)).or_insert(Best {
                distance: hit.distance,
                t_s,
                frames: Vec::new(),
            });
            if hit.distance < known.distance {
                (known.distance, known.t_s) = (hit.distance, t_s);
            }
            known.frames.push(frame);
        }
        let mut sights: Vec<Sight> = best
            .into_iter()
            .map(|((place, label), best)| best.sight(self.ids[place], label))
            .collect();
        sights.sort_by(|a, b| (a.distance, a.list, &a.label).cmp(&(b.distance, b.list, &b.label)));
        sights
    }
}

struct Best {
    distance: u32,
    t_s: Option<f64>,
    frames: Vec<usize>,
}

impl Best {
    fn sight(mut self, list: HashListId, label: &str) -> Sight {
        self.frames.sort_unstable();
        self.frames.dedup();
        Sight {
            list,
            label: label.to_owned(),
            distance: self.distance,
            frames: u32::try_from(self.frames.len()).unwrap_or(u32::MAX),
            t_s: self.t_s,
        }
    }
}

/// The hashes of a file that are good enough to ask with.
#[derive(Default)]
struct Needles {
    codes: Vec<Pdq>,
    /// Of each code: which frame it is of, and when that is shown.
    meaning: Vec<(usize, Option<f64>)>,
}

impl Needles {
    fn of(fingerprint: &Fingerprint) -> Self {
        let mut needles = Self::default();
        match fingerprint {
            Fingerprint::Picture(picture) => {
                for probe in &picture.probes {
                    needles.push(&probe.hashed, Transform::ALL, (0, None));
                }
            }
            Fingerprint::Footage(footage) => {
                for (at, frame) in footage.frames.iter().enumerate() {
                    for hashed in &frame.probes {
                        needles.push(hashed, &TURNS, (at, Some(frame.t_s)));
                    }
                }
            }
        }
        needles
    }

    fn push(
        &mut self,
        hashed: &cairn_matching::Hashed,
        turns: &[Transform],
        meaning: (usize, Option<f64>),
    ) {
        if hashed.quality < MIN_LISTED_QUALITY {
            return;
        }
        let variants = Transform::ALL.iter().zip(hashed.dihedral);
        for (_, code) in variants.filter(|(turn, _)| turns.contains(turn)) {
            self.codes.push(code);
            self.meaning.push(meaning);
        }
    }
}
