//! What people have typed into forms and not sent yet. Nobody reads another person's rows.

use cairn_domain::{ItemId, UserId};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, sea_query::OnConflict,
};

use crate::{
    Reads, StorageError, WriteTx,
    entity::draft::{self, Column},
    error::Settle,
    row::{Row, each, micros, to_json},
};

/// What one person has typed into one form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftRecord {
    /// The form, by its id on the page.
    pub form: String,
    /// When it was kept.
    pub saved_at: DateTime<Utc>,
    /// Names and values, in order; names repeat.
    pub fields: Vec<(String, String)>,
}

impl Reads<'_> {
    /// What a person has typed into the forms of an item.
    pub async fn drafts_of(
        &self,
        account: UserId,
        item: ItemId,
    ) -> Result<Vec<DraftRecord>, StorageError> {
        let rows = draft::Entity::find()
            .filter(Column::Account.eq(account.0))
            .filter(Column::Item.eq(item.0))
            .order_by_asc(Column::Form);
        each(rows.all(&self.db).await.settle()?, |row| {
            let at = Row::of("draft", format!("{} {}", row.item, row.form));
            Ok(DraftRecord {
                fields: at.json("fields", &row.fields)?,
                form: row.form,
                saved_at: row.saved_at,
            })
        })
    }
}

impl WriteTx {
    /// Keeps what a person has typed into a form, in the place of what they had typed before.
    pub async fn set_draft(
        &self,
        account: UserId,
        item: ItemId,
        new: &DraftRecord,
    ) -> Result<(), StorageError> {
        let row = draft::Model {
            account: account.0,
            item: item.0,
            form: new.form.clone(),
            saved_at: micros(new.saved_at),
            fields: to_json(&new.fields)?,
        };
        let replace = OnConflict::columns([Column::Account, Column::Item, Column::Form])
            .update_columns([Column::SavedAt, Column::Fields])
            .to_owned();
        draft::Entity::insert(row.into_active_model())
            .on_conflict(replace)
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        Ok(())
    }

    /// Forgets what a person has typed into a form.
    pub async fn forget_draft(
        &self,
        account: UserId,
        item: ItemId,
        form: &str,
    ) -> Result<(), StorageError> {
        let row = (account.0, item.0, form.to_owned());
        draft::Entity::delete_by_id(row)
            .exec(&self.db)
            .await
            .settle()?;
        Ok(())
    }
}
