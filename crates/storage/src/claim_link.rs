//! Which incidents claims speak of.

use cairn_domain::{Attributes, ClaimId, ClaimLink, IncidentId, ProjectId, UserId};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, Iterable, QueryFilter, QueryOrder,
    Select, sea_query::OnConflict,
};

use crate::{
    Reads, StorageError, WriteTx,
    entity::claim_incident::{self, Column},
    error::Settle,
    row::{Row, each, micros},
};

impl Reads<'_> {
    /// Answers about a claim.
    pub async fn links_of_claim(&self, claim: ClaimId) -> Result<Vec<ClaimLink>, StorageError> {
        self.links(claim_incident::Entity::find().filter(Column::Claim.eq(claim.0)))
            .await
    }

    /// Answers about the claims of an incident.
    pub async fn links_of_incident(
        &self,
        incident: IncidentId,
    ) -> Result<Vec<ClaimLink>, StorageError> {
        self.links(claim_incident::Entity::find().filter(Column::Incident.eq(incident.0)))
            .await
    }

    /// Answers about all claims of a project.
    pub async fn claim_links(&self, project: ProjectId) -> Result<Vec<ClaimLink>, StorageError> {
        self.links(claim_incident::Entity::find().filter(Column::Project.eq(project.0)))
            .await
    }

    async fn links(
        &self,
        rows: Select<claim_incident::Entity>,
    ) -> Result<Vec<ClaimLink>, StorageError> {
        let rows = rows
            .order_by_asc(Column::Claim)
            .order_by_asc(Column::Incident);
        each(rows.all(&self.db).await.settle()?, record)
    }
}

impl WriteTx {
    /// Writes down an answer about a claim and an incident, in place of an earlier one.
    pub async fn save_claim_link(
        &self,
        project: ProjectId,
        link: &ClaimLink,
    ) -> Result<(), StorageError> {
        let said = link.attributes;
        let row = claim_incident::Model {
            claim: link.claim.0,
            incident: link.incident.0,
            project: project.0,
            relation: link.relation.to_string(),
            date: said.date.to_string(),
            place: said.place.to_string(),
            target: said.target.to_string(),
            method: said.method.to_string(),
            killed: said.killed.to_string(),
            injured: said.injured.to_string(),
            rationale: link.rationale.clone(),
            decided_by: link.decided_by.map(|user| user.0),
            decided_at: link.decided_at.map(micros),
            signed_by: link.signed_by.map(|user| user.0),
            signed_at: link.signed_at.map(micros),
        };
        let replace = OnConflict::columns([Column::Claim, Column::Incident])
            .update_columns(Column::iter())
            .to_owned();
        claim_incident::Entity::insert(row.into_active_model())
            .on_conflict(replace)
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        Ok(())
    }

    /// Puts a second person's name under the answer that was given at `decided_at`.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] if the answer has changed since, or is signed already.
    pub async fn sign_claim_link(
        &self,
        claim: ClaimId,
        incident: IncidentId,
        decided_at: DateTime<Utc>,
        by: UserId,
        at: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        let signed = claim_incident::ActiveModel {
            signed_by: Set(Some(by.0)),
            signed_at: Set(Some(micros(at))),
            ..Default::default()
        };
        let done = claim_incident::Entity::update_many()
            .set(signed)
            .filter(Column::Claim.eq(claim.0))
            .filter(Column::Incident.eq(incident.0))
            .filter(Column::DecidedAt.eq(micros(decided_at)))
            .filter(Column::SignedBy.is_null())
            .exec(&self.db)
            .await
            .settle()?;
        match done.rows_affected {
            0 => Err(StorageError::Conflict),
            _ => Ok(()),
        }
    }
}

fn record(row: claim_incident::Model) -> Result<ClaimLink, StorageError> {
    let at = Row::of("claim_incident", row.claim);
    Ok(ClaimLink {
        claim: ClaimId(row.claim),
        incident: IncidentId(row.incident),
        relation: at.parse("relation", &row.relation)?,
        attributes: Attributes {
            date: at.parse("date", &row.date)?,
            place: at.parse("place", &row.place)?,
            target: at.parse("target", &row.target)?,
            method: at.parse("method", &row.method)?,
            killed: at.parse("killed", &row.killed)?,
            injured: at.parse("injured", &row.injured)?,
        },
        rationale: row.rationale,
        decided_by: row.decided_by.map(UserId),
        decided_at: row.decided_at,
        signed_by: row.signed_by.map(UserId),
        signed_at: row.signed_at,
    })
}
