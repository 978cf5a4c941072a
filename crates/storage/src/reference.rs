//! Imagery that pictures of an item are compared with.

use cairn_domain::{ItemId, Reference};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};

use crate::{
    Reads, StorageError, WriteTx,
    entity::{reference, reference::Column},
    error::Settle,
    row::{Row, each, micros, to_json},
};

impl Reads<'_> {
    /// The references of an item, in the order in which they were added.
    pub async fn references_of(&self, item: ItemId) -> Result<Vec<Reference>, StorageError> {
        let rows = reference::Entity::find()
            .filter(Column::Item.eq(item.0))
            .order_by_asc(Column::Id);
        each(rows.all(&self.db).await.settle()?, |row| {
            Row::of("reference", row.id).json("body", &row.body)
        })
    }
}

impl WriteTx {
    /// Adds a reference to an item. Its bytes have to be stored already.
    pub async fn insert_reference(
        &self,
        item: ItemId,
        new: &Reference,
    ) -> Result<(), StorageError> {
        let row = reference::Model {
            id: new.id.0,
            item: item.0,
            added_by: new.added_by.0,
            added_at: micros(new.added_at),
            sha256: new.picture.as_ref().map(|kept| kept.sha256.to_string()),
            body: to_json(new)?,
        };
        reference::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        Ok(())
    }
}
