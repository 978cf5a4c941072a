//! What a release changed, read from its own `changes.json`, so that a page can say no other.

use std::collections::HashSet;

use cairn_dataset::{Changes, PublicIncident, Replaced, is_told_again};
use cairn_storage::RetractionRecord;
use futures::TryStreamExt;
use serde::Deserialize;

use super::{Dataset, open_release_file};
use crate::{App, AppError};

/// Larger files are for programs: reading one for every visitor would cost more than it tells.
const MOST_BYTES: u64 = 2 * 1024 * 1024;

/// What differs between a release and the one before.
#[derive(Debug, Clone, Deserialize)]
pub struct ReleaseChanges {
    /// The one before; the first release has none.
    pub from: Option<u32>,
    /// Record by record, field by field.
    #[serde(flatten)]
    pub changes: Changes,
}

impl ReleaseChanges {
    /// What was withdrawn since is named by its tombstone alone: the file stays what was signed, and
    /// nobody is told again what stood in it.
    pub fn without(mut self, dataset: &Dataset, withdrawn: &[RetractionRecord]) -> Self {
        let id = |record: &RetractionRecord| format!("{}-{}", dataset.project.code, record.short);
        let gone: HashSet<String> = withdrawn.iter().map(id).collect();
        let is_there = |id: &str| !gone.iter().any(|gone| id.contains(gone.as_str()));
        self.changes.added.retain(|one| is_there(&one.id));
        self.changes.changed.retain(|one| is_there(&one.id));
        // Of what is gone a table without ids would repeat the whole line.
        let is_named = |id: &str| gone.contains(id) || is_there(id);
        self.changes.removed.retain(|one| is_named(&one.id));
        self
    }
}

/// What a release changed, without what was withdrawn since; `None` where that is too much for a page.
///
/// # Errors
/// [`AppError::NotFound`] for a release that is none.
pub async fn release_changes(
    app: &App,
    dataset: &Dataset,
    version: u32,
) -> Result<Option<ReleaseChanges>, AppError> {
    let mut room = MOST_BYTES;
    let Some(read) = read_changes(app, dataset, version, &mut room).await? else {
        return Ok(None);
    };
    let reads = app.store.read();
    let withdrawn = reads.retractions_since(dataset.project.id, 0).await?;
    Ok(Some(read.without(dataset, &withdrawn)))
}

/// What releases have done to one record since the one that published it first.
#[derive(Debug, Default)]
pub struct RecordHistory {
    /// Newest first, with what each changed of the record and of its evidence, sources and claims.
    pub releases: Vec<(u32, Changes)>,
    /// Whether older releases were left unread: theirs would be too much for a page.
    pub has_more: bool,
}

/// The history of a record, from the files of the releases that may have changed it.
pub async fn record_history(
    app: &App,
    dataset: &Dataset,
    record: &PublicIncident,
) -> Result<RecordHistory, AppError> {
    let mut history = RecordHistory::default();
    if record.updated_release <= record.first_release {
        return Ok(history);
    }
    let reads = app.store.read();
    let withdrawn = reads.retractions_since(dataset.project.id, 0).await?;
    let mut room = MOST_BYTES;
    for version in (record.first_release + 1..=record.updated_release).rev() {
        let read = match read_changes(app, dataset, version, &mut room).await {
            Err(AppError::NotFound) => None,
            read => read?,
        };
        let Some(mut read) = read else {
            history.has_more = true;
            break;
        };
        read.changes = of_record(read.changes, record);
        let told = read.without(dataset, &withdrawn).changes;
        history.releases.push((version, told));
    }
    Ok(history)
}

/// Reads the changes of a release, if there is room for as many bytes; they are taken from it.
async fn read_changes(
    app: &App,
    dataset: &Dataset,
    version: u32,
    room: &mut u64,
) -> Result<Option<ReleaseChanges>, AppError> {
    let file = open_release_file(app, dataset, version, "changes.json").await?;
    let Some(left) = room.checked_sub(file.size_bytes) else {
        return Ok(None);
    };
    *room = left;
    let mut pieces = app.store.blobs().open_range(&file.sha256, None).await?;
    let mut bytes = Vec::new();
    while let Some(piece) = pieces.try_next().await? {
        bytes.extend_from_slice(&piece);
    }
    let read = serde_json::from_slice(&bytes).map_err(AppError::internal)?;
    Ok(Some(read))
}

/// Changes of a record, its sources, and its present evidence and claims. What stood in a field that may
/// have been changed to protect somebody stays in the release that said it: here both its values are null.
fn of_record(mut changes: Changes, record: &PublicIncident) -> Changes {
    let source = format!("{}-", record.short);
    let evidence = record.evidence.iter().map(|one| &*one.short);
    let claims = record.claims.iter().map(|one| &*one.short);
    let its: HashSet<&str> = evidence.chain(claims).chain([&*record.short]).collect();
    let is_its = |id: &str| its.contains(id) || id.starts_with(&source);
    changes.added.retain(|one| is_its(&one.id));
    changes.changed.retain(|one| is_its(&one.id));
    changes.removed.retain(|one| is_its(&one.id));
    for change in &mut changes.changed {
        for (field, values) in &mut change.fields {
            if values.new.is_null() || !is_told_again(&change.table, field) {
                *values = Replaced::default();
            }
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn a_history_tells_counts_again_and_nothing_that_may_have_been_protected() {
        let changes = r#"{ "columns": [], "removed": [],
            "added": [{ "table": "evidence", "id": "AFG-2A3B4C" }, { "table": "evidence", "id": "AFG-OTHER2" }],
            "changed": [
                { "table": "incidents", "id": "AFG-7K3QXM", "fields": {
                    "fatalities_low": { "old": 6, "new": 7 }, "fatalities_best": { "old": 8, "new": null },
                    "adm1_pcode": { "old": "AF01", "new": "AF02" }, "loc_precision_m": { "old": 9, "new": 5000 },
                    "lat": { "old": 34.51234, "new": 34.5 }, "summary": { "old": "Her name was", "new": "She" },
                    "date": { "old": "2022-09-30", "new": "2022-09-01" },
                    "event_type": { "old": "bombing", "new": "suicide_bombing" } } },
                { "table": "incidents", "id": "AFG-9Z8Y7X", "fields": { "lat": { "old": 1, "new": 2 } } }
            ] }"#;
        let mut record = PublicIncident::bare("AFG-7K3QXM", "", "2022-09-30".parse().unwrap(), 1);
        let item = r#"{ "short": "AFG-2A3B4C", "kind": "photo", "sensitivity": "none", "content_notes": [],
            "precision_m": 1.0, "how_located": "", "how_dated": "" }"#;
        record.evidence.push(serde_json::from_str(item).unwrap());
        let told = of_record(serde_json::from_str(changes).unwrap(), &record);
        let added: Vec<_> = told.added.iter().map(|one| &*one.id).collect();
        assert_eq!(added, ["AFG-2A3B4C"]);
        let [change] = told.changed.as_slice() else {
            panic!("{told:?}");
        };
        let said = change
            .fields
            .iter()
            .filter(|(_, both)| **both != Replaced::default());
        let said: Vec<_> = said.map(|(field, _)| &**field).collect();
        assert_eq!(said, ["event_type", "fatalities_low"]);
        assert_eq!(change.fields.len(), 8, "that the others changed is said");
    }
}
