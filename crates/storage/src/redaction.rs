//! Redactions: immutable, superseded by later ones, and what became of each.

use std::collections::HashMap;

use cairn_domain::{Derivative, Digest, FileId, ItemId, ProjectId, Redaction, RedactionId, UserId};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    Reads, StorageError, WriteTx,
    entity::{
        derivative, file,
        redaction::{self, Column},
        redaction_copy,
    },
    error::Settle,
    file::made_row,
    row::{Row, micros, to_json},
};

/// A redaction and what became of it; nothing until its copy was tried.
#[derive(Debug, Clone, PartialEq)]
pub struct RedactionRecord {
    /// What is covered.
    pub redaction: Redaction,
    /// What became of it.
    pub outcome: Option<RedactionOutcome>,
}

/// What became of a redaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RedactionOutcome {
    /// The copy was made; both are names of derivatives of the file.
    Made {
        /// The copy.
        copy: Digest,
        /// Its cover; sound has none.
        cover: Option<Digest>,
    },
    /// It could not be made.
    Failed {
        /// Why, in words.
        problem: String,
    },
}

impl Reads<'_> {
    /// Every redaction of an item's files, oldest first, those that no longer count included.
    pub async fn redactions_of(&self, item: ItemId) -> Result<Vec<RedactionRecord>, StorageError> {
        let rows = redaction::Entity::find()
            .filter(Column::Item.eq(item.0))
            .order_by_asc(Column::RecordedAt)
            .order_by_asc(Column::Id);
        let rows = rows.all(&self.db).await.settle()?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let ids = rows.iter().map(|row| row.id);
        let copies = redaction_copy::Entity::find()
            .filter(redaction_copy::Column::Redaction.is_in(ids))
            .all(&self.db)
            .await
            .settle()?;
        let mut of_redaction: HashMap<_, _> = copies
            .into_iter()
            .map(|copy| (copy.redaction, copy))
            .collect();
        let mut records = Vec::with_capacity(rows.len());
        for row in rows {
            let copy = of_redaction.remove(&row.id);
            records.push(RedactionRecord {
                redaction: record(row)?,
                outcome: copy.map(outcome).transpose()?,
            });
        }
        Ok(records)
    }
}

impl WriteTx {
    /// Adds a redaction.
    pub async fn insert_redaction(
        &self,
        item: ItemId,
        new: &Redaction,
    ) -> Result<(), StorageError> {
        let row = redaction::Model {
            id: new.id.0,
            item: item.0,
            file: new.file.0,
            author: new.author.0,
            recorded_at: micros(new.recorded_at),
            body: to_json(&new.body)?,
        };
        redaction::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        Ok(())
    }

    /// Records the copy of a redaction with its derivatives, or why there is none.
    pub async fn record_redaction_copy(
        &self,
        redaction: &Redaction,
        outcome: &RedactionOutcome,
        made: &[Derivative],
        at: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        let (copy, cover, problem) = match outcome {
            RedactionOutcome::Made { copy, cover } => (Some(copy), cover.as_ref(), None),
            RedactionOutcome::Failed { problem } => (None, None, Some(problem.clone())),
        };
        let row = redaction_copy::Model {
            redaction: redaction.id.0,
            made_at: micros(at),
            copy: copy.map(ToString::to_string),
            cover: cover.map(ToString::to_string),
            problem,
        };
        redaction_copy::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.db)
            .await
            .or_taken("redaction copy")?;
        self.add_derivatives(redaction.file, made).await
    }

    /// Adds derivatives to a file that was examined before.
    async fn add_derivatives(&self, id: FileId, made: &[Derivative]) -> Result<(), StorageError> {
        let file = file::Entity::find_by_id(id.0)
            .lock_exclusive()
            .one(&self.db)
            .await;
        let file = file
            .settle()?
            .ok_or(StorageError::Missing { what: "file" })?;
        let last: Option<i64> = derivative::Entity::find()
            .select_only()
            .column(derivative::Column::Position)
            .filter(derivative::Column::File.eq(id.0))
            .order_by_desc(derivative::Column::Position)
            .into_tuple()
            .one(&self.db)
            .await
            .settle()?;
        let first = last.map_or(0, |last| last + 1);
        let rows = made
            .iter()
            .zip(first..)
            .map(|(made, position)| made_row(id, ProjectId(file.project), position, made));
        self.insert_all(rows.collect::<Result<_, StorageError>>()?)
            .await
    }
}

fn record(row: redaction::Model) -> Result<Redaction, StorageError> {
    let at = Row::of("redaction", row.id);
    Ok(Redaction {
        id: RedactionId(row.id),
        file: FileId(row.file),
        author: UserId(row.author),
        recorded_at: row.recorded_at,
        body: at.json("body", &row.body)?,
    })
}

fn outcome(row: redaction_copy::Model) -> Result<RedactionOutcome, StorageError> {
    let at = Row::of("redaction_copy", row.redaction);
    Ok(match at.parse_some("copy", row.copy.as_deref())? {
        Some(copy) => RedactionOutcome::Made {
            copy,
            cover: at.parse_some("cover", row.cover.as_deref())?,
        },
        None => RedactionOutcome::Failed {
            problem: row.problem.unwrap_or_default(),
        },
    })
}
