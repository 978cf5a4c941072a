//! Findings: immutable, superseded by later ones, never edited.

use cairn_domain::{Finding, FindingId, ItemId, UserId};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};

use crate::{
    Reads, StorageError, WriteTx,
    entity::finding::{self, Column},
    error::Settle,
    row::{Row, each, micros, to_json},
};

impl Reads<'_> {
    /// Every finding about an item, oldest first, those that no longer count included.
    pub async fn findings_of(&self, item: ItemId) -> Result<Vec<Finding>, StorageError> {
        let rows = finding::Entity::find()
            .filter(Column::Item.eq(item.0))
            .order_by_asc(Column::RecordedAt)
            .order_by_asc(Column::Id);
        each(rows.all(&self.db).await.settle()?, record)
    }

    /// A finding and the item it is about.
    pub async fn find_finding(
        &self,
        id: FindingId,
    ) -> Result<Option<(ItemId, Finding)>, StorageError> {
        let row = finding::Entity::find_by_id(id.0).one(&self.db).await;
        let row = row.settle()?;
        row.map(|row| Ok((ItemId(row.item), record(row)?)))
            .transpose()
    }
}

impl WriteTx {
    /// Adds a finding.
    pub async fn insert_finding(&self, item: ItemId, new: &Finding) -> Result<(), StorageError> {
        let row = finding::Model {
            id: new.id.0,
            item: item.0,
            author: new.author.0,
            recorded_at: micros(new.recorded_at),
            kind: new.body.kind().to_string(),
            body: to_json(&new.body)?,
            confidence: new.confidence.to_string(),
            reasoning: new.reasoning.clone(),
        };
        finding::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        Ok(())
    }
}

fn record(row: finding::Model) -> Result<Finding, StorageError> {
    let at = Row::of("finding", row.id);
    Ok(Finding {
        id: FindingId(row.id),
        author: UserId(row.author),
        recorded_at: row.recorded_at,
        body: at.json("body", &row.body)?,
        confidence: at.parse("confidence", &row.confidence)?,
        reasoning: row.reasoning,
    })
}
