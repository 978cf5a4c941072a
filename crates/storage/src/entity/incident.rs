//! One row an incident.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "incident")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub project: Uuid,
    pub short: String,
    pub title: String,
    pub summary: String,
    pub date: Date,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    pub precision_m: f64,
    pub place_name: String,
    pub province: String,
    pub event_type: String,
    pub target: String,
    pub location_type: String,
    pub crowd_in_public: bool,
    pub attribution: String,
    pub killed_low: Option<i64>,
    pub killed_high: Option<i64>,
    pub injured_low: Option<i64>,
    pub injured_high: Option<i64>,
    pub source_note: String,
    pub synthetic: bool,
    pub search: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
