//! One-time codes and recovery codes. Seeds come in sealed; codes come in as digests.

use cairn_domain::{Digest, UserId};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};

use crate::{
    Reads, StorageError, WriteTx,
    entity::{recovery_code, second_factor},
    error::Settle,
    row::{Row, big, micros},
};

/// The one-time codes of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecondFactorRecord {
    /// Whose.
    pub user: UserId,
    /// The seed, encrypted to a key outside the database.
    pub sealed_seed: Vec<u8>,
    /// When the owner showed that their device makes the codes; until then it is being set up.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// The last time step for which a code was taken.
    pub last_step: u64,
}

impl Reads<'_> {
    /// The one-time codes of an account, set up or being set up.
    pub async fn find_second_factor(
        &self,
        user: UserId,
    ) -> Result<Option<SecondFactorRecord>, StorageError> {
        let row = second_factor::Entity::find_by_id(user.0);
        let Some(row) = row.one(&self.db).await.settle()? else {
            return Ok(None);
        };
        let at = Row::of("second_factor", row.account);
        Ok(Some(SecondFactorRecord {
            user,
            last_step: at.number("last_step", row.last_step)?,
            sealed_seed: row.sealed_seed,
            confirmed_at: row.confirmed_at,
        }))
    }

    /// How many recovery codes an account has left.
    pub async fn recovery_codes_left(&self, user: UserId) -> Result<u64, StorageError> {
        let unused = recovery_code::Entity::find()
            .filter(recovery_code::Column::Account.eq(user.0))
            .filter(recovery_code::Column::UsedAt.is_null());
        unused.count(&self.db).await.settle()
    }
}

impl WriteTx {
    /// Sets up one-time codes, in the place of those that were there.
    pub async fn set_second_factor(&self, new: &SecondFactorRecord) -> Result<(), StorageError> {
        use second_factor::Column;
        let row = second_factor::Model {
            account: new.user.0,
            sealed_seed: new.sealed_seed.clone(),
            confirmed_at: new.confirmed_at.map(micros),
            last_step: big(new.last_step)?,
        };
        let replace = OnConflict::column(Column::Account)
            .update_columns([Column::SealedSeed, Column::ConfirmedAt, Column::LastStep])
            .to_owned();
        second_factor::Entity::insert(row.into_active_model())
            .on_conflict(replace)
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        Ok(())
    }

    /// Notes that the owner has shown that their device makes the codes.
    pub async fn confirm_second_factor(
        &self,
        user: UserId,
        at: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        use second_factor::Column;
        let update = second_factor::Entity::update_many()
            .col_expr(Column::ConfirmedAt, Expr::value(micros(at)))
            .filter(Column::Account.eq(user.0));
        update.exec(&self.db).await.settle()?;
        Ok(())
    }

    /// Uses up a time step. False if a code of this step or of a later one was taken before.
    pub async fn use_step(&self, user: UserId, step: u64) -> Result<bool, StorageError> {
        use second_factor::Column;
        let step = big(step)?;
        let update = second_factor::Entity::update_many()
            .col_expr(Column::LastStep, Expr::value(step))
            .filter(Column::Account.eq(user.0))
            .filter(Column::LastStep.lt(step));
        let done = update.exec(&self.db).await.settle()?;
        Ok(done.rows_affected == 1)
    }

    /// Takes one-time codes and recovery codes away from an account.
    pub async fn remove_second_factor(&self, user: UserId) -> Result<(), StorageError> {
        let row = second_factor::Entity::delete_by_id(user.0);
        row.exec(&self.db).await.settle()?;
        self.forget_recovery_codes(user).await
    }

    /// Gives an account new recovery codes; the old ones are no longer good.
    pub async fn set_recovery_codes(
        &self,
        user: UserId,
        digests: &[Digest],
    ) -> Result<(), StorageError> {
        self.forget_recovery_codes(user).await?;
        let rows = digests.iter().map(|digest| {
            let row = recovery_code::Model {
                account: user.0,
                digest: digest.to_string(),
                used_at: None,
            };
            row.into_active_model()
        });
        recovery_code::Entity::insert_many(rows)
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        Ok(())
    }

    /// Uses up a recovery code. False if it is not one, or was used before.
    pub async fn use_recovery_code(
        &self,
        user: UserId,
        digest: &Digest,
        at: DateTime<Utc>,
    ) -> Result<bool, StorageError> {
        use recovery_code::Column;
        let update = recovery_code::Entity::update_many()
            .col_expr(Column::UsedAt, Expr::value(micros(at)))
            .filter(Column::Account.eq(user.0))
            .filter(Column::Digest.eq(digest.to_string()))
            .filter(Column::UsedAt.is_null());
        let done = update.exec(&self.db).await.settle()?;
        Ok(done.rows_affected == 1)
    }

    async fn forget_recovery_codes(&self, user: UserId) -> Result<(), StorageError> {
        let rows = recovery_code::Entity::delete_many();
        rows.filter(recovery_code::Column::Account.eq(user.0))
            .exec(&self.db)
            .await
            .settle()?;
        Ok(())
    }
}
