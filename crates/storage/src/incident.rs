//! Incidents.

use cairn_domain::{Casualties, Incident, IncidentId, Point, ProjectId, ShortId};
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
    item as items,
    row::{Row, containing, each, folded},
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
            .order_by_desc(Column::Date)
            .order_by_desc(Column::Id)
            .limit(limit);
        if let Some(text) = text {
            rows = rows.filter(Expr::col(Column::Search).like(containing(text)));
        }
        each(rows.all(&self.db).await.settle()?, record)
    }

    /// An incident by its short id.
    pub async fn find_incident(
        &self,
        project: ProjectId,
        short: &ShortId,
    ) -> Result<Option<Incident>, StorageError> {
        let row = incident::Entity::find()
            .filter(Column::Project.eq(project.0))
            .filter(Column::Short.eq(short.as_str()));
        let row = row.one(&self.db).await.settle()?;
        row.map(record).transpose()
    }

    /// An incident that must be there.
    pub async fn load_incident(&self, id: IncidentId) -> Result<Incident, StorageError> {
        let row = incident::Entity::find_by_id(id.0).one(&self.db).await;
        record(row.settle()?.ok_or(MISSING)?)
    }

    /// Items linked to an incident in the order they came in.
    pub async fn items_of_incident(&self, id: IncidentId) -> Result<Vec<ItemRecord>, StorageError> {
        let rows = item::Entity::find()
            .filter(item::Column::Incident.eq(id.0))
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
        incident::Entity::insert(row(project, new).into_active_model())
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
            ..row(ProjectId(known.project), edited)
        };
        incident::Entity::update(row.into_active_model().reset_all())
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        Ok(())
    }
}

fn row(project: ProjectId, incident: &Incident) -> incident::Model {
    let words = [
        incident.short.as_str(),
        &incident.title,
        &incident.place_name,
        &incident.province,
    ];
    incident::Model {
        id: incident.id.0,
        project: project.0,
        short: incident.short.to_string(),
        title: incident.title.clone(),
        summary: incident.summary.clone(),
        date: incident.date,
        lat: incident.point.map(Point::lat),
        lon: incident.point.map(Point::lon),
        precision_m: incident.precision_m,
        place_name: incident.place_name.clone(),
        province: incident.province.clone(),
        event_type: incident.event_type.clone(),
        target: incident.target.clone(),
        location_type: incident.location_type.clone(),
        crowd_in_public: incident.crowd_in_public,
        attribution: incident.attribution.clone(),
        killed_low: incident.killed.low.map(i64::from),
        killed_high: incident.killed.high.map(i64::from),
        injured_low: incident.injured.low.map(i64::from),
        injured_high: incident.injured.high.map(i64::from),
        source_note: incident.source_note.clone(),
        synthetic: incident.synthetic,
        search: folded(&words.join(" ")),
    }
}

fn record(row: incident::Model) -> Result<Incident, StorageError> {
    let at = Row::of("incident", row.id);
    let point = row
        .lat
        .zip(row.lon)
        .map(|(lat, lon)| Point::try_new(lat, lon));
    Ok(Incident {
        id: IncidentId(row.id),
        short: at.parse("short", &row.short)?,
        point: point.transpose().map_err(|_| at.corrupt("lat"))?,
        killed: Casualties {
            low: at.number_some("killed_low", row.killed_low)?,
            high: at.number_some("killed_high", row.killed_high)?,
        },
        injured: Casualties {
            low: at.number_some("injured_low", row.injured_low)?,
            high: at.number_some("injured_high", row.injured_high)?,
        },
        title: row.title,
        summary: row.summary,
        date: row.date,
        precision_m: row.precision_m,
        place_name: row.place_name,
        province: row.province,
        event_type: row.event_type,
        target: row.target,
        location_type: row.location_type,
        crowd_in_public: row.crowd_in_public,
        attribution: row.attribution,
        source_note: row.source_note,
        synthetic: row.synthetic,
    })
}
