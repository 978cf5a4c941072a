//! Public: one row a published incident, or its tombstone.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "published_incident")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    pub project: Uuid,
    pub short: String,
    pub body: String,
    pub date: Date,
    pub month: String,
    pub province: String,
    pub event_type: String,
    pub target: String,
    pub location_type: String,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    pub precision_m: f64,
    pub killed: Option<i64>,
    pub injured: Option<i64>,
    pub claims: i64,
    pub search: String,
    pub first_release: i64,
    pub retracted_reason: Option<String>,
    pub retracted_at: Option<DateTimeUtc>,
    pub retracted_last_release: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
