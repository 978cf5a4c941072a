//! One row an item; from `seq` on a cache of the fold of its events.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "item")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub project: Uuid,
    pub short: String,
    pub title: String,
    pub title_folded: String,
    pub receipt: Option<String>,
    pub claimed_what: String,
    pub claimed_where: String,
    pub claimed_when: String,
    pub received_at: DateTimeUtc,
    pub is_synthetic: bool,
    pub intake_done: bool,
    pub revision: String,
    pub seq: i64,
    pub state: String,
    pub workflow: i64,
    pub stage: String,
    pub kind: String,
    pub outcome: Option<String>,
    pub entered_at: DateTimeUtc,
    pub submitter: Option<Uuid>,
    pub consent: String,
    pub lease_by: Option<Uuid>,
    pub lease_until: Option<DateTimeUtc>,
    pub sensitivity: Option<String>,
    pub incident: Option<Uuid>,
    pub duplicate_of: Option<Uuid>,
    pub files: i64,
    pub open_matches: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
