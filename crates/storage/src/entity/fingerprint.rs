//! One row a file: what it looks like to the machine.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "fingerprint")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub file: Uuid,
    pub item: Uuid,
    pub project: Uuid,
    pub kind: String,
    pub body: Vec<u8>,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
