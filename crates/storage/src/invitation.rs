//! Invitations into a project: single use, found by the digest of a secret that is never stored.

use cairn_domain::{Digest, InvitationId, ProjectId, Role, UserId};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, sea_query::Expr,
};

use crate::{
    Reads, StorageError, WriteTx,
    entity::invitation::{self, Column},
    error::Settle,
    row::{Row, each, micros},
};

/// An invitation as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationRecord {
    /// The row.
    pub id: InvitationId,
    /// Into which project.
    pub project: ProjectId,
    /// In which role, fixed when it was made.
    pub role: Role,
    /// For whom, in the words of whoever invites.
    pub note: String,
    /// Who invites; nobody if it was the operator at the command line.
    pub invited_by: Option<UserId>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it is no longer good.
    pub expires_at: DateTime<Utc>,
    /// When it was taken up.
    pub used_at: Option<DateTime<Utc>>,
    /// When it was taken back.
    pub revoked_at: Option<DateTime<Utc>>,
}

impl Reads<'_> {
    /// An invitation by the digest of its secret, whether or not it is still good.
    pub async fn find_invitation(
        &self,
        digest: &Digest,
    ) -> Result<Option<InvitationRecord>, StorageError> {
        let row = invitation::Entity::find().filter(Column::Digest.eq(digest.to_string()));
        let row = row.one(&self.db).await.settle()?;
        row.map(record).transpose()
    }

    /// The invitations of a project that can still be taken up, newest first.
    pub async fn open_invitations(
        &self,
        project: ProjectId,
        now: DateTime<Utc>,
    ) -> Result<Vec<InvitationRecord>, StorageError> {
        let rows = invitation::Entity::find()
            .filter(Column::Project.eq(project.0))
            .filter(Column::UsedAt.is_null())
            .filter(Column::RevokedAt.is_null())
            .filter(Column::ExpiresAt.gt(micros(now)))
            .order_by_desc(Column::CreatedAt);
        each(rows.all(&self.db).await.settle()?, record)
    }
}

impl WriteTx {
    /// Makes an invitation; `digest` is of the secret in the link.
    pub async fn insert_invitation(
        &self,
        new: &InvitationRecord,
        digest: &Digest,
    ) -> Result<(), StorageError> {
        let row = invitation::Model {
            id: new.id.0,
            digest: digest.to_string(),
            project: new.project.0,
            role: new.role.to_string(),
            note: new.note.clone(),
            invited_by: new.invited_by.map(|user| user.0),
            created_at: micros(new.created_at),
            expires_at: micros(new.expires_at),
            used_at: None,
            used_by: None,
            revoked_at: None,
        };
        invitation::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        Ok(())
    }

    /// Uses up an invitation. False if it was used or taken back before, or has run out.
    pub async fn use_invitation(
        &self,
        id: InvitationId,
        by: UserId,
        at: DateTime<Utc>,
    ) -> Result<bool, StorageError> {
        let update = invitation::Entity::update_many()
            .col_expr(Column::UsedAt, Expr::value(micros(at)))
            .col_expr(Column::UsedBy, Expr::value(by.0))
            .filter(Column::Id.eq(id.0))
            .filter(Column::UsedAt.is_null())
            .filter(Column::RevokedAt.is_null())
            .filter(Column::ExpiresAt.gt(micros(at)));
        Ok(update.exec(&self.db).await.settle()?.rows_affected == 1)
    }

    /// Takes an invitation of a project back. False if there is none to take back.
    pub async fn revoke_invitation(
        &self,
        project: ProjectId,
        id: InvitationId,
        at: DateTime<Utc>,
    ) -> Result<bool, StorageError> {
        let update = invitation::Entity::update_many()
            .col_expr(Column::RevokedAt, Expr::value(micros(at)))
            .filter(Column::Id.eq(id.0))
            .filter(Column::Project.eq(project.0))
            .filter(Column::UsedAt.is_null())
            .filter(Column::RevokedAt.is_null());
        Ok(update.exec(&self.db).await.settle()?.rows_affected == 1)
    }
}

fn record(row: invitation::Model) -> Result<InvitationRecord, StorageError> {
    let at = Row::of("invitation", row.id);
    Ok(InvitationRecord {
        id: InvitationId(row.id),
        project: ProjectId(row.project),
        role: at.parse("role", &row.role)?,
        note: row.note,
        invited_by: row.invited_by.map(UserId),
        created_at: row.created_at,
        expires_at: row.expires_at,
        used_at: row.used_at,
        revoked_at: row.revoked_at,
    })
}
