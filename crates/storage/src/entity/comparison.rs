//! One row a file: with how many others it was compared.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "comparison")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub file: Uuid,
    pub files: i64,
    pub compared_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
