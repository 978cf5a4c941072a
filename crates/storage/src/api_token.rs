//! Tokens of programs, found by the digest of a secret that is never stored.

use cairn_domain::{Digest, ProjectId, TokenId, TokenScope, UserId};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, sea_query::Expr,
};

use crate::{
    Reads, StorageError, WriteTx,
    entity::api_token::{self, Column},
    error::Settle,
    row::{Row, each, micros},
};

/// A token that was not revoked. Whether it has run out is the caller's to tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRecord {
    /// The row.
    pub id: TokenId,
    /// In whose place it acts.
    pub user: UserId,
    /// The one project it is good for.
    pub project: ProjectId,
    /// What its owner calls it.
    pub name: String,
    /// What it may do.
    pub scope: TokenScope,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it is no longer good.
    pub expires_at: DateTime<Utc>,
    /// The last day on which it was used.
    pub last_used_on: Option<NaiveDate>,
}

impl Reads<'_> {
    /// A token by the digest of its secret; a revoked one is not found.
    pub async fn find_token(&self, digest: &Digest) -> Result<Option<TokenRecord>, StorageError> {
        let row = api_token::Entity::find()
            .filter(Column::Digest.eq(digest.to_string()))
            .filter(Column::RevokedAt.is_null());
        let row = row.one(&self.db).await.settle()?;
        row.map(record).transpose()
    }

    /// The tokens of an account that were not revoked, newest first.
    pub async fn tokens_of(&self, user: UserId) -> Result<Vec<TokenRecord>, StorageError> {
        let rows = api_token::Entity::find()
            .filter(Column::Account.eq(user.0))
            .filter(Column::RevokedAt.is_null())
            .order_by_desc(Column::CreatedAt);
        each(rows.all(&self.db).await.settle()?, record)
    }
}

impl WriteTx {
    /// Ends every token of an account.
    pub async fn revoke_tokens_of(
        &self,
        user: UserId,
        at: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        let update = api_token::Entity::update_many()
            .col_expr(Column::RevokedAt, Expr::value(micros(at)))
            .filter(Column::Account.eq(user.0))
            .filter(Column::RevokedAt.is_null());
        update.exec(&self.db).await.settle()?;
        Ok(())
    }

    /// Makes a token; `digest` is of the secret.
    pub async fn insert_token(
        &self,
        new: &TokenRecord,
        digest: &Digest,
    ) -> Result<(), StorageError> {
        let row = api_token::Model {
            id: new.id.0,
            digest: digest.to_string(),
            account: new.user.0,
            project: new.project.0,
            name: new.name.clone(),
            scope: new.scope.to_string(),
            created_at: micros(new.created_at),
            expires_at: micros(new.expires_at),
            last_used_on: new.last_used_on,
            revoked_at: None,
        };
        api_token::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        Ok(())
    }

    /// Notes the day of a use.
    pub async fn touch_token(&self, id: TokenId, on: NaiveDate) -> Result<(), StorageError> {
        let update = api_token::Entity::update_many()
            .col_expr(Column::LastUsedOn, Expr::value(on))
            .filter(Column::Id.eq(id.0));
        update.exec(&self.db).await.settle()?;
        Ok(())
    }

    /// Ends a token of an account. False if there is none to end.
    pub async fn revoke_token(
        &self,
        user: UserId,
        id: TokenId,
        at: DateTime<Utc>,
    ) -> Result<bool, StorageError> {
        let update = api_token::Entity::update_many()
            .col_expr(Column::RevokedAt, Expr::value(micros(at)))
            .filter(Column::Id.eq(id.0))
            .filter(Column::Account.eq(user.0))
            .filter(Column::RevokedAt.is_null());
        Ok(update.exec(&self.db).await.settle()?.rows_affected == 1)
    }
}

fn record(row: api_token::Model) -> Result<TokenRecord, StorageError> {
    let at = Row::of("api_token", row.id);
    Ok(TokenRecord {
        id: TokenId(row.id),
        user: UserId(row.account),
        project: ProjectId(row.project),
        name: row.name,
        scope: at.parse("scope", &row.scope)?,
        created_at: row.created_at,
        expires_at: row.expires_at,
        last_used_on: row.last_used_on,
    })
}
