//! What became of one redaction. Append-only.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "redaction_copy")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub redaction: Uuid,
    pub made_at: DateTimeUtc,
    pub copy: Option<String>,
    pub cover: Option<String>,
    pub problem: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
