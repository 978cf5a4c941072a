//! One row a project.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "project")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub code: String,
    pub name: String,
    pub summary: String,
    pub zone: String,
    pub lease_minutes: i64,
    pub publish_cell_m: f64,
    pub is_demo: bool,
    pub workflow_version: i64,
    pub created_at: DateTimeUtc,
    pub sealing: String,
    pub confirm_from: Option<f64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
