//! Browsers in which somebody signed in before, by the digest of a secret that is never stored.

use cairn_domain::{Digest, UserId};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, IntoActiveModel, PaginatorTrait, QueryFilter};

use crate::{
    Reads, StorageError, WriteTx,
    entity::known_device::{self, Column},
    error::Settle,
    row::micros,
};

impl Reads<'_> {
    /// Whether a browser is known to an account, and still counts.
    pub async fn knows_device(
        &self,
        user: UserId,
        digest: &Digest,
        now: DateTime<Utc>,
    ) -> Result<bool, StorageError> {
        let row = known_device::Entity::find_by_id(digest.to_string())
            .filter(Column::Account.eq(user.0))
            .filter(Column::ExpiresAt.gt(micros(now)));
        Ok(row.count(&self.db).await.settle()? > 0)
    }
}

impl WriteTx {
    /// Remembers a browser until `expires_at`.
    pub async fn insert_known_device(
        &self,
        user: UserId,
        digest: &Digest,
        now: DateTime<Utc>,
        expires_at: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        let row = known_device::Model {
            digest: digest.to_string(),
            account: user.0,
            created_at: micros(now),
            expires_at: micros(expires_at),
        };
        known_device::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        Ok(())
    }

    /// Forgets every browser of an account, and everybody's that have run out.
    pub async fn forget_devices(
        &self,
        user: UserId,
        now: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        let rows = known_device::Entity::delete_many().filter(
            Column::Account
                .eq(user.0)
                .or(Column::ExpiresAt.lte(micros(now))),
        );
        rows.exec(&self.db).await.settle()?;
        Ok(())
    }
}
