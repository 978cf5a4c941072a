//! Incidents in the world.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{IncidentId, Point, ShortId};

/// A count with its uncertainty. `None` is unknown; `Some(0)` is known to be none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Casualties {
    /// Lowest credible count.
    pub low: Option<u32>,
    /// Highest credible count.
    pub high: Option<u32>,
}

impl Casualties {
    /// As a person reads it: `46-72`, `18`, `at least 183`, or nothing when unknown.
    pub fn words(&self) -> Option<String> {
        match (self.low, self.high) {
            (Some(low), Some(high)) if low == high => Some(low.to_string()),
            (Some(low), Some(high)) => Some(format!("{low}–{high}")),
            (Some(low), None) => Some(format!("{low}+")),
            (None, Some(high)) => Some(format!("≤{high}")),
            (None, None) => None,
        }
    }
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
    /// Where, at the precision below.
    pub point: Option<Point>,
    /// Radius in metres.
    pub precision_m: f64,
    /// Named place.
    pub place_name: String,
    /// Province by name.
    pub province: String,
    /// Code of the project's event vocabulary, such as `suicide_bombing`.
    pub event_type: String,
    /// Code of who was hit, such as `hazara`.
    pub target: String,
    /// Code of the kind of place, such as `school`.
    pub location_type: String,
    /// Whether it hit a crowd gathered in public.
    pub crowd_in_public: bool,
    /// Who is held to have done it, in words.
    pub attribution: String,
    /// Killed.
    pub killed: Casualties,
    /// Injured.
    pub injured: Casualties,
    /// Where the facts come from, in words.
    pub source_note: String,
    /// Invented for a demonstration.
    pub synthetic: bool,
}
