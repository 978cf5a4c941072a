//! How far each person has uncovered the files of an item. Nobody reads another person's rows.

use cairn_domain::{Digest, FileId, ItemId, UserId};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, sea_query::OnConflict,
};

use crate::{
    Reads, StorageError, WriteTx,
    entity::reveal::{self, Column},
    error::Settle,
    row::{Row, each},
};

/// What one person has uncovered of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RevealRecord {
    /// The file.
    pub file: FileId,
    /// How many steps of looking were taken; at least one.
    pub steps: u32,
    /// Digest of the rating they were warned with.
    pub rating: Digest,
}

impl Reads<'_> {
    /// What a person has uncovered of an item.
    pub async fn reveals_of(
        &self,
        account: UserId,
        item: ItemId,
    ) -> Result<Vec<RevealRecord>, StorageError> {
        let rows = reveal::Entity::find()
            .filter(Column::Account.eq(account.0))
            .filter(Column::Item.eq(item.0))
            .order_by_asc(Column::File);
        each(rows.all(&self.db).await.settle()?, record)
    }
}

impl WriteTx {
    /// Remembers how far a person has uncovered a file.
    pub async fn set_reveal(
        &self,
        account: UserId,
        item: ItemId,
        new: &RevealRecord,
    ) -> Result<(), StorageError> {
        let row = reveal::Model {
            account: account.0,
            item: item.0,
            file: new.file.0,
            steps: new.steps.into(),
            rating: new.rating.to_string(),
        };
        let replace = OnConflict::columns([Column::Account, Column::Item, Column::File])
            .update_columns([Column::Steps, Column::Rating])
            .to_owned();
        reveal::Entity::insert(row.into_active_model())
            .on_conflict(replace)
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        Ok(())
    }

    /// Forgets what a person has uncovered of an item, or of one file of it.
    pub async fn forget_reveals(
        &self,
        account: UserId,
        item: ItemId,
        file: Option<FileId>,
    ) -> Result<(), StorageError> {
        let mut rows = reveal::Entity::delete_many()
            .filter(Column::Account.eq(account.0))
            .filter(Column::Item.eq(item.0));
        if let Some(file) = file {
            rows = rows.filter(Column::File.eq(file.0));
        }
        rows.exec(&self.db).await.settle()?;
        Ok(())
    }
}

fn record(row: reveal::Model) -> Result<RevealRecord, StorageError> {
    let at = Row::of("reveal", format!("{} {}", row.item, row.file));
    Ok(RevealRecord {
        file: FileId(row.file),
        steps: at.number("steps", row.steps)?,
        rating: at.parse("rating", &row.rating)?,
    })
}
