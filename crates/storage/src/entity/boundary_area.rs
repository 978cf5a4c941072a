//! One row an area of a file of boundaries.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "boundary_area")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub boundary_set: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    pub name: String,
    pub code: Option<String>,
    pub west: f64,
    pub south: f64,
    pub east: f64,
    pub north: f64,
    pub shape: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
