//! Writing what the public may read. Called with projections only: what is published of a record
//! is decided elsewhere, before it comes here.

use cairn_domain::{Digest, ProjectId, ShortId};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel, QueryFilter,
    QuerySelect, Statement, Value,
    sea_query::{Expr, ExprTrait, OnConflict},
};

use crate::{
    PublishedRow, RetractionRecord, StorageError, WriteTx,
    entity::{
        published_blob,
        published_incident::{self, Column},
        published_project, published_retraction,
    },
    error::Settle,
    public::published,
    published_cells::{Counted, Share, Tally},
    published_order::positions,
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
        self.publish_incidents(project, std::slice::from_ref(new))
            .await
    }

    /// Publishes many incidents, or replaces what is published of them; the counts of all of them
    /// are written once.
    pub async fn publish_incidents(
        &self,
        project: ProjectId,
        new: &[PublishedRow],
    ) -> Result<(), StorageError> {
        let mut tally = Tally::default();
        for new in new {
            let before = self.published_row(project, &new.short).await?;
            let position = self.position_of(project, new, before.as_ref()).await?;
            if let Some(before) = before {
                self.take_out(before, &mut tally).await?;
            }
            let words = search(new);
            let row = self.row_of(project, new, position, &words)?;
            if row.retracted_at.is_none() {
                tally.add(counted(&row), Share::of(&row));
                self.index_words(position, words).await?;
            }
            published_incident::Entity::insert(row.into_active_model())
                .exec_without_returning(&self.db)
                .await
                .settle()?;
        }
        self.count_published(tally).await?;
        self.mark_changed(project).await
    }

    /// Makes what was read of a project before known to be old: caches ask for the number.
    pub(crate) async fn mark_changed(&self, project: ProjectId) -> Result<(), StorageError> {
        use published_project::Column;
        let next = Expr::col(Column::Changes).add(1);
        published_project::Entity::update_many()
            .col_expr(Column::Changes, next)
            .filter(Column::Id.eq(project.0))
            .exec(&self.db)
            .await
            .settle()?;
        Ok(())
    }

    async fn published_row(
        &self,
        project: ProjectId,
        short: &ShortId,
    ) -> Result<Option<published_incident::Model>, StorageError> {
        published_incident::Entity::find()
            .filter(Column::Project.eq(project.0))
            .filter(Column::Short.eq(short.as_str()))
            .one(&self.db)
            .await
            .settle()
    }

    /// The one it has, while its day stays the same; else the first that no other project has.
    async fn position_of(
        &self,
        project: ProjectId,
        new: &PublishedRow,
        before: Option<&published_incident::Model>,
    ) -> Result<i64, StorageError> {
        let mut positions = positions(new.date, &new.short);
        if let Some(before) = before.filter(|before| positions.contains(&before.position)) {
            return Ok(before.position);
        }
        let taken: Vec<i64> = published_incident::Entity::find()
            .select_only()
            .column(Column::Position)
            .filter(Column::Position.gte(positions.start))
            .filter(Column::Position.lt(positions.end))
            .filter(Column::Project.ne(project.0))
            .into_tuple()
            .all(&self.db)
            .await
            .settle()?;
        positions
            .find(|position| !taken.contains(position))
            .ok_or(StorageError::Taken { what: "position" })
    }

    /// Removes a row, its words and its share of the counts.
    async fn take_out(
        &self,
        row: published_incident::Model,
        tally: &mut Tally,
    ) -> Result<(), StorageError> {
        published_incident::Entity::delete_by_id(row.position)
            .exec(&self.db)
            .await
            .settle()?;
        if row.retracted_at.is_none() {
            tally.add(counted(&row), -Share::of(&row));
            self.forget_indexed(row.position).await?;
        }
        Ok(())
    }

    fn row_of(
        &self,
        project: ProjectId,
        new: &PublishedRow,
        position: i64,
        words: &str,
    ) -> Result<published_incident::Model, StorageError> {
        let gone = new.retracted.as_ref();
        let figures = &new.figures;
        Ok(published_incident::Model {
            position,
            project: project.0,
            short: new.short.to_string(),
            body: to_json(&new.body)?,
            date: new.date,
            month: new.date.format("%Y-%m").to_string(),
            province: new.province.clone(),
            event_type: new.event_type.clone(),
            target: new.target.clone(),
            location_type: figures.location_type.clone(),
            lat: figures.place.map(|(lat, _)| lat),
            lon: figures.place.map(|(_, lon)| lon),
            precision_m: figures.precision_m,
            killed: figures.killed.map(Into::into),
            injured: figures.injured.map(Into::into),
            claims: figures.claims.into(),
            // SQLite keeps them where it finds them faster.
            search: if self.is_postgres() {
                words.to_owned()
            } else {
                String::new()
            },
            first_release: new.first_release.into(),
            retracted_reason: gone.map(|gone| gone.reason.clone()),
            retracted_at: gone.map(|gone| micros(gone.at)),
            retracted_last_release: gone.map(|gone| gone.last_release.into()),
        })
    }

    async fn index_words(&self, position: i64, words: String) -> Result<(), StorageError> {
        let sql = "INSERT INTO published_text (rowid, words) VALUES (?, ?)";
        self.on_sqlite(sql, vec![position.into(), words.into()])
            .await
    }

    async fn forget_indexed(&self, position: i64) -> Result<(), StorageError> {
        let sql = "DELETE FROM published_text WHERE rowid = ?";
        self.on_sqlite(sql, vec![position.into()]).await
    }

    /// The index of words is a table that only SQLite has.
    async fn on_sqlite(&self, sql: &str, values: Vec<Value>) -> Result<(), StorageError> {
        if !self.is_postgres() {
            let statement = Statement::from_sql_and_values(DbBackend::Sqlite, sql, values);
            self.db.execute_raw(statement).await.settle()?;
        }
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
        let row = self.published_row(project, &gone.short).await?;
        let row = row.ok_or(StorageError::Missing {
            what: "published incident",
        })?;
        let tombstone = PublishedRow {
            retracted: Some(gone.clone()),
            ..published(row)?
        };
        self.publish_incident(project, &tombstone).await?;
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
        self.mark_changed(project).await
    }

    /// Removes a published incident without a trace; for what was never in a release.
    pub async fn unpublish_incident(
        &self,
        project: ProjectId,
        short: &ShortId,
    ) -> Result<(), StorageError> {
        let Some(row) = self.published_row(project, short).await? else {
            return Ok(());
        };
        let mut tally = Tally::default();
        self.take_out(row, &mut tally).await?;
        self.count_published(tally).await?;
        self.mark_changed(project).await
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

fn counted(row: &published_incident::Model) -> Counted {
    Counted {
        project: row.project,
        month: row.month.clone(),
        province: row.province.clone(),
        event_type: row.event_type.clone(),
        target: row.target.clone(),
        location_type: row.location_type.clone(),
    }
}

fn text<'a>(body: &'a serde_json::Value, field: &str) -> &'a str {
    body.get(field)
        .and_then(|value| value.as_str())
        .unwrap_or_default()
}

fn search(new: &PublishedRow) -> String {
    let words = SEARCHED.iter().map(|field| text(&new.body, field));
    let words: Vec<_> = std::iter::once(new.short.as_str()).chain(words).collect();
    folded(&words.join(" "))
}
