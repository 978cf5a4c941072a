//! Incidents in the world.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use crate::{
    AttributionConfidence, AttributionKind, Casualties, CasualtyBasis, ClockBasis, ClockPrecision,
    DatePrecision, IncidentId, Point, ShortId, UrbanRural, Verification,
};

/// A time of day at the place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeOfDay {
    /// On the clocks of the zone.
    pub local: NaiveTime,
    /// IANA name, such as `Asia/Kabul`.
    pub zone: String,
    /// How exactly it is known.
    pub precision: ClockPrecision,
    /// What it rests on.
    pub basis: Option<ClockBasis>,
}

/// One event in the world, evidenced by items.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Incident {
    /// The row.
    pub id: IncidentId,
    /// Six characters, spoken behind the project's code.
    pub short: ShortId,
    /// One line.
    pub title: String,
    /// A paragraph.
    pub summary: String,
    /// The day it happened, or began.
    pub date: NaiveDate,
    /// The last day it may have been, where that is another.
    pub date_end: Option<NaiveDate>,
    /// How exactly the day is known.
    pub date_precision: DatePrecision,
    /// When on that day, where it is known.
    pub time: Option<TimeOfDay>,
    /// Where, at the precision below.
    pub point: Option<Point>,
    /// Radius in metres.
    pub precision_m: f64,
    /// Named place.
    pub place_name: String,
    /// Province by name.
    pub province: String,
    /// Its code in the United Nations' list (COD-AB), such as `AF01`; empty when unknown.
    pub adm1_pcode: String,
    /// Code of the project's event vocabulary, such as `suicide_bombing`.
    pub event_type: String,
    /// Codes of who was hit, the main one first.
    pub targets: Vec<String>,
    /// Codes of the kinds of place, the main one first.
    pub location_types: Vec<String>,
    /// Whether it hit a crowd gathered in public.
    pub crowd_in_public: bool,
    /// Town or country, where somebody has said which.
    pub urban_rural: Option<UrbanRural>,
    /// How town was told from country: the figure depends on it.
    pub urban_rural_method: String,
    /// Who is held to have done it, in words.
    pub perpetrator: String,
    /// Where that comes from.
    pub attribution: Option<AttributionKind>,
    /// It bore the hallmarks of the perpetrator, and nothing more is known: how it was done, who
    /// was hit. Only with [`AttributionKind::AssessedByUs`].
    pub hallmarks: bool,
    /// How sure the team is of it.
    pub attribution_confidence: Option<AttributionConfidence>,
    /// Killed, perpetrators apart.
    pub killed: Casualties,
    /// Injured, perpetrators apart.
    pub injured: Casualties,
    /// Civilians among the killed.
    pub civilians_killed: Casualties,
    /// Civilians among the injured.
    pub civilians_injured: Casualties,
    /// Perpetrators killed.
    pub perpetrators_killed: Casualties,
    /// What the counts rest on.
    pub casualty_basis: Option<CasualtyBasis>,
    /// How well it is established as a whole.
    pub verification: Verification,
    /// What a reader should know before reading on; empty when nothing.
    pub content_warning: String,
    /// Words of the team's own, for finding it again.
    pub tags: Vec<String>,
    /// Which version of the team's method it was recorded by.
    pub method_version: String,
    /// Where the facts come from, in words.
    pub source_note: String,
    /// Invented for a demonstration.
    pub synthetic: bool,
}

impl Incident {
    /// An incident of which only the essentials are known: everything else is unknown or empty.
    pub fn bare(id: IncidentId, short: ShortId, title: &str, date: NaiveDate) -> Self {
        Self {
            id,
            short,
            title: title.to_owned(),
            summary: String::new(),
            date,
            date_end: None,
            date_precision: DatePrecision::Day,
            time: None,
            point: None,
            precision_m: 0.0,
            place_name: String::new(),
            province: String::new(),
            adm1_pcode: String::new(),
            event_type: String::new(),
            targets: Vec::new(),
            location_types: Vec::new(),
            crowd_in_public: false,
            urban_rural: None,
            urban_rural_method: String::new(),
            perpetrator: String::new(),
            attribution: None,
            hallmarks: false,
            attribution_confidence: None,
            killed: Casualties::default(),
            injured: Casualties::default(),
            civilians_killed: Casualties::default(),
            civilians_injured: Casualties::default(),
            perpetrators_killed: Casualties::default(),
            casualty_basis: None,
            verification: Verification::default(),
            content_warning: String::new(),
            tags: Vec::new(),
            method_version: String::new(),
            source_note: String::new(),
            synthetic: false,
        }
    }

    /// The last day it may have been.
    pub fn last_day(&self) -> NaiveDate {
        self.date_end.unwrap_or(self.date)
    }
}
