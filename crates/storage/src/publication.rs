//! Writing what the public may read. Called with projections only: what is published of a record
//! is decided elsewhere, before it comes here.

use cairn_domain::{Digest, ProjectId, ShortId};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, Iterable, QueryFilter,
    sea_query::OnConflict,
};

use crate::{
    PublishedRow, RetractionRecord, StorageError, WriteTx,
    entity::{
        published_blob,
        published_incident::{self, Column},
        published_retraction,
    },
    error::Settle,
    row::{big, folded, micros, to_json},
};

/// Fields of a body whose words the public search finds.
const SEARCHED: [&str; 5] = ["short", "title", "summary", "place_name", "province"];

impl WriteTx {
    /// Publishes an incident, or replaces what is published of it, its tombstone included.
    pub async fn publish_incident(
        &self,
        project: ProjectId,
        new: &PublishedRow,
    ) -> Result<(), StorageError> {
        let gone = new.retracted.as_ref();
        let row = published_incident::Model {
            project: project.0,
            short: new.short.to_string(),
            body: to_json(&new.body)?,
            date: new.date,
            month: new.date.format("%Y-%m").to_string(),
            province: new.province.clone(),
            event_type: new.event_type.clone(),
            target: new.target.clone(),
            search: search(new),
            first_release: new.first_release.into(),
            retracted_reason: gone.map(|gone| gone.reason.clone()),
            retracted_at: gone.map(|gone| micros(gone.at)),
            retracted_last_release: gone.map(|gone| gone.last_release.into()),
        };
        let replace = OnConflict::columns([Column::Project, Column::Short])
            .update_columns(Column::iter())
            .to_owned();
        published_incident::Entity::insert(row.into_active_model())
            .on_conflict(replace)
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        Ok(())
    }

    /// Leaves a tombstone in place of a published incident and lists it among the retractions.
    ///
    /// # Errors
    /// [`StorageError::Missing`] if it was never published.
    pub async fn retract_published(
        &self,
        project: ProjectId,
        gone: &RetractionRecord,
    ) -> Result<(), StorageError> {
        let tombstone = published_incident::ActiveModel {
            retracted_reason: Set(Some(gone.reason.clone())),
            retracted_at: Set(Some(micros(gone.at))),
            retracted_last_release: Set(Some(gone.last_release.into())),
            ..Default::default()
        };
        let done = published_incident::Entity::update_many()
            .set(tombstone)
            .filter(Column::Project.eq(project.0))
            .filter(Column::Short.eq(gone.short.as_str()))
            .exec(&self.db)
            .await
            .settle()?;
        if done.rows_affected == 0 {
            return Err(StorageError::Missing {
                what: "published incident",
            });
        }
        self.record_retraction(project, gone).await
    }

    /// Lists a record (an incident, or an item that evidenced one) among the retractions.
    pub async fn record_retraction(
        &self,
        project: ProjectId,
        gone: &RetractionRecord,
    ) -> Result<(), StorageError> {
        let row = published_retraction::ActiveModel {
            project: Set(project.0),
            short: Set(gone.short.to_string()),
            kind: Set(gone.kind.map(|kind| kind.to_string())),
            replaced_by: Set(gone.replaced_by.as_ref().map(ToString::to_string)),
            reason: Set(gone.reason.clone()),
            at: Set(micros(gone.at)),
            last_release: Set(gone.last_release.into()),
            ..Default::default()
        };
        published_retraction::Entity::insert(row)
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        Ok(())
    }

    /// Removes a published incident without a trace; for what was never in a release.
    pub async fn unpublish_incident(
        &self,
        project: ProjectId,
        short: &ShortId,
    ) -> Result<(), StorageError> {
        let row = published_incident::Entity::delete_by_id((project.0, short.to_string()));
        row.exec(&self.db).await.settle()?;
        Ok(())
    }

    /// Lets anybody fetch a picture.
    pub async fn publish_blob(
        &self,
        project: ProjectId,
        sha256: &Digest,
        mime: &str,
        size_bytes: u64,
    ) -> Result<(), StorageError> {
        let row = published_blob::Model {
            project: project.0,
            sha256: sha256.to_string(),
            mime: mime.to_owned(),
            size_bytes: big(size_bytes)?,
        };
        published_blob::Entity::insert(row.into_active_model())
            .on_conflict(OnConflict::new().do_nothing().to_owned())
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        Ok(())
    }

    /// Takes a picture back; the bytes stay where the team can see them.
    pub async fn unpublish_blob(
        &self,
        project: ProjectId,
        sha256: &Digest,
    ) -> Result<(), StorageError> {
        let row = published_blob::Entity::delete_by_id((project.0, sha256.to_string()));
        row.exec(&self.db).await.settle()?;
        Ok(())
    }
}

fn search(new: &PublishedRow) -> String {
    let words = SEARCHED
        .iter()
        .filter_map(|field| new.body.get(field)?.as_str());
    let words: Vec<_> = std::iter::once(new.short.as_str()).chain(words).collect();
    folded(&words.join(" "))
}
