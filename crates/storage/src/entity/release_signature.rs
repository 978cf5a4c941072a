//! Private: who said of a release that publishing it harms no one.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "release_signature")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub release: Uuid,
    pub signed_by: Uuid,
    pub signed_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
