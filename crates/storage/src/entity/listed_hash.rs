//! One row a hash of a list.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "listed_hash")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub list: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    pub pdq: String,
    pub quality: Option<i64>,
    pub label: String,
    pub t_s: Option<f64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
