//! The history of incidents, and merging: append-only, field by field.

use cairn_domain::{IncidentEventKind, IncidentId, UserId};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, Query, SelectStatement},
};
use serde::{Deserialize, Serialize};

use crate::{
    Reads, StorageError, WriteTx,
    entity::{claim_incident, incident, incident_event},
    error::Settle,
    row::{Row, each, micros, to_json},
};

/// One field before and after, as words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// The field's name.
    pub field: String,
    /// What stood there; empty if nothing did.
    pub before: String,
    /// What stands there now.
    pub after: String,
}

/// What happened to an incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncidentEventRecord {
    /// When.
    pub at: DateTime<Utc>,
    /// Who did it.
    pub actor: UserId,
    /// What.
    pub kind: IncidentEventKind,
    /// Why; may be empty.
    pub reason: String,
    /// Field by field.
    pub changes: Vec<FieldChange>,
    /// The other incident of a merge or a split.
    pub other: Option<IncidentId>,
}

impl Reads<'_> {
    /// The history of an incident, oldest first, with that of what was merged into it.
    pub async fn incident_events(
        &self,
        incident: IncidentId,
    ) -> Result<Vec<IncidentEventRecord>, StorageError> {
        let rows = incident_event::Entity::find()
            .filter(incident_event::Column::Incident.in_subquery(family(incident)))
            .order_by_asc(incident_event::Column::Id);
        each(rows.all(&self.db).await.settle()?, |row| {
            let at = Row::of("incident_event", row.id);
            Ok(IncidentEventRecord {
                at: row.at,
                actor: UserId(row.actor),
                kind: at.parse("kind", &row.kind)?,
                reason: row.reason,
                changes: at.json("changes", &row.changes)?,
                other: row.other.map(IncidentId),
            })
        })
    }
}

/// An incident and everything that was merged into it.
pub(crate) fn family(incident: IncidentId) -> SelectStatement {
    use incident::Column;
    Query::select()
        .column(Column::Id)
        .from(incident::Entity)
        .cond_where(
            Condition::any()
                .add(Column::Id.eq(incident.0))
                .add(Column::MergedInto.eq(incident.0)),
        )
        .to_owned()
}

impl WriteTx {
    /// Appends to the history of an incident, and gives the number of the line.
    pub async fn record_incident_event(
        &self,
        incident: IncidentId,
        new: &IncidentEventRecord,
    ) -> Result<i64, StorageError> {
        let row = incident_event::ActiveModel {
            incident: Set(incident.0),
            at: Set(micros(new.at)),
            actor: Set(new.actor.0),
            kind: Set(new.kind.to_string()),
            reason: Set(new.reason.clone()),
            changes: Set(to_json(&new.changes)?),
            other: Set(new.other.map(|other| other.0)),
            ..Default::default()
        };
        let inserted = incident_event::Entity::insert(row).exec(&self.db).await;
        Ok(inserted.settle()?.last_insert_id)
    }

    /// Merges one incident into another: its short id leads there from now on, as do those that
    /// were merged into it. Items keep the link they were given and are read with the other.
    pub async fn merge_incident(
        &self,
        from: IncidentId,
        into: IncidentId,
    ) -> Result<(), StorageError> {
        let leads_here = Condition::any()
            .add(incident::Column::Id.eq(from.0))
            .add(incident::Column::MergedInto.eq(from.0));
        incident::Entity::update_many()
            .col_expr(incident::Column::MergedInto, Expr::value(into.0))
            .filter(leads_here)
            .exec(&self.db)
            .await
            .settle()?;
        self.move_claims(from, into).await?;
        self.move_sources(from, into).await
    }

    /// Answers about claims follow; where a claim was compared with both, the one about `into` stands.
    async fn move_claims(&self, from: IncidentId, into: IncidentId) -> Result<(), StorageError> {
        let compared = Query::select()
            .column(claim_incident::Column::Claim)
            .from(claim_incident::Entity)
            .and_where(claim_incident::Column::Incident.eq(into.0))
            .to_owned();
        claim_incident::Entity::update_many()
            .col_expr(claim_incident::Column::Incident, Expr::value(into.0))
            .filter(claim_incident::Column::Incident.eq(from.0))
            .filter(claim_incident::Column::Claim.not_in_subquery(compared))
            .exec(&self.db)
            .await
            .settle()?;
        Ok(())
    }
}
