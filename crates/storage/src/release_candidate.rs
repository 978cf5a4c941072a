//! What somebody would publish, and who else stands for it.

use cairn_domain::{Digest, ProjectId, ReleaseId, UserId};
use chrono::{DateTime, Utc};
use sea_orm::{EntityTrait, IntoActiveModel, Iterable, sea_query::OnConflict};

use crate::{
    Reads, StorageError, WriteTx,
    entity::{
        release_candidate::{self, Column},
        release_signature,
    },
    error::Settle,
    row::{Row, micros},
};

/// A release that waits for a second person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CandidateRecord {
    /// The number it will have.
    pub version: u32,
    /// Digest of everything it would publish.
    pub content: Digest,
    /// Who built it.
    pub built_by: UserId,
    /// When; the date of the release.
    pub built_at: DateTime<Utc>,
}

impl Reads<'_> {
    /// The release of a project that waits for a second person.
    pub async fn candidate(
        &self,
        project: ProjectId,
    ) -> Result<Option<CandidateRecord>, StorageError> {
        let row = release_candidate::Entity::find_by_id(project.0);
        let row = row.one(&self.db).await.settle()?;
        let record = row.map(|row| {
            let at = Row::of("release_candidate", row.project);
            Ok(CandidateRecord {
                version: at.number("version", row.version)?,
                content: at.parse("content", &row.content)?,
                built_by: UserId(row.built_by),
                built_at: row.built_at,
            })
        });
        record.transpose()
    }
}

impl WriteTx {
    /// Keeps what would be published, in the place of what would have been before.
    pub async fn set_candidate(
        &self,
        project: ProjectId,
        new: &CandidateRecord,
    ) -> Result<(), StorageError> {
        let row = release_candidate::Model {
            project: project.0,
            version: new.version.into(),
            content: new.content.to_string(),
            built_by: new.built_by.0,
            built_at: micros(new.built_at),
        };
        let replace = OnConflict::column(Column::Project)
            .update_columns(Column::iter())
            .to_owned();
        release_candidate::Entity::insert(row.into_active_model())
            .on_conflict(replace)
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        Ok(())
    }

    /// Records who stands for a release besides its author; nothing waits any more.
    pub async fn sign_release(
        &self,
        project: ProjectId,
        release: ReleaseId,
        by: UserId,
        at: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        let row = release_signature::Model {
            release: release.0,
            signed_by: by.0,
            signed_at: micros(at),
        };
        release_signature::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        let gone = release_candidate::Entity::delete_by_id(project.0);
        gone.exec(&self.db).await.settle()?;
        Ok(())
    }
}
