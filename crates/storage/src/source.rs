//! Sources of items: the links they came from.

use cairn_domain::{ItemId, Source, SourceId};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};

use crate::{Reads, StorageError, WriteTx, entity::source, error::Settle};

impl Reads<'_> {
    /// Sources of an item in the order of their ids, which is that of their making.
    pub async fn sources_of(&self, item: ItemId) -> Result<Vec<Source>, StorageError> {
        let rows = source::Entity::find()
            .filter(source::Column::Item.eq(item.0))
            .order_by_asc(source::Column::Id);
        let rows = rows.all(&self.db).await.settle()?;
        let sources = rows.into_iter().map(|row| Source {
            id: SourceId(row.id),
            url: row.url,
        });
        Ok(sources.collect())
    }
}

impl WriteTx {
    /// Adds a source to an item.
    pub async fn insert_source(&self, item: ItemId, new: &Source) -> Result<(), StorageError> {
        let row = source::Model {
            id: new.id.0,
            item: item.0,
            url: new.url.clone(),
        };
        source::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        Ok(())
    }
}
