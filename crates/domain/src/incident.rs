//! Incidents in the world and what parties claim about them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{ClaimId, IncidentId, Point, ShortId, vocabulary};

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

vocabulary! {
    /// What has been found of a claim.
    pub enum ClaimStatus {
        /// Nobody has looked yet.
        NotAssessed = "not_assessed",
        /// Evidence agrees.
        Corroborated = "corroborated",
        /// Nothing was found; that is not "false".
        Unverified = "unverified",
        /// Evidence against it was found.
        Contradicted = "contradicted",
    }
}

/// A statement by a party about an event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// The row.
    pub id: ClaimId,
    /// Who says so.
    pub claimant: String,
    /// Where they said it.
    pub outlet: String,
    /// The day they name.
    pub date: NaiveDate,
    /// The province they name.
    pub province: String,
    /// What they say, in a line.
    pub statement: String,
    /// Killed, as claimed.
    pub killed: Option<u32>,
    /// Injured, as claimed.
    pub injured: Option<u32>,
    /// What has been found of it.
    pub status: ClaimStatus,
    /// The incident it speaks of, once a person has said so.
    pub incident: Option<IncidentId>,
}
