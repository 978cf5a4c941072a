//! One row a claim about an event.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "claim")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub project: Uuid,
    pub short: String,
    pub kind: String,
    pub claimant: String,
    pub outlet: String,
    pub issue: String,
    pub published_on: Option<Date>,
    pub language: String,
    pub statement: String,
    pub quote: String,
    pub translation: String,
    pub date: Date,
    pub date_precision: String,
    pub stated_date: String,
    pub calendar: String,
    pub place_name: String,
    pub province: String,
    pub pcode: String,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    pub target: String,
    pub method: String,
    pub killed_min: Option<i64>,
    pub killed_max: Option<i64>,
    pub injured_min: Option<i64>,
    pub injured_max: Option<i64>,
    pub status: String,
    pub same_as: Option<Uuid>,
    pub archive_url: String,
    pub archive_sha256: Option<String>,
    pub archive_public: bool,
    pub searched: String,
    pub assessed_by: Option<Uuid>,
    pub assessed_at: Option<DateTimeUtc>,
    pub synthetic: bool,
    pub revision: i64,
    pub came_as: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
