//! Public: one row a record taken back in the open.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "published_retraction")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub project: Uuid,
    pub short: String,
    pub reason: String,
    pub at: DateTimeUtc,
    pub last_release: i64,
    pub kind: Option<String>,
    pub replaced_by: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
