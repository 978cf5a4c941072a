//! One row a file of the project and what a list calls something like it.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "list_hit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub list: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub file: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub label: String,
    pub item: Uuid,
    pub distance: i64,
    pub frames: i64,
    pub t_s: Option<f64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
