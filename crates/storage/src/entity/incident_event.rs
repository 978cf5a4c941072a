//! One row a change of an incident; append-only, numbered by the database.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "incident_event")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub incident: Uuid,
    pub at: DateTimeUtc,
    pub actor: Uuid,
    pub kind: String,
    pub reason: String,
    pub changes: String,
    pub other: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
