//! One row what a person has typed into a form of an item.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "draft")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub account: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub item: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub form: String,
    pub saved_at: DateTimeUtc,
    pub fields: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
