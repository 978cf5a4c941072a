//! One row a piece of evidence that carries a fact; numbered by the database.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "incident_fact")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub incident: Uuid,
    pub field: String,
    pub item: Option<Uuid>,
    pub source: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
