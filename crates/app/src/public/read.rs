//! Public reads.

use cairn_dataset::PublicIncident;
use cairn_domain::{Digest, ShortId};
use cairn_storage::{
    Facet, Facets, PublicBodies, PublicFilter, PublicProject, PublicRelease, RetractionRecord,
};

use crate::{App, AppError, intake::OpenFile};

/// The dataset an instance shows at `/`.
#[derive(Debug, Clone)]
pub struct Dataset {
    /// Its project.
    pub project: PublicProject,
    /// Its releases, newest first.
    pub releases: Vec<PublicRelease>,
    /// How many records were taken back, ever.
    pub withdrawn: u64,
}

/// A page of published incidents.
#[derive(Debug)]
pub struct PublicList {
    /// The incidents, newest first.
    pub incidents: Vec<PublicIncident>,
    /// How many the filter finds in all.
    pub found: u64,
    /// How many there are without a filter.
    pub total: u64,
    /// Counts by province, type and month under the filter.
    pub facets: Facets,
}

/// One published incident, or its tombstone.
#[derive(Debug)]
pub enum Published {
    /// It is public.
    Here(Box<PublicIncident>),
    /// It was, and was taken back.
    Retracted(RetractionRecord),
}

/// The instance's public dataset; `None` before the first release.
pub async fn dataset(app: &App) -> Result<Option<Dataset>, AppError> {
    let reads = app.store.read();
    let Some(project) = reads.public_project().await? else {
        return Ok(None);
    };
    let releases = reads.published_releases(project.id).await?;
    let withdrawn = reads.retraction_count(project.id).await?;
    Ok(Some(Dataset {
        project,
        releases,
        withdrawn,
    }))
}

/// A page of incidents under a filter.
pub async fn list(
    app: &App,
    dataset: &Dataset,
    filter: &PublicFilter,
    offset: u64,
    limit: u64,
) -> Result<PublicList, AppError> {
    let (reads, project) = (app.store.read(), dataset.project.id);
    let (rows, found) = reads
        .published_incidents(project, filter, offset, limit)
        .await?;
    let total = reads
        .public_count(project, &PublicFilter::default())
        .await?;
    let facets = reads.public_facets(project, filter).await?;
    Ok(PublicList {
        incidents: bodies(rows)?,
        found,
        total,
        facets,
    })
}

impl Dataset {
    /// What is different after every change of what is public: releases, records taken back, and
    /// what a submitter does not allow any more.
    pub fn mark(&self) -> u64 {
        self.project.changes
    }
}

/// How many incidents a filter finds.
pub async fn count(app: &App, dataset: &Dataset, filter: &PublicFilter) -> Result<u64, AppError> {
    let reads = app.store.read();
    Ok(reads.public_count(dataset.project.id, filter).await?)
}

/// Incidents as they are sent, after a place in their order: the way through all of them.
pub async fn page(
    app: &App,
    dataset: &Dataset,
    filter: &PublicFilter,
    after: Option<i64>,
    limit: u64,
) -> Result<PublicBodies, AppError> {
    let reads = app.store.read();
    Ok(reads
        .public_bodies(dataset.project.id, filter, after, limit)
        .await?)
}

/// How what a filter finds is spread.
pub async fn facets(
    app: &App,
    dataset: &Dataset,
    filter: &PublicFilter,
) -> Result<Facets, AppError> {
    let reads = app.store.read();
    Ok(reads.public_facets(dataset.project.id, filter).await?)
}

/// How many a filter finds of each value of one thing.
pub async fn counts(
    app: &App,
    dataset: &Dataset,
    filter: &PublicFilter,
    facet: Facet,
) -> Result<Vec<(String, u64)>, AppError> {
    let reads = app.store.read();
    Ok(reads
        .public_counts(dataset.project.id, filter, facet)
        .await?)
}

/// How many there are of each value of one thing in each month: month, value, count.
pub async fn months_by(
    app: &App,
    dataset: &Dataset,
    facet: Facet,
) -> Result<Vec<(String, String, u64)>, AppError> {
    let reads = app.store.read();
    Ok(reads.public_months_by(dataset.project.id, facet).await?)
}

/// Short ids of the newest, at most `most`.
pub async fn shorts(app: &App, dataset: &Dataset, most: u64) -> Result<Vec<String>, AppError> {
    let (reads, any) = (app.store.read(), PublicFilter::default());
    let points = reads.public_points(dataset.project.id, &any, None, most);
    Ok(points.await?.into_iter().map(|point| point.short).collect())
}

/// Every incident a filter finds, for downloads and the map.
pub async fn filtered(
    app: &App,
    dataset: &Dataset,
    filter: &PublicFilter,
) -> Result<Vec<PublicIncident>, AppError> {
    let all = i64::MAX.unsigned_abs();
    let (rows, _) = app
        .store
        .read()
        .published_incidents(dataset.project.id, filter, 0, all)
        .await?;
    bodies(rows)
}

fn bodies(rows: Vec<cairn_storage::PublishedRow>) -> Result<Vec<PublicIncident>, AppError> {
    rows.into_iter()
        .map(|row| serde_json::from_value(row.body).map_err(AppError::internal))
        .collect()
}

/// One incident by its short id.
pub async fn published(
    app: &App,
    dataset: &Dataset,
    short: &ShortId,
) -> Result<Published, AppError> {
    let row = app
        .store
        .read()
        .find_published(dataset.project.id, short)
        .await?;
    let row = row.ok_or(AppError::NotFound)?;
    match row.retracted {
        Some(retraction) => Ok(Published::Retracted(retraction)),
        None => {
            let body = serde_json::from_value(row.body).map_err(AppError::internal)?;
            Ok(Published::Here(Box::new(body)))
        }
    }
}

/// A picture of a published item.
pub async fn open_public_blob(
    app: &App,
    dataset: &Dataset,
    sha256: &Digest,
) -> Result<OpenFile, AppError> {
    let found = app
        .store
        .read()
        .find_public_blob(dataset.project.id, sha256)
        .await?;
    let (mime, size_bytes) = found.ok_or(AppError::NotFound)?;
    Ok(OpenFile {
        sha256: *sha256,
        mime,
        size_bytes,
    })
}

/// A file of a release.
pub async fn open_release_file(
    app: &App,
    dataset: &Dataset,
    version: u32,
    name: &str,
) -> Result<OpenFile, AppError> {
    let release = dataset
        .releases
        .iter()
        .find(|release| release.version == version);
    let release = release.ok_or(AppError::NotFound)?;
    let found = app.store.read().release_file(release.id, name).await?;
    let (sha256, mime, size_bytes) = found.ok_or(AppError::NotFound)?;
    Ok(OpenFile {
        sha256,
        mime,
        size_bytes,
    })
}
