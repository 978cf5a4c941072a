//! Releases as the team sees them: the published record and who built it.

use std::collections::HashMap;

use cairn_domain::{Digest, ProjectId, ReleaseId, UserId};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, sea_query::OnConflict,
};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    Reads, StorageError, WriteTx,
    entity::{project, published_file, published_project, published_release, release_author},
    error::Settle,
    public,
    row::{big, micros, to_json},
};

/// A version of the public dataset and who built it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseRecord {
    /// The row.
    pub id: ReleaseId,
    /// Its number, from 1.
    pub version: u32,
    /// Who built it; private.
    pub built_by: UserId,
    /// When.
    pub built_at: DateTime<Utc>,
    /// What it is made of.
    pub manifest: Value,
    /// Incidents in it.
    pub incidents: u32,
    /// Pieces of evidence in it.
    pub evidence: u32,
    /// Retractions it lists.
    pub retractions: u32,
}

/// A file of a release; its bytes are a blob.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseFileRecord {
    /// Its name under the release.
    pub name: String,
    /// The name of its bytes.
    pub sha256: Digest,
    /// MIME type.
    pub mime: String,
    /// Size in bytes.
    pub size_bytes: u64,
}

impl Reads<'_> {
    /// Releases of a project, newest first.
    pub async fn releases(&self, project: ProjectId) -> Result<Vec<ReleaseRecord>, StorageError> {
        let releases = self.published_releases(project).await?;
        if releases.is_empty() {
            return Ok(Vec::new());
        }
        let ids = releases.iter().map(|release| release.id.0);
        let authors =
            release_author::Entity::find().filter(release_author::Column::Release.is_in(ids));
        let authors = authors.all(&self.db).await.settle()?;
        let authors: HashMap<Uuid, Uuid> = authors
            .into_iter()
            .map(|row| (row.release, row.built_by))
            .collect();
        releases
            .into_iter()
            .map(|release| record(release, &authors))
            .collect()
    }

    /// The newest release of a project.
    pub async fn latest_release(
        &self,
        project: ProjectId,
    ) -> Result<Option<ReleaseRecord>, StorageError> {
        let newest = published_release::Entity::find()
            .filter(published_release::Column::Project.eq(project.0))
            .order_by_desc(published_release::Column::Version);
        let Some(row) = newest.one(&self.db).await.settle()? else {
            return Ok(None);
        };
        let author = release_author::Entity::find_by_id(row.id)
            .one(&self.db)
            .await;
        let authors = author
            .settle()?
            .into_iter()
            .map(|row| (row.release, row.built_by));
        record(public::release(row)?, &authors.collect()).map(Some)
    }

    /// Files of a release by name.
    pub async fn release_files(
        &self,
        release: ReleaseId,
    ) -> Result<Vec<ReleaseFileRecord>, StorageError> {
        let rows = published_file::Entity::find()
            .filter(published_file::Column::Release.eq(release.0))
            .order_by_asc(published_file::Column::Name);
        let rows = rows.all(&self.db).await.settle()?;
        rows.into_iter().map(file_record).collect()
    }
}

impl WriteTx {
    /// Adds a release with its files, and shows its project to the public from now on.
    ///
    /// # Errors
    /// [`StorageError::Taken`] if someone else built that version in the meantime.
    pub async fn insert_release(
        &self,
        project: ProjectId,
        new: &ReleaseRecord,
        files: &[ReleaseFileRecord],
    ) -> Result<(), StorageError> {
        self.show_project(project).await?;
        self.mark_changed(project).await?;
        let row = published_release::Model {
            id: new.id.0,
            project: project.0,
            version: new.version.into(),
            built_at: micros(new.built_at),
            manifest: to_json(&new.manifest)?,
            incidents: new.incidents.into(),
            evidence: new.evidence.into(),
            retractions: new.retractions.into(),
        };
        published_release::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.db)
            .await
            .or_taken("release version")?;
        let author = release_author::Model {
            release: new.id.0,
            built_by: new.built_by.0,
        };
        release_author::Entity::insert(author.into_active_model())
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        let files = files.iter().map(|file| file_row(new.id, file));
        self.insert_all(files.collect::<Result<_, _>>()?).await
    }

    /// Copies what the public may know of a project.
    async fn show_project(&self, id: ProjectId) -> Result<(), StorageError> {
        use published_project::Column;
        let row = project::Entity::find_by_id(id.0).one(&self.db).await;
        let row = row
            .settle()?
            .ok_or(StorageError::Missing { what: "project" })?;
        let shown = published_project::Model {
            id: row.id,
            code: row.code,
            name: row.name,
            summary: row.summary,
            zone: row.zone,
            is_demo: row.is_demo,
            created_at: row.created_at,
            changes: 1,
        };
        let replace = OnConflict::column(Column::Id)
            .update_columns([Column::Name, Column::Summary, Column::Zone, Column::IsDemo])
            .to_owned();
        published_project::Entity::insert(shown.into_active_model())
            .on_conflict(replace)
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        Ok(())
    }
}

fn record(
    release: crate::PublicRelease,
    authors: &HashMap<Uuid, Uuid>,
) -> Result<ReleaseRecord, StorageError> {
    let author = authors.get(&release.id.0);
    Ok(ReleaseRecord {
        id: release.id,
        version: release.version,
        built_by: UserId(*author.ok_or(StorageError::Missing {
            what: "release author",
        })?),
        built_at: release.built_at,
        manifest: release.manifest,
        incidents: release.incidents,
        evidence: release.evidence,
        retractions: release.retractions,
    })
}

fn file_row(
    release: ReleaseId,
    file: &ReleaseFileRecord,
) -> Result<published_file::Model, StorageError> {
    Ok(published_file::Model {
        release: release.0,
        name: file.name.clone(),
        sha256: file.sha256.to_string(),
        mime: file.mime.clone(),
        size_bytes: big(file.size_bytes)?,
    })
}

fn file_record(row: published_file::Model) -> Result<ReleaseFileRecord, StorageError> {
    let at = crate::row::Row::of("published_file", &row.name);
    Ok(ReleaseFileRecord {
        sha256: at.parse("sha256", &row.sha256)?,
        size_bytes: at.number("size_bytes", row.size_bytes)?,
        name: row.name,
        mime: row.mime,
    })
}
