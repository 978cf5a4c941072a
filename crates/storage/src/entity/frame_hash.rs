//! One row a perceptual hash: of a photo, or of one frame.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "frame_hash")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub file: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    pub item: Uuid,
    pub project: Uuid,
    pub t_s: Option<f64>,
    pub pdq: String,
    pub quality: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
