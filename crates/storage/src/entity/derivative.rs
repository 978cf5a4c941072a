//! One row a file made from another.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "derivative")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub file: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    pub project: Uuid,
    pub kind: String,
    pub sha256: String,
    pub mime: String,
    pub size_bytes: i64,
    pub width: Option<i64>,
    pub height: Option<i64>,
    pub tool: String,
    pub arguments: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
