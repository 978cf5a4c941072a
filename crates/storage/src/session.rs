//! Login sessions: own rows, found by the digest of a secret that is never stored.

use cairn_domain::{Digest, SessionId, UserId};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, sea_query::Expr};

use crate::{Reads, StorageError, WriteTx, entity::session, error::Settle, row::micros};

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
}

impl Reads<'_> {
    /// A session by the digest of its secret; a revoked one is not found.
    pub async fn find_session(
        &self,
        digest: &Digest,
    ) -> Result<Option<SessionRecord>, StorageError> {
        let row = session::Entity::find()
            .filter(session::Column::Digest.eq(digest.to_string()))
            .filter(session::Column::RevokedAt.is_null());
        Ok(row.one(&self.db).await.settle()?.map(record))
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
        self.set_session_time(id, session::Column::LastSeenAt, at)
            .await
    }

    /// Ends a session.
    pub async fn revoke_session(
        &self,
        id: SessionId,
        at: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        self.set_session_time(id, session::Column::RevokedAt, at)
            .await
    }

    async fn set_session_time(
        &self,
        id: SessionId,
        column: session::Column,
        at: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        session::Entity::update_many()
            .col_expr(column, Expr::value(micros(at)))
            .filter(session::Column::Id.eq(id.0))
            .exec(&self.db)
            .await
            .settle()?;
        Ok(())
    }
}

fn record(row: session::Model) -> SessionRecord {
    SessionRecord {
        id: SessionId(row.id),
        user: UserId(row.account),
        created_at: row.created_at,
        last_seen_at: row.last_seen_at,
        expires_at: row.expires_at,
    }
}
