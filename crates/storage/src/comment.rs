//! Comments: what members say to each other about an item, beside the log. Nothing a submitter
//! says comes here, and nothing here goes to them.

use cairn_domain::{ItemId, UserId};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{
    Reads, StorageError, WriteTx,
    entity::comment::{self, Column},
    error::Settle,
    row::micros,
};

/// One comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentRecord {
    /// Who wrote it; none if they asked to be forgotten.
    pub author: Option<UserId>,
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub body: String,
}

impl Reads<'_> {
    /// Comments on an item in the order they were written.
    pub async fn comments_of(&self, item: ItemId) -> Result<Vec<CommentRecord>, StorageError> {
        let rows = comment::Entity::find()
            .filter(Column::Item.eq(item.0))
            .order_by_asc(Column::Id);
        let rows = rows.all(&self.db).await.settle()?;
        let comments = rows.into_iter().map(|row| CommentRecord {
            author: row.author.map(UserId),
            at: row.at,
            body: row.body,
        });
        Ok(comments.collect())
    }
}

impl WriteTx {
    /// Adds a comment to an item, and gives its number.
    pub async fn insert_comment(
        &self,
        item: ItemId,
        new: &CommentRecord,
    ) -> Result<i64, StorageError> {
        let row = comment::ActiveModel {
            item: Set(item.0),
            author: Set(new.author.map(|user| user.0)),
            at: Set(micros(new.at)),
            body: Set(new.body.clone()),
            ..Default::default()
        };
        let inserted = comment::Entity::insert(row).exec(&self.db).await;
        Ok(inserted.settle()?.last_insert_id)
    }
}
