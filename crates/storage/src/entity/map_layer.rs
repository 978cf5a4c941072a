//! One row a map layer that the operator added.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "map_layer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub label: String,
    pub kind: String,
    pub mode: String,
    pub address: String,
    pub attribution: String,
    pub max_zoom: i64,
    pub tile_size: i64,
    pub imagery_date: String,
    pub allow_private: bool,
    pub enabled: bool,
    pub added_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
