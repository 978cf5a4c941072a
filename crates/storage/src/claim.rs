//! Claims: statements by a party about an event.

use cairn_domain::{Claim, ClaimId, IncidentId, ProjectId};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Select};

use crate::{
    Reads, StorageError, WriteTx,
    entity::claim::{self, Column},
    error::Settle,
    row::{Row, each},
};

impl Reads<'_> {
    /// Claims of a project by the day they name.
    pub async fn claims_of_project(&self, project: ProjectId) -> Result<Vec<Claim>, StorageError> {
        self.claims(claim::Entity::find().filter(Column::Project.eq(project.0)))
            .await
    }

    /// Claims that speak of an incident.
    pub async fn claims_of_incident(
        &self,
        incident: IncidentId,
    ) -> Result<Vec<Claim>, StorageError> {
        self.claims(claim::Entity::find().filter(Column::Incident.eq(incident.0)))
            .await
    }

    async fn claims(&self, rows: Select<claim::Entity>) -> Result<Vec<Claim>, StorageError> {
        let rows = rows.order_by_asc(Column::Date).order_by_asc(Column::Id);
        each(rows.all(&self.db).await.settle()?, record)
    }
}

impl WriteTx {
    /// Adds a claim.
    pub async fn insert_claim(&self, project: ProjectId, new: &Claim) -> Result<(), StorageError> {
        let row = claim::Model {
            id: new.id.0,
            project: project.0,
            claimant: new.claimant.clone(),
            outlet: new.outlet.clone(),
            date: new.date,
            province: new.province.clone(),
            statement: new.statement.clone(),
            killed: new.killed.map(i64::from),
            injured: new.injured.map(i64::from),
            status: new.status.to_string(),
            incident: new.incident.map(|incident| incident.0),
        };
        claim::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        Ok(())
    }
}

fn record(row: claim::Model) -> Result<Claim, StorageError> {
    let at = Row::of("claim", row.id);
    Ok(Claim {
        id: ClaimId(row.id),
        killed: at.number_some("killed", row.killed)?,
        injured: at.number_some("injured", row.injured)?,
        status: at.parse("status", &row.status)?,
        incident: row.incident.map(IncidentId),
        claimant: row.claimant,
        outlet: row.outlet,
        date: row.date,
        province: row.province,
        statement: row.statement,
    })
}
