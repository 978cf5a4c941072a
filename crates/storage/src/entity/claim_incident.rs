//! One row an answer about a claim and an incident.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "claim_incident")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub claim: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub incident: Uuid,
    pub project: Uuid,
    pub relation: String,
    pub date: String,
    pub place: String,
    pub target: String,
    pub method: String,
    pub killed: String,
    pub injured: String,
    pub rationale: String,
    pub decided_by: Option<Uuid>,
    pub decided_at: Option<DateTimeUtc>,
    pub signed_by: Option<Uuid>,
    pub signed_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
