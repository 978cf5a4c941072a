//! What projects changed of the codebook.

use std::collections::BTreeMap;

use cairn_domain::{ProjectId, Vocabulary};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, sea_query::OnConflict,
};

use crate::{
    Reads, StorageError, WriteTx,
    entity::vocabulary_term::{self, Column},
    error::Settle,
    row::{Row, each, to_json},
};

/// A code that a project added, or what it changed of one of the codebook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermRecord {
    /// The list it belongs to.
    pub vocabulary: Vocabulary,
    /// Never changes.
    pub code: String,
    /// The wider term; never changes.
    pub parent: Option<String>,
    /// Words by language: `en`, `prs`, `ps`. Missing ones fall back.
    pub labels: BTreeMap<String, String>,
    /// What the code means, for whoever codes.
    pub note: String,
    /// Kept for older records only.
    pub retired: bool,
}

impl Reads<'_> {
    /// Everything a project changed, by vocabulary and code.
    pub async fn vocabulary_terms(
        &self,
        project: ProjectId,
    ) -> Result<Vec<TermRecord>, StorageError> {
        let rows = vocabulary_term::Entity::find()
            .filter(Column::Project.eq(project.0))
            .order_by_asc(Column::Vocabulary)
            .order_by_asc(Column::Code);
        each(rows.all(&self.db).await.settle()?, |row| {
            let at = Row::of("vocabulary_term", &row.code);
            Ok(TermRecord {
                vocabulary: at.parse("vocabulary", &row.vocabulary)?,
                labels: at.json("labels", &row.labels)?,
                code: row.code,
                parent: row.parent,
                note: row.note,
                retired: row.retired,
            })
        })
    }
}

impl WriteTx {
    /// Adds a term, or replaces words, note and retirement of one; code and parent stay.
    pub async fn save_term(
        &self,
        project: ProjectId,
        term: &TermRecord,
    ) -> Result<(), StorageError> {
        let row = vocabulary_term::Model {
            project: project.0,
            vocabulary: term.vocabulary.to_string(),
            code: term.code.clone(),
            parent: term.parent.clone(),
            labels: to_json(&term.labels)?,
            note: term.note.clone(),
            retired: term.retired,
        };
        let replace = OnConflict::columns([Column::Project, Column::Vocabulary, Column::Code])
            .update_columns([Column::Labels, Column::Note, Column::Retired])
            .to_owned();
        vocabulary_term::Entity::insert(row.into_active_model())
            .on_conflict(replace)
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        Ok(())
    }
}
