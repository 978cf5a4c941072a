//! One row an answer to a match.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "match_answer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub r#match: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    pub verdict: Option<String>,
    pub answered_by: Option<Uuid>,
    pub answered_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
