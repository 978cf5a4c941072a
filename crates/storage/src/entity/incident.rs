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
    pub targets: String,
    pub location_types: String,
    pub crowd_in_public: bool,
    pub perpetrator: String,
    pub killed_low: Option<i64>,
    pub killed_high: Option<i64>,
    pub injured_low: Option<i64>,
    pub injured_high: Option<i64>,
    pub source_note: String,
    pub synthetic: bool,
    pub search: String,
    pub date_end: Option<Date>,
    pub date_precision: String,
    pub time_local: Option<String>,
    pub time_zone: Option<String>,
    pub time_precision: Option<String>,
    pub time_basis: Option<String>,
    pub adm1_pcode: String,
    pub urban_rural: Option<String>,
    pub urban_rural_method: String,
    pub attribution: Option<String>,
    pub hallmarks: bool,
    pub attribution_confidence: Option<String>,
    pub killed_best: Option<i64>,
    pub injured_best: Option<i64>,
    pub civilians_killed: String,
    pub civilians_injured: String,
    pub perpetrators_killed: String,
    pub casualty_basis: Option<String>,
    pub verification: String,
    pub content_warning: String,
    pub tags: String,
    pub method_version: String,
    pub merged_into: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
