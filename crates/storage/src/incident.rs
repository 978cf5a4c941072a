//! Incidents.

use cairn_domain::{Incident, IncidentId, ProjectId, ShortId};
use chrono::NaiveDate;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
    sea_query::{Expr, ExprTrait},
};

use crate::{
    ItemRecord, Reads, StorageError, WriteTx,
    entity::{
        incident::{self, Column},
        item,
    },
    error::Settle,
    incident_event::family,
    incident_row::{record, row},
    item as items,
    row::{Row, containing, each},
};

const MISSING: StorageError = StorageError::Missing { what: "incident" };

impl Reads<'_> {
    /// Incidents of a project, newest first; with `text`, those whose short id, title or place
    /// contains it.
    pub async fn incidents(
        &self,
        project: ProjectId,
        text: Option<&str>,
        limit: u64,
    ) -> Result<Vec<Incident>, StorageError> {
        let mut rows = incident::Entity::find()
            .filter(Column::Project.eq(project.0))
            .filter(Column::MergedInto.is_null())
            .order_by_desc(Column::Date)
            .order_by_desc(Column::Id)
            .limit(limit);
        if let Some(text) = text {
            rows = rows.filter(Expr::col(Column::Search).like(containing(text)));
        }
        each(rows.all(&self.db).await.settle()?, record)
    }

    /// An incident by its short id, or the one it was merged into.
    pub async fn find_incident(
        &self,
        project: ProjectId,
        short: &ShortId,
    ) -> Result<Option<Incident>, StorageError> {
        let row = incident::Entity::find()
            .filter(Column::Project.eq(project.0))
            .filter(Column::Short.eq(short.as_str()));
        match row.one(&self.db).await.settle()? {
            Some(row) => self.standing(row).await.map(Some),
            None => Ok(None),
        }
    }

    /// An incident that must be there, or the one it was merged into.
    pub async fn load_incident(&self, id: IncidentId) -> Result<Incident, StorageError> {
        let row = incident::Entity::find_by_id(id.0).one(&self.db).await;
        self.standing(row.settle()?.ok_or(MISSING)?).await
    }

    /// The short id an incident was given, whatever it was merged into since.
    pub async fn incident_short(&self, id: IncidentId) -> Result<ShortId, StorageError> {
        let row = incident::Entity::find_by_id(id.0).one(&self.db).await;
        let row = row.settle()?.ok_or(MISSING)?;
        Row::of("incident", id).parse("short", &row.short)
    }

    /// What a row leads to. One step is enough: merging never leaves a chain.
    async fn standing(&self, row: incident::Model) -> Result<Incident, StorageError> {
        let Some(id) = row.merged_into else {
            return record(row);
        };
        let other = incident::Entity::find_by_id(id).one(&self.db).await;
        record(other.settle()?.ok_or(MISSING)?)
    }

    /// Incidents around a day: candidates for an item of that time, newest first.
    pub async fn incidents_between(
        &self,
        project: ProjectId,
        (from, to): (NaiveDate, NaiveDate),
        limit: u64,
    ) -> Result<Vec<Incident>, StorageError> {
        let rows = incident::Entity::find()
            .filter(Column::Project.eq(project.0))
            .filter(Column::MergedInto.is_null())
            .filter(Column::Date.between(from, to))
            .order_by_desc(Column::Date)
            .order_by_desc(Column::Id)
            .limit(limit);
        each(rows.all(&self.db).await.settle()?, record)
    }

    /// Items linked to an incident, or to one merged into it, in the order they came in.
    pub async fn items_of_incident(&self, id: IncidentId) -> Result<Vec<ItemRecord>, StorageError> {
        let rows = item::Entity::find()
            .filter(item::Column::Incident.in_subquery(family(id)))
            .order_by_asc(item::Column::ReceivedAt)
            .order_by_asc(item::Column::Id);
        each(rows.all(&self.db).await.settle()?, items::record)
    }
}

impl WriteTx {
    /// Opens an incident. `Taken` if its short id is.
    pub async fn insert_incident(
        &self,
        project: ProjectId,
        new: &Incident,
    ) -> Result<(), StorageError> {
        incident::Entity::insert(row(project, new)?.into_active_model())
            .exec_without_returning(&self.db)
            .await
            .or_taken("short id")?;
        Ok(())
    }

    /// Replaces the facts of an incident; its short id and project stay.
    pub async fn update_incident(&self, edited: &Incident) -> Result<(), StorageError> {
        let known = incident::Entity::find_by_id(edited.id.0)
            .one(&self.db)
            .await;
        let known = known.settle()?.ok_or(MISSING)?;
        let row = incident::Model {
            short: known.short,
            merged_into: known.merged_into,
            ..row(ProjectId(known.project), edited)?
        };
        incident::Entity::update(row.into_active_model().reset_all())
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        Ok(())
    }
}
