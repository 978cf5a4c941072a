//! What public queries answer: plain records without a private field.

use cairn_domain::{ProjectCode, ProjectId, ReleaseId, RetractionReason, ShortId};
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;

/// A project as the public sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicProject {
    /// The row.
    pub id: ProjectId,
    /// What people say in front of its short ids.
    pub code: ProjectCode,
    /// Name.
    pub name: String,
    /// A paragraph.
    pub summary: String,
    /// IANA name of the zone its times are shown in.
    pub zone: String,
    /// Everything in it is invented.
    pub is_demo: bool,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// How often what is public of it changed; the same number is the same dataset.
    pub changes: u64,
}

/// A release as the public sees it: without who built it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicRelease {
    /// The row.
    pub id: ReleaseId,
    /// Its number, from 1.
    pub version: u32,
    /// When it was built.
    pub built_at: DateTime<Utc>,
    /// What it is made of.
    pub manifest: Value,
    /// Incidents in it.
    pub incidents: u32,
    /// Pieces of evidence in it.
    pub evidence: u32,
    /// Retractions it lists.
    pub retractions: u32,
}

/// Which published incidents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PublicFilter {
    /// On this day or later.
    pub from: Option<NaiveDate>,
    /// On this day or earlier.
    pub to: Option<NaiveDate>,
    /// In this province.
    pub province: Option<String>,
    /// Of this type.
    pub event_type: Option<String>,
    /// With this target.
    pub target: Option<String>,
    /// In such a place.
    pub location_type: Option<String>,
    /// Whether anybody claims it.
    pub is_claimed: Option<bool>,
    /// Holding all of these words; with a star behind it, the last is the beginning of one.
    pub text: Option<String>,
}

/// What of a published incident the map draws and charts count, beside what every list needs.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PublishedFigures {
    /// Code of the main kind of place; may be empty.
    pub location_type: String,
    /// Latitude and longitude in degrees, as published.
    pub place: Option<(f64, f64)>,
    /// Radius in metres.
    pub precision_m: f64,
    /// Killed, the most careful count.
    pub killed: Option<u32>,
    /// Injured, likewise.
    pub injured: Option<u32>,
    /// How many claims speak of it.
    pub claims: u32,
}

/// A published incident, or its tombstone.
#[derive(Debug, Clone, PartialEq)]
pub struct PublishedRow {
    /// Six characters, spoken behind the project's code.
    pub short: ShortId,
    /// What is published of it.
    pub body: Value,
    /// The day it happened.
    pub date: NaiveDate,
    /// Province.
    pub province: String,
    /// Code of the event vocabulary.
    pub event_type: String,
    /// Code of who was hit.
    pub target: String,
    /// What is drawn and counted of it.
    pub figures: PublishedFigures,
    /// The release that published it first.
    pub first_release: u32,
    /// If it was taken back: why and when.
    pub retracted: Option<RetractionRecord>,
}

/// A record taken back in the open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetractionRecord {
    /// Its short id.
    pub short: ShortId,
    /// Why, by kind; older ones have none, and a tombstone does not repeat it.
    pub kind: Option<RetractionReason>,
    /// The record that tells it instead.
    pub replaced_by: Option<ShortId>,
    /// Why, for everybody to read.
    pub reason: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The last release that holds it.
    pub last_release: u32,
}

/// How the incidents a filter finds are spread: value and count, values in their own order. What
/// the filter says about the thing that is counted is left aside, so that the others can be chosen;
/// days narrow everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// By province.
    pub provinces: Vec<(String, u64)>,
    /// By type of event.
    pub event_types: Vec<(String, u64)>,
    /// By target.
    pub targets: Vec<(String, u64)>,
    /// By kind of place.
    pub location_types: Vec<(String, u64)>,
    /// By month, as `2022-09`.
    pub months: Vec<(String, u64)>,
}

/// What can be counted of published incidents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Facet {
    /// Province.
    Province,
    /// Type of event.
    EventType,
    /// Who was hit.
    Target,
    /// Kind of place.
    LocationType,
    /// Month, as `2022-09`.
    Month,
}

/// A page of published incidents as they are sent: nobody reads them on the way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PublicBodies {
    /// JSON objects without a line break inside, one a line, newest first.
    pub lines: String,
    /// How many.
    pub count: u64,
    /// What the next page comes after; none on the last.
    pub next: Option<i64>,
}

/// What a map, a chart and a filter need of an incident.
#[derive(Debug, Clone, PartialEq)]
pub struct PublicPoint {
    /// Where it stands in the order of all; see [`PublicBodies::next`].
    pub position: i64,
    /// Six characters.
    pub short: String,
    /// The day.
    pub date: NaiveDate,
    /// Province.
    pub province: String,
    /// Code of the event vocabulary.
    pub event_type: String,
    /// Code of who was hit.
    pub target: String,
    /// Code of the kind of place.
    pub location_type: String,
    /// Latitude in degrees, as published.
    pub lat: Option<f64>,
    /// Longitude in degrees, as published.
    pub lon: Option<f64>,
    /// Radius in metres.
    pub precision_m: f64,
    /// Killed, the most careful count.
    pub killed: Option<i64>,
    /// Injured, likewise.
    pub injured: Option<i64>,
    /// How many claims speak of it.
    pub claims: i64,
}
