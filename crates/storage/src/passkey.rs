//! Passkeys of accounts. What is known of a key comes in sealed, what its device calls it as a digest.

use cairn_domain::{Digest, PasskeyId, UserId};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
    sea_query::Expr,
};

use crate::{
    Reads, StorageError, WriteTx,
    entity::passkey::{self, Column},
    error::Settle,
    row::{Row, each, micros},
};

/// A passkey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyRecord {
    /// The row.
    pub id: PasskeyId,
    /// Whose.
    pub user: UserId,
    /// Of what its device calls it.
    pub digest: Digest,
    /// Public key and properties, encrypted to a key outside the database.
    pub sealed: Vec<u8>,
    /// What its owner calls it.
    pub name: String,
    /// How often its device says that it has answered; 0 if it does not count.
    pub counter: u32,
    /// When it was added.
    pub created_at: DateTime<Utc>,
    /// When it last let its owner in.
    pub last_used_at: Option<DateTime<Utc>>,
    /// Since when it is refused because it may have been copied.
    pub suspect_at: Option<DateTime<Utc>>,
}

impl Reads<'_> {
    /// The passkeys of an account, oldest first, refused ones among them.
    pub async fn passkeys_of(&self, user: UserId) -> Result<Vec<PasskeyRecord>, StorageError> {
        let rows = passkey::Entity::find()
            .filter(Column::Account.eq(user.0))
            .order_by_asc(Column::CreatedAt)
            .order_by_asc(Column::Id);
        each(rows.all(&self.db).await.settle()?, record)
    }

    /// Whether an account has any passkey, be it a refused one.
    pub async fn has_passkey(&self, user: UserId) -> Result<bool, StorageError> {
        let rows = passkey::Entity::find().filter(Column::Account.eq(user.0));
        Ok(rows.count(&self.db).await.settle()? > 0)
    }
}

impl WriteTx {
    /// Adds a passkey. `Taken` if an account has it already.
    pub async fn insert_passkey(&self, new: &PasskeyRecord) -> Result<(), StorageError> {
        let row = passkey::Model {
            id: new.id.0,
            account: new.user.0,
            digest: new.digest.to_string(),
            sealed: new.sealed.clone(),
            name: new.name.clone(),
            counter: new.counter.into(),
            created_at: micros(new.created_at),
            last_used_at: new.last_used_at.map(micros),
            suspect_at: new.suspect_at.map(micros),
        };
        passkey::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.db)
            .await
            .or_taken("passkey")?;
        Ok(())
    }

    /// Notes that a passkey let its owner in, and what is known of it since. False if it is refused
    /// by now, or if its counter has not grown meanwhile (unless it does not count at all).
    pub async fn use_passkey(
        &self,
        id: PasskeyId,
        sealed: Vec<u8>,
        counter: u32,
        at: DateTime<Utc>,
    ) -> Result<bool, StorageError> {
        let counter = i64::from(counter);
        let grows = Column::Counter.lt(counter);
        let never_counts = Column::Counter.eq(0).and(Expr::value(counter).eq(0));
        let update = passkey::Entity::update_many()
            .col_expr(Column::Sealed, Expr::value(sealed))
            .col_expr(Column::Counter, Expr::value(counter))
            .col_expr(Column::LastUsedAt, Expr::value(micros(at)))
            .filter(Column::Id.eq(id.0))
            .filter(Column::SuspectAt.is_null())
            .filter(grows.or(never_counts));
        let done = update.exec(&self.db).await.settle()?;
        Ok(done.rows_affected == 1)
    }

    /// Refuses a passkey from now on. False if it was refused before.
    pub async fn suspect_passkey(
        &self,
        id: PasskeyId,
        at: DateTime<Utc>,
    ) -> Result<bool, StorageError> {
        let update = passkey::Entity::update_many()
            .col_expr(Column::SuspectAt, Expr::value(micros(at)))
            .filter(Column::Id.eq(id.0))
            .filter(Column::SuspectAt.is_null());
        let done = update.exec(&self.db).await.settle()?;
        Ok(done.rows_affected == 1)
    }

    /// Removes one passkey of an account; says whether there was one to remove.
    pub async fn remove_passkey(&self, user: UserId, id: PasskeyId) -> Result<bool, StorageError> {
        let row = passkey::Entity::delete_many()
            .filter(Column::Id.eq(id.0))
            .filter(Column::Account.eq(user.0));
        let done = row.exec(&self.db).await.settle()?;
        Ok(done.rows_affected > 0)
    }

    /// Removes every passkey of an account.
    pub async fn remove_passkeys(&self, user: UserId) -> Result<(), StorageError> {
        let rows = passkey::Entity::delete_many().filter(Column::Account.eq(user.0));
        rows.exec(&self.db).await.settle()?;
        Ok(())
    }
}

fn record(row: passkey::Model) -> Result<PasskeyRecord, StorageError> {
    let at = Row::of("passkey", row.id);
    Ok(PasskeyRecord {
        id: PasskeyId(row.id),
        user: UserId(row.account),
        digest: at.parse("digest", &row.digest)?,
        counter: at.number("counter", row.counter)?,
        sealed: row.sealed,
        name: row.name,
        created_at: row.created_at,
        last_used_at: row.last_used_at,
        suspect_at: row.suspect_at,
    })
}
