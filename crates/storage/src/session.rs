//! Login sessions: own rows, found by the digest of a secret that is never stored.

use std::collections::HashMap;

use cairn_domain::{Digest, Factor, SessionId, UserId};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};
use uuid::Uuid;

use crate::{
    Reads, StorageError, WriteTx,
    entity::session::{self, Column},
    error::Settle,
    row::{Row, each, micros},
};

/// A session that was not revoked. Whether it has run out is the caller's to tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRecord {
    /// The row.
    pub id: SessionId,
    /// Whose.
    pub user: UserId,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// Last use, to within a few minutes.
    pub last_seen_at: DateTime<Utc>,
    /// It ends then, whatever happens.
    pub expires_at: DateTime<Utc>,
    /// Browser and system in words, for its owner to recognise.
    pub device: String,
    /// What it was begun with.
    pub factor: Factor,
    /// When its owner last gave a password or a code.
    pub proved_at: DateTime<Utc>,
}

impl Reads<'_> {
    /// A session by the digest of its secret; a revoked one is not found.
    pub async fn find_session(
        &self,
        digest: &Digest,
    ) -> Result<Option<SessionRecord>, StorageError> {
        let row = session::Entity::find()
            .filter(Column::Digest.eq(digest.to_string()))
            .filter(Column::RevokedAt.is_null());
        let row = row.one(&self.db).await.settle()?;
        row.map(record).transpose()
    }

    /// How many sessions that have neither been revoked nor run out each account has; none is left out.
    pub async fn session_counts(
        &self,
        now: DateTime<Utc>,
    ) -> Result<HashMap<UserId, u64>, StorageError> {
        let rows: Vec<(Uuid, i64)> = session::Entity::find()
            .select_only()
            .column(Column::Account)
            .column_as(Column::Id.count(), "open")
            .filter(Column::RevokedAt.is_null())
            .filter(Column::ExpiresAt.gt(micros(now)))
            .group_by(Column::Account)
            .into_tuple()
            .all(&self.db)
            .await
            .settle()?;
        let counted = |(account, open): (Uuid, i64)| {
            let open = u64::try_from(open).map_err(StorageError::broken)?;
            Ok((UserId(account), open))
        };
        rows.into_iter().map(counted).collect()
    }

    /// The sessions of an account that have neither been revoked nor run out, last used first.
    pub async fn sessions_of(
        &self,
        user: UserId,
        now: DateTime<Utc>,
    ) -> Result<Vec<SessionRecord>, StorageError> {
        let rows = session::Entity::find()
            .filter(Column::Account.eq(user.0))
            .filter(Column::RevokedAt.is_null())
            .filter(Column::ExpiresAt.gt(micros(now)))
            .order_by_desc(Column::LastSeenAt);
        each(rows.all(&self.db).await.settle()?, record)
    }
}

impl WriteTx {
    /// Begins a session; `digest` is of the secret in the cookie.
    pub async fn insert_session(
        &self,
        new: &SessionRecord,
        digest: &Digest,
    ) -> Result<(), StorageError> {
        let row = session::Model {
            id: new.id.0,
            digest: digest.to_string(),
            account: new.user.0,
            created_at: micros(new.created_at),
            last_seen_at: micros(new.last_seen_at),
            expires_at: micros(new.expires_at),
            revoked_at: None,
            device: new.device.clone(),
            factor: new.factor.to_string(),
            proved_at: micros(new.proved_at),
        };
        session::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.db)
            .await
            .or_taken("session")?;
        Ok(())
    }

    /// Notes a use.
    pub async fn touch_session(
        &self,
        id: SessionId,
        at: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        self.set_session_time(id, Column::LastSeenAt, at).await
    }

    /// Notes that its owner has just given a password or a code; `digest` is of the secret that the
    /// cookie holds from now on.
    pub async fn prove_session(
        &self,
        id: SessionId,
        digest: &Digest,
        at: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        session::Entity::update_many()
            .col_expr(Column::Digest, Expr::value(digest.to_string()))
            .col_expr(Column::ProvedAt, Expr::value(micros(at)))
            .filter(Column::Id.eq(id.0))
            .exec(&self.db)
            .await
            .settle()?;
        Ok(())
    }

    /// Ends a session.
    pub async fn revoke_session(
        &self,
        id: SessionId,
        at: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        self.set_session_time(id, Column::RevokedAt, at).await
    }

    /// Ends one session of an account; says whether there was one to end.
    pub async fn revoke_session_of(
        &self,
        user: UserId,
        id: SessionId,
        at: DateTime<Utc>,
    ) -> Result<bool, StorageError> {
        let update = session::Entity::update_many()
            .col_expr(Column::RevokedAt, Expr::value(micros(at)))
            .filter(Column::Id.eq(id.0))
            .filter(Column::Account.eq(user.0))
            .filter(Column::RevokedAt.is_null());
        let done = update.exec(&self.db).await.settle()?;
        Ok(done.rows_affected > 0)
    }

    /// Ends every session of an account but the one that is kept.
    pub async fn revoke_sessions_of(
        &self,
        user: UserId,
        keep: Option<SessionId>,
        at: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        let mut update = session::Entity::update_many()
            .col_expr(Column::RevokedAt, Expr::value(micros(at)))
            .filter(Column::Account.eq(user.0))
            .filter(Column::RevokedAt.is_null());
        if let Some(keep) = keep {
            update = update.filter(Column::Id.ne(keep.0));
        }
        update.exec(&self.db).await.settle()?;
        Ok(())
    }

    async fn set_session_time(
        &self,
        id: SessionId,
        column: Column,
        at: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        session::Entity::update_many()
            .col_expr(column, Expr::value(micros(at)))
            .filter(Column::Id.eq(id.0))
            .exec(&self.db)
            .await
            .settle()?;
        Ok(())
    }
}

fn record(row: session::Model) -> Result<SessionRecord, StorageError> {
    let at = Row::of("session", row.id);
    Ok(SessionRecord {
        id: SessionId(row.id),
        user: UserId(row.account),
        created_at: row.created_at,
        last_seen_at: row.last_seen_at,
        expires_at: row.expires_at,
        factor: at.parse("factor", &row.factor)?,
        device: row.device,
        proved_at: row.proved_at,
    })
}
