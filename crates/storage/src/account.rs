//! Accounts.

use std::collections::{BTreeSet, HashMap};

use cairn_domain::UserId;
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};
use uuid::Uuid;

use crate::{
    Reads, StorageError, WriteTx,
    entity::account,
    error::Settle,
    row::{folded, micros},
};

/// An account as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRecord {
    /// The row.
    pub id: UserId,
    /// Sign-in name, kept in lower case.
    pub email: String,
    /// What others see.
    pub name: String,
    /// A PHC string.
    pub password_hash: String,
    /// May run the instance.
    pub is_operator: bool,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Since when nobody comes in with it.
    pub disabled_at: Option<DateTime<Utc>>,
}

impl Reads<'_> {
    /// An account by its sign-in name, in any case.
    pub async fn find_account_by_email(
        &self,
        email: &str,
    ) -> Result<Option<AccountRecord>, StorageError> {
        let row = account::Entity::find().filter(account::Column::Email.eq(folded(email)));
        Ok(row.one(&self.db).await.settle()?.map(record))
    }

    /// An account.
    pub async fn find_account(&self, id: UserId) -> Result<Option<AccountRecord>, StorageError> {
        let row = account::Entity::find_by_id(id.0).one(&self.db).await;
        Ok(row.settle()?.map(record))
    }

    /// Names of accounts; unknown ones are left out.
    pub async fn account_names(
        &self,
        ids: &[UserId],
    ) -> Result<HashMap<UserId, String>, StorageError> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        // Callers pass whoever appears, as often as they do.
        let ids: BTreeSet<Uuid> = ids.iter().map(|id| id.0).collect();
        let rows: Vec<(Uuid, String)> = account::Entity::find()
            .select_only()
            .columns([account::Column::Id, account::Column::Name])
            .filter(account::Column::Id.is_in(ids))
            .into_tuple()
            .all(&self.db)
            .await
            .settle()?;
        Ok(rows
            .into_iter()
            .map(|(id, name)| (UserId(id), name))
            .collect())
    }

    /// Every account, by sign-in name.
    pub async fn accounts(&self) -> Result<Vec<AccountRecord>, StorageError> {
        let rows = account::Entity::find().order_by_asc(account::Column::Email);
        let rows = rows.all(&self.db).await.settle()?;
        Ok(rows.into_iter().map(record).collect())
    }

    /// How many accounts there are; none means that the instance is not set up.
    pub async fn account_count(&self) -> Result<u64, StorageError> {
        account::Entity::find().count(&self.db).await.settle()
    }
}

impl WriteTx {
    /// Adds an account. `Taken` if its sign-in name is.
    pub async fn insert_account(&self, new: &AccountRecord) -> Result<(), StorageError> {
        let row = account::Model {
            id: new.id.0,
            email: folded(&new.email),
            name: new.name.clone(),
            password_hash: new.password_hash.clone(),
            is_operator: new.is_operator,
            created_at: micros(new.created_at),
            disabled_at: new.disabled_at.map(micros),
        };
        account::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.db)
            .await
            .or_taken("email")?;
        Ok(())
    }

    /// Says since when nobody comes in with an account, or that somebody may. False if it was so before.
    pub async fn set_disabled(
        &self,
        id: UserId,
        since: Option<DateTime<Utc>>,
    ) -> Result<bool, StorageError> {
        use account::Column;
        let other = match since {
            Some(_) => Column::DisabledAt.is_null(),
            None => Column::DisabledAt.is_not_null(),
        };
        let update = account::Entity::update_many()
            .col_expr(Column::DisabledAt, Expr::value(since.map(micros)))
            .filter(Column::Id.eq(id.0))
            .filter(other);
        let done = update.exec(&self.db).await.settle()?;
        Ok(done.rows_affected == 1)
    }

    /// Changes the password of an account.
    pub async fn set_password_hash(&self, id: UserId, hash: &str) -> Result<(), StorageError> {
        let update = account::Entity::update_many()
            .col_expr(account::Column::PasswordHash, Expr::value(hash))
            .filter(account::Column::Id.eq(id.0));
        update.exec(&self.db).await.settle()?;
        Ok(())
    }
}

pub(crate) fn record(row: account::Model) -> AccountRecord {
    AccountRecord {
        id: UserId(row.id),
        email: row.email,
        name: row.name,
        password_hash: row.password_hash,
        is_operator: row.is_operator,
        created_at: row.created_at,
        disabled_at: row.disabled_at,
    }
}
