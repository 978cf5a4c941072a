//! Sources of incidents, and which evidence carries which fact.

use cairn_domain::{Casualties, IncidentId, IncidentSource, IncidentSourceId, ItemId, UserId};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    sea_query::Expr,
};

use crate::{
    Reads, StorageError, WriteTx,
    entity::{incident_fact, incident_source},
    error::Settle,
    row::{Row, each, micros, to_json},
};

/// What carries a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Carrier {
    /// An item of the incident.
    Item(ItemId),
    /// A source of the incident.
    Source(IncidentSourceId),
}

/// A fact of an incident and one thing that carries it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FactRecord {
    /// The field's name.
    pub field: String,
    /// What carries it.
    pub by: Carrier,
}

impl Reads<'_> {
    /// Sources of an incident, in the order they were added.
    pub async fn incident_sources(
        &self,
        incident: IncidentId,
    ) -> Result<Vec<IncidentSource>, StorageError> {
        let rows = incident_source::Entity::find()
            .filter(incident_source::Column::Incident.eq(incident.0))
            .order_by_asc(incident_source::Column::Id);
        each(rows.all(&self.db).await.settle()?, source)
    }

    /// What carries the facts of an incident.
    pub async fn incident_facts(
        &self,
        incident: IncidentId,
    ) -> Result<Vec<FactRecord>, StorageError> {
        let rows = incident_fact::Entity::find()
            .filter(incident_fact::Column::Incident.eq(incident.0))
            .order_by_asc(incident_fact::Column::Id);
        each(rows.all(&self.db).await.settle()?, |row| {
            let item = row.item.map(|id| Carrier::Item(ItemId(id)));
            let source = row.source.map(|id| Carrier::Source(IncidentSourceId(id)));
            let at = Row::of("incident_fact", row.id);
            Ok(FactRecord {
                field: row.field,
                by: item.or(source).ok_or_else(|| at.corrupt("item"))?,
            })
        })
    }
}

impl WriteTx {
    /// Adds a source to an incident.
    pub async fn insert_incident_source(
        &self,
        incident: IncidentId,
        new: &IncidentSource,
        (by, at): (UserId, DateTime<Utc>),
    ) -> Result<(), StorageError> {
        let row = incident_source::Model {
            id: new.id.0,
            incident: incident.0,
            origin: new.origin.clone(),
            kind: new.kind.to_string(),
            title: new.title.clone(),
            url: new.url.clone(),
            url_public: new.url_public,
            published_on: new.published_on,
            killed: to_json(&new.killed)?,
            injured: to_json(&new.injured)?,
            added_by: by.0,
            added_at: micros(at),
        };
        incident_source::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        Ok(())
    }

    /// Takes a source away, from the facts it carried too.
    pub async fn remove_incident_source(&self, id: IncidentSourceId) -> Result<(), StorageError> {
        incident_fact::Entity::delete_many()
            .filter(incident_fact::Column::Source.eq(id.0))
            .exec(&self.db)
            .await
            .settle()?;
        let gone = incident_source::Entity::delete_by_id(id.0);
        gone.exec(&self.db).await.settle()?;
        Ok(())
    }

    /// Says what carries a fact, in place of what was said before.
    pub async fn set_carriers(
        &self,
        incident: IncidentId,
        field: &str,
        carriers: &[Carrier],
    ) -> Result<(), StorageError> {
        incident_fact::Entity::delete_many()
            .filter(incident_fact::Column::Incident.eq(incident.0))
            .filter(incident_fact::Column::Field.eq(field))
            .exec(&self.db)
            .await
            .settle()?;
        for carrier in carriers {
            let (item, source) = match carrier {
                Carrier::Item(id) => (Some(id.0), None),
                Carrier::Source(id) => (None, Some(id.0)),
            };
            let row = incident_fact::ActiveModel {
                incident: Set(incident.0),
                field: Set(field.to_owned()),
                item: Set(item),
                source: Set(source),
                ..Default::default()
            };
            incident_fact::Entity::insert(row)
                .exec_without_returning(&self.db)
                .await
                .settle()?;
        }
        Ok(())
    }

    /// Moves sources and what carries facts from one incident to another.
    pub(crate) async fn move_sources(
        &self,
        from: IncidentId,
        to: IncidentId,
    ) -> Result<(), StorageError> {
        incident_source::Entity::update_many()
            .col_expr(incident_source::Column::Incident, Expr::value(to.0))
            .filter(incident_source::Column::Incident.eq(from.0))
            .exec(&self.db)
            .await
            .settle()?;
        incident_fact::Entity::update_many()
            .col_expr(incident_fact::Column::Incident, Expr::value(to.0))
            .filter(incident_fact::Column::Incident.eq(from.0))
            .exec(&self.db)
            .await
            .settle()?;
        Ok(())
    }
}

fn source(row: incident_source::Model) -> Result<IncidentSource, StorageError> {
    let at = Row::of("incident_source", row.id);
    let counts = |column, text: &str| -> Result<Casualties, StorageError> {
        let known: Option<Casualties> = at.json(column, text)?;
        Ok(known.unwrap_or_default())
    };
    Ok(IncidentSource {
        id: IncidentSourceId(row.id),
        kind: at.parse("kind", &row.kind)?,
        killed: counts("killed", &row.killed)?,
        injured: counts("injured", &row.injured)?,
        origin: row.origin,
        title: row.title,
        url: row.url,
        url_public: row.url_public,
        published_on: row.published_on,
    })
}
