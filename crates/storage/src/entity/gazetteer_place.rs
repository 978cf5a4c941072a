//! One row a place of a list of names.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "gazetteer_place")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub gazetteer: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    pub source_id: String,
    pub name: String,
    pub lat: f64,
    pub lon: f64,
    pub class: String,
    pub code: String,
    pub country: String,
    pub admin1: Option<String>,
    pub admin2: Option<String>,
    pub population: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
