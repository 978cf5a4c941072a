//! One row a claim about an event.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "claim")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub project: Uuid,
    pub claimant: String,
    pub outlet: String,
    pub date: Date,
    pub province: String,
    pub statement: String,
    pub killed: Option<i64>,
    pub injured: Option<i64>,
    pub status: String,
    pub incident: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
