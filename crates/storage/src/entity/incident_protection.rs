//! One row an incident that asks for more than its project.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "incident_protection")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub incident: Uuid,
    pub cell_m: f64,
    pub date_step: String,
    pub embargo_until: Option<Date>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
