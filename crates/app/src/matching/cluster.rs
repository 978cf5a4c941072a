//! Files that were said to be the same footage, directly or through others, and which one is kept.

use std::collections::{HashMap, HashSet};

use cairn_domain::{
    ContentNote, FileId, ItemId, MatchVerdict, ProjectId, Sensitivity, ShortId, UserId,
};
use cairn_storage::{ItemRecord, JoinRecord, MatchRecord, Reads, WriteTx};
use chrono::{DateTime, Utc};

use crate::{AppError, Clock};

/// Open pairs that are looked at when an answer may settle others.
const MOST_OPEN: u64 = 10_000;

/// Everything that is the same footage as one file, the file itself among it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cluster {
    /// The one to keep first, then from the earliest.
    pub files: Vec<ClusterFile>,
    /// What any of them was found to hold: whoever opens another is warned of it too.
    pub notes: Vec<ContentNote>,
    /// The strongest of their ratings.
    pub sensitivity: Option<Sensitivity>,
}

/// One file of a cluster.
#[derive(Debug, Clone, PartialEq)]
pub struct ClusterFile {
    /// The file.
    pub file: FileId,
    /// The item it belongs to.
    pub item: ShortId,
    /// Its title.
    pub title: String,
    /// When it was handed in.
    pub received_at: DateTime<Utc>,
    /// Width times height; 0 where it could not be decoded.
    pub pixels: u64,
    /// Size in bytes.
    pub size_bytes: u64,
    /// Whether the viewer has looked at it already.
    pub is_seen: bool,
}

/// Which files belong together.
#[derive(Debug, Default)]
struct Sets(HashMap<FileId, FileId>);

impl Sets {
    fn of<'j>(joins: impl Iterator<Item = &'j JoinRecord>) -> Self {
        let mut sets = Self::default();
        for join in joins {
            let (one, other) = (sets.root(join.file), sets.root(join.other_file));
            sets.0.insert(one, other);
        }
        sets
    }

    fn root(&self, file: FileId) -> FileId {
        let mut at = file;
        while let Some(&next) = self.0.get(&at).filter(|next| **next != at) {
            at = next;
        }
        at
    }

    fn are_one(&self, a: FileId, b: FileId) -> bool {
        self.root(a) == self.root(b)
    }
}

/// Items with footage that somebody who looked at these files knows from another item.
pub(crate) async fn known_from_elsewhere(
    reads: &Reads<'_>,
    project: ProjectId,
    looked: &HashSet<FileId>,
) -> Result<HashSet<ItemId>, AppError> {
    let joins = reads.joins(project).await?;
    let sets = Sets::of(joins.iter());
    let ends = joins
        .iter()
        .flat_map(|join| [(join.file, join.item), (join.other_file, join.other_item)]);
    let is_looked = |(file, _): &(FileId, ItemId)| looked.contains(file);
    let known: HashSet<_> = ends
        .clone()
        .filter(is_looked)
        .map(|(file, _)| sets.root(file))
        .collect();
    let again = ends.filter(|end| !is_looked(end) && known.contains(&sets.root(end.0)));
    Ok(again.map(|(_, item)| item).collect())
}

/// The cluster of a file with these matches; read only where one of them joins it to another.
pub(crate) async fn cluster_of_joined(
    reads: &Reads<'_>,
    project: ProjectId,
    matches: &[MatchRecord],
    viewer: UserId,
) -> Result<Option<Cluster>, AppError> {
    let joins = |row: &&MatchRecord| {
        let same = [MatchVerdict::SameFile, MatchVerdict::SameFootage];
        row.verdict.is_some_and(|verdict| same.contains(&verdict))
    };
    match matches.iter().find(joins) {
        Some(row) => cluster(reads, project, row.file, viewer).await.map(Some),
        None => Ok(None),
    }
}

/// The cluster of one file; empty if nothing was said to be the same as it.
pub(crate) async fn cluster(
    reads: &Reads<'_>,
    project: ProjectId,
    file: FileId,
    viewer: UserId,
) -> Result<Cluster, AppError> {
    let joins = reads.joins(project).await?;
    let sets = Sets::of(joins.iter());
    let mut members: Vec<(FileId, ItemId)> = joins
        .iter()
        .flat_map(|join| [(join.file, join.item), (join.other_file, join.other_item)])
        .filter(|(member, _)| sets.are_one(*member, file))
        .collect();
    members.sort_unstable();
    members.dedup();
    let mut cluster = Cluster::default();
    for (member, item) in members {
        let item = reads.load_item(item).await?;
        if let Some(file) = member_of(reads, &item, member, viewer).await? {
            cluster.files.push(file);
            cluster.warn(&item);
        }
    }
    cluster.files.sort_by(keeper_first);
    Ok(cluster)
}

impl Cluster {
    fn warn(&mut self, item: &ItemRecord) {
        let Some(rating) = &item.state.rating else {
            return;
        };
        for note in rating.all_notes() {
            if !self.notes.contains(&note) {
                self.notes.push(note);
            }
        }
        let place = |rated: Sensitivity| Sensitivity::ALL.iter().position(|one| *one == rated);
        if self.sensitivity.map(place) < Some(place(rating.sensitivity)) {
            self.sensitivity = Some(rating.sensitivity);
        }
    }
}

async fn member_of(
    reads: &Reads<'_>,
    item: &ItemRecord,
    member: FileId,
    viewer: UserId,
) -> Result<Option<ClusterFile>, AppError> {
    let files = reads.files_of(item.id).await?;
    let seen = reads.reveals_of(viewer, item.id).await?;
    let found = files.into_iter().find(|file| file.id == member);
    Ok(found.map(|file| ClusterFile {
        file: member,
        item: item.short.clone(),
        title: item.title.clone(),
        received_at: item.received_at,
        pixels: u64::from(file.width.unwrap_or(0)) * u64::from(file.height.unwrap_or(0)),
        size_bytes: file.size_bytes,
        is_seen: seen.iter().any(|reveal| reveal.file == member),
    }))
}

/// The keeper is the earliest to have come; of those that came together, the one with the most
/// pixels, then the most bytes.
fn keeper_first(a: &ClusterFile, b: &ClusterFile) -> std::cmp::Ordering {
    let by_time = a.received_at.cmp(&b.received_at);
    by_time
        .then(b.pixels.cmp(&a.pixels))
        .then(b.size_bytes.cmp(&a.size_bytes))
        .then(a.file.cmp(&b.file))
}

/// After an answer: pairs within one cluster need not be asked, and what followed from an answer
/// that was taken back is open again.
pub(super) async fn follow(
    tx: &WriteTx,
    project: ProjectId,
    clock: &Clock,
) -> Result<(), AppError> {
    let joins = tx.read().joins(project).await?;
    let said = Sets::of(joins.iter().filter(|join| !join.follows));
    for join in joins.iter().filter(|join| join.follows) {
        if !said.are_one(join.file, join.other_file) {
            tx.answer_match(join.id, None, None, clock.now()).await?;
        }
    }
    for pair in tx.read().open_pairs(project, MOST_OPEN).await? {
        if said.are_one(pair.file, pair.other_file) {
            let verdict = Some(MatchVerdict::SameFootage);
            tx.answer_match(pair.id, verdict, None, clock.now()).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use cairn_domain::MatchId;
    use uuid::Uuid;

    fn id(number: u128) -> FileId {
        FileId(Uuid::from_u128(number))
    }

    fn join(a: u128, b: u128) -> JoinRecord {
        JoinRecord {
            id: MatchId(Uuid::from_u128(a * 100 + b)),
            follows: false,
            file: id(a),
            item: ItemId(Uuid::from_u128(a)),
            other_file: id(b),
            other_item: ItemId(Uuid::from_u128(b)),
        }
    }

    #[test]
    fn what_is_joined_through_others_is_one() {
        let joins = [join(1, 2), join(3, 4), join(2, 3), join(8, 9)];
        let sets = Sets::of(joins.iter());
        assert!(sets.are_one(id(1), id(4)));
        assert!(!sets.are_one(id(1), id(8)));
        assert!(!sets.are_one(id(5), id(6)), "nothing was said of these");
    }

    #[test]
    fn the_earliest_is_kept_and_of_those_the_largest() {
        let file = |number, minute: i64, pixels| ClusterFile {
            file: id(number),
            item: "BBBBB2".parse().expect("a short id"),
            title: String::new(),
            received_at: DateTime::UNIX_EPOCH + chrono::TimeDelta::minutes(minute),
            pixels,
            size_bytes: 1,
            is_seen: false,
        };
        let mut files = [file(1, 5, 900), file(2, 0, 100), file(3, 0, 400)];
        files.sort_by(keeper_first);
        assert_eq!(files.map(|it| it.file), [id(3), id(2), id(1)]);
    }
}
