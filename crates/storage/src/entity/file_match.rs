//! One row a pair of files that look alike.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "file_match")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub item: Uuid,
    pub file: Uuid,
    pub other_item: Uuid,
    pub other_file: Uuid,
    pub distance: i64,
    pub transform: String,
    pub exact: bool,
    pub verdict: Option<String>,
    pub answered_by: Option<Uuid>,
    pub answered_at: Option<DateTimeUtc>,
    pub relation: String,
    pub score: f64,
    pub found: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
