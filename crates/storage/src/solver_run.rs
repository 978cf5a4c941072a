//! Runs of the shadow solver that people kept: JSON that is not understood here.

use cairn_domain::{ItemId, SolverRunId, UserId};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use serde_json::Value;

use crate::{
    Reads, StorageError, WriteTx,
    entity::{solver_run, solver_run::Column},
    error::Settle,
    row::{Row, each, micros, to_json},
};

/// A run somebody kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SolverRunRecord {
    /// The row.
    pub id: SolverRunId,
    /// Whose.
    pub author: UserId,
    /// When.
    pub made_at: DateTime<Utc>,
    /// What went in, what did the work, what came out.
    pub body: Value,
}

impl Reads<'_> {
    /// The runs kept for an item, in the order of their making.
    pub async fn solver_runs_of(&self, item: ItemId) -> Result<Vec<SolverRunRecord>, StorageError> {
        let rows = solver_run::Entity::find()
            .filter(Column::Item.eq(item.0))
            .order_by_asc(Column::Id);
        each(rows.all(&self.db).await.settle()?, |row| {
            Ok(SolverRunRecord {
                id: SolverRunId(row.id),
                author: UserId(row.author),
                made_at: row.made_at,
                body: Row::of("solver_run", row.id).json("body", &row.body)?,
            })
        })
    }
}

impl WriteTx {
    /// Keeps a run.
    pub async fn insert_solver_run(
        &self,
        item: ItemId,
        new: &SolverRunRecord,
    ) -> Result<(), StorageError> {
        let row = solver_run::Model {
            id: new.id.0,
            item: item.0,
            author: new.author.0,
            made_at: micros(new.made_at),
            body: to_json(&new.body)?,
        };
        solver_run::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        Ok(())
    }
}
