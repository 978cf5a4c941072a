//! What a person wrote with an event.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "event_words")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub item: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    pub words: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
