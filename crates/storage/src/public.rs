//! Everything a stranger may read. These queries touch `published_*` tables and nothing else
//! (a test reads what this file and its two neighbours import), so that no filter, count or error can reach a private row.

use cairn_domain::{Digest, ProjectId, ReleaseId, ShortId};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

use crate::{
    PublicProject, PublicRelease, PublishedFigures, PublishedRow, Reads, RetractionRecord,
    StorageError,
    entity::{
        published_blob, published_file,
        published_incident::{self, Column},
        published_project, published_release, published_retraction,
    },
    error::Settle,
    row::{Row, each},
};

impl Reads<'_> {
    /// The project an instance shows to the public: the oldest that has a release.
    pub async fn public_project(&self) -> Result<Option<PublicProject>, StorageError> {
        let row = published_project::Entity::find()
            .order_by_asc(published_project::Column::CreatedAt)
            .order_by_asc(published_project::Column::Id);
        row.one(&self.db).await.settle()?.map(project).transpose()
    }

    /// Releases of a project, newest first.
    pub async fn published_releases(
        &self,
        project: ProjectId,
    ) -> Result<Vec<PublicRelease>, StorageError> {
        let rows = published_release::Entity::find()
            .filter(published_release::Column::Project.eq(project.0))
            .order_by_desc(published_release::Column::Version);
        each(rows.all(&self.db).await.settle()?, release)
    }

    /// A file of a release: digest of its bytes, MIME type, size in bytes.
    pub async fn release_file(
        &self,
        release: ReleaseId,
        name: &str,
    ) -> Result<Option<(Digest, String, u64)>, StorageError> {
        let row = published_file::Entity::find_by_id((release.0, name.to_owned()));
        let row = row.one(&self.db).await.settle()?;
        row.map(|row| {
            let at = Row::of("published_file", name);
            Ok((
                at.parse("sha256", &row.sha256)?,
                row.mime,
                at.number("size_bytes", row.size_bytes)?,
            ))
        })
        .transpose()
    }

    /// Every incident that was ever published, tombstones included, by short id.
    pub async fn all_published(
        &self,
        project: ProjectId,
    ) -> Result<Vec<PublishedRow>, StorageError> {
        let rows = published_incident::Entity::find()
            .filter(Column::Project.eq(project.0))
            .order_by_asc(Column::Short);
        each(rows.all(&self.db).await.settle()?, published)
    }

    /// One published incident, or its tombstone.
    pub async fn find_published(
        &self,
        project: ProjectId,
        short: &ShortId,
    ) -> Result<Option<PublishedRow>, StorageError> {
        let row = published_incident::Entity::find()
            .filter(Column::Project.eq(project.0))
            .filter(Column::Short.eq(short.as_str()));
        let row = row.one(&self.db).await.settle()?;
        row.map(published).transpose()
    }

    /// MIME type and size in bytes of a picture that is published.
    pub async fn find_public_blob(
        &self,
        project: ProjectId,
        sha256: &Digest,
    ) -> Result<Option<(String, u64)>, StorageError> {
        let row = published_blob::Entity::find_by_id((project.0, sha256.to_string()));
        let row = row.one(&self.db).await.settle()?;
        row.map(|row| {
            let size = Row::of("published_blob", sha256).number("size_bytes", row.size_bytes)?;
            Ok((row.mime, size))
        })
        .transpose()
    }

    /// How many records were taken back, ever.
    pub async fn retraction_count(&self, project: ProjectId) -> Result<u64, StorageError> {
        published_retraction::Entity::find()
            .filter(published_retraction::Column::Project.eq(project.0))
            .count(&self.db)
            .await
            .settle()
    }

    /// Records taken back after release number `release` was built, oldest first; 0 for all.
    pub async fn retractions_since(
        &self,
        project: ProjectId,
        release: u32,
    ) -> Result<Vec<RetractionRecord>, StorageError> {
        use published_retraction::Column;
        let rows = published_retraction::Entity::find()
            .filter(Column::Project.eq(project.0))
            .filter(Column::LastRelease.gte(i64::from(release)))
            .order_by_asc(Column::LastRelease)
            .order_by_asc(Column::Id);
        each(rows.all(&self.db).await.settle()?, |row| {
            let at = Row::of("published_retraction", row.id);
            Ok(RetractionRecord {
                short: at.parse("short", &row.short)?,
                kind: row
                    .kind
                    .as_deref()
                    .map(|kind| at.parse("kind", kind))
                    .transpose()?,
                replaced_by: row
                    .replaced_by
                    .as_deref()
                    .map(|id| at.parse("replaced_by", id))
                    .transpose()?,
                last_release: at.number("last_release", row.last_release)?,
                reason: row.reason,
                at: row.at,
            })
        })
    }
}

fn project(row: published_project::Model) -> Result<PublicProject, StorageError> {
    let at = Row::of("published_project", row.id);
    Ok(PublicProject {
        id: ProjectId(row.id),
        code: at.parse("code", &row.code)?,
        name: row.name,
        summary: row.summary,
        zone: row.zone,
        is_demo: row.is_demo,
        created_at: row.created_at,
        changes: at.number("changes", row.changes)?,
    })
}

pub(crate) fn release(row: published_release::Model) -> Result<PublicRelease, StorageError> {
    let at = Row::of("published_release", row.id);
    Ok(PublicRelease {
        id: ReleaseId(row.id),
        version: at.number("version", row.version)?,
        manifest: at.json("manifest", &row.manifest)?,
        incidents: at.number("incidents", row.incidents)?,
        evidence: at.number("evidence", row.evidence)?,
        retractions: at.number("retractions", row.retractions)?,
        built_at: row.built_at,
    })
}

pub(crate) fn published(row: published_incident::Model) -> Result<PublishedRow, StorageError> {
    let at = Row::of("published_incident", &row.short);
    let short: ShortId = at.parse("short", &row.short)?;
    let retracted = match (
        row.retracted_reason,
        row.retracted_at,
        row.retracted_last_release,
    ) {
        (Some(reason), Some(when), Some(release)) => Some(RetractionRecord {
            short: short.clone(),
            kind: None,
            replaced_by: None,
            reason,
            at: when,
            last_release: at.number("retracted_last_release", release)?,
        }),
        _ => None,
    };
    Ok(PublishedRow {
        short,
        body: at.json("body", &row.body)?,
        first_release: at.number("first_release", row.first_release)?,
        date: row.date,
        province: row.province,
        event_type: row.event_type,
        target: row.target,
        figures: PublishedFigures {
            location_type: row.location_type,
            place: row.lat.zip(row.lon),
            precision_m: row.precision_m,
            killed: at.number_some("killed", row.killed)?,
            injured: at.number_some("injured", row.injured)?,
            claims: at.number("claims", row.claims)?,
        },
        retracted,
    })
}
