//! Keeping what a comparison found, in the transaction that keeps what the file looks like.

use cairn_domain::{File, FileId, HashListId, MatchId, MatchRelation, MatchVerdict, ProjectId};
use cairn_matching::Fingerprint;
use cairn_storage::{
    ComparisonRecord, FingerprintRecord, ItemRecord, ListHitRecord, NewMatch, WriteTx,
};

use super::{Found, Looked, listed};
use crate::{App, AppError};

/// What is known of one file after it was looked up.
pub(crate) struct Comparison {
    project: ProjectId,
    file: FileId,
    fingerprint: Option<FingerprintRecord>,
    compared: ComparisonRecord,
    matches: Vec<NewMatch>,
    hits: Vec<ListHitRecord>,
    lists: Vec<HashListId>,
}

impl Comparison {
    /// Puts together what is to be kept.
    pub(crate) fn new(
        app: &App,
        item: &ItemRecord,
        file: &File,
        fingerprint: Option<&Fingerprint>,
        looked: Looked,
    ) -> Result<Self, AppError> {
        let matches = looked.found.into_iter();
        let hits = looked.listed.into_iter();
        Ok(Self {
            project: item.project,
            file: file.id,
            fingerprint: fingerprint.map(|it| FingerprintRecord {
                file: file.id,
                item: item.id,
                kind: it.kind(),
                version: Fingerprint::current_version(it.kind()),
                body: it.to_bytes(),
            }),
            compared: ComparisonRecord {
                files: looked.compared,
                compared_at: app.clock.now(),
            },
            matches: matches
                .map(|hit| new_match(app, item, file, hit))
                .collect::<Result<_, _>>()?,
            hits: hits.map(|hit| hit.of(item.id, file.id)).collect(),
            lists: looked.lists,
        })
    }

    /// Writes it. Safe to repeat.
    pub(crate) async fn save(self, app: &App, tx: &WriteTx) -> Result<(), AppError> {
        let now = self.compared.compared_at;
        if let Some(fingerprint) = &self.fingerprint {
            tx.set_fingerprint(self.project, fingerprint).await?;
        }
        tx.set_comparison(self.file, &self.compared).await?;
        for row in &self.matches {
            // Two files that are examined at once may each find the other; the pair is kept once.
            let is_new = tx.insert_match(row).await?;
            if is_new && row.exact {
                // Byte-identical files are the one thing nobody has to look at.
                tx.answer_match(row.id, Some(MatchVerdict::SameFile), None, now)
                    .await?;
            }
        }
        tx.insert_list_hits(&self.hits).await?;
        listed::look_on_later_lists(app, tx, self.project, &self.lists).await
    }
}

fn new_match(app: &App, item: &ItemRecord, file: &File, hit: Found) -> Result<NewMatch, AppError> {
    let likeness = hit.likeness;
    Ok(NewMatch {
        id: MatchId(app.dice.uuid(app.clock.now())),
        project: item.project,
        file: file.id,
        item: item.id,
        other_file: hit.file,
        other_item: hit.item,
        distance: likeness.distance,
        transform: likeness.transform.code().to_owned(),
        exact: likeness.relation == MatchRelation::SameFile,
        relation: likeness.relation,
        score: likeness.score,
        found: serde_json::to_string(&likeness.how).map_err(AppError::internal)?,
    })
}
