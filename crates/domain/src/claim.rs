//! What parties claim about events: the register's noun, its vocabularies, its links to incidents.

mod chain;
mod comparison;
mod link;
mod suggestion;
#[cfg(test)]
mod tests;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{ClaimId, Digest, Point, ShortId, UserId, vocabulary};

pub use chain::{Chain, chains};
pub use comparison::compare;
pub use link::{Agreement, Attribute, Attributes, ClaimLink, ClaimRelation, status_from};
pub use suggestion::{MOST_DAYS, MOST_DISTANCE_M, Reason, Suggestion, suggest};

vocabulary! {
    /// What kind of statement it is. Only itemised claims are counted as claimed events.
    pub enum ClaimKind {
        /// One event.
        Itemised = "itemised",
        /// A sum over many events, such as a newsletter's infographic.
        Aggregate = "aggregate",
        /// "It was not us", or "it did not happen".
        Denial = "denial",
        /// Another party claims the same event.
        Competing = "competing",
    }
}

vocabulary! {
    /// What has been found of a claim.
    pub enum ClaimStatus {
        /// Nobody has looked yet.
        NotAssessed = "not_assessed",
        /// Evidence agrees.
        Corroborated = "corroborated",
        /// Evidence agrees with some of it.
        PartiallyCorroborated = "partially_corroborated",
        /// Nothing was found; that is not "false".
        Unverified = "unverified",
        /// Evidence against it was found.
        Contradicted = "contradicted",
        /// Outside what the project looks at.
        OutOfScope = "out_of_scope",
        /// The same claim again; counted where it was made last.
        DuplicateClaim = "duplicate_claim",
    }
}

vocabulary! {
    /// How finely the claimant names the date.
    pub enum ClaimDatePrecision {
        /// One day.
        Day = "day",
        /// Within a week of it.
        Week = "week",
        /// Within its month.
        Month = "month",
        /// Within its year.
        Year = "year",
    }
}

vocabulary! {
    /// The calendar a date was stated in. The register keeps the Gregorian day beside it.
    pub enum ClaimCalendar {
        /// As in most of the world.
        Gregorian = "gregorian",
        /// The calendar of Iran and Afghanistan.
        SolarHijri = "solar_hijri",
        /// The Islamic lunar calendar, which newsletters date by.
        LunarHijri = "lunar_hijri",
    }
}

/// A count as a party states it. `None` is "not said"; `Some(0)` is "nobody".
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "Option<RawCount>")]
pub struct StatedCount {
    /// At least so many.
    pub min: Option<u32>,
    /// At most so many.
    pub max: Option<u32>,
}

/// As it may be written: a single number stood here before ranges did.
#[derive(Deserialize)]
#[serde(untagged)]
enum RawCount {
    One(u32),
    Range { min: Option<u32>, max: Option<u32> },
}

impl From<Option<RawCount>> for StatedCount {
    fn from(raw: Option<RawCount>) -> Self {
        match raw {
            None => Self::default(),
            Some(RawCount::One(count)) => Self::exactly(count),
            Some(RawCount::Range { min, max }) => Self { min, max },
        }
    }
}

impl StatedCount {
    /// Exactly so many.
    pub fn exactly(count: u32) -> Self {
        let count = Some(count);
        Self {
            min: count,
            max: count,
        }
    }

    /// Whether anything was said.
    pub fn is_said(self) -> bool {
        self.min.is_some() || self.max.is_some()
    }

    /// The least that was said, for sums: the lower end, or else the upper.
    pub fn least(self) -> Option<u32> {
        self.min.or(self.max)
    }

    /// The most that was said: the upper end, or else the lower.
    pub fn most(self) -> Option<u32> {
        self.max.or(self.min)
    }

    /// As a person reads it: `40`, `40–60`, `40+`, `≤60`, or nothing when it was not said.
    pub fn words(self) -> Option<String> {
        match (self.min, self.max) {
            (Some(min), Some(max)) if min == max => Some(min.to_string()),
            (Some(min), Some(max)) => Some(format!("{min}–{max}")),
            (Some(min), None) => Some(format!("{min}+")),
            (None, Some(max)) => Some(format!("≤{max}")),
            (None, None) => None,
        }
    }
}

/// A statement by a party about an event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// The row.
    pub id: ClaimId,
    /// Six characters, spoken behind the project's code.
    pub short: ShortId,
    /// What kind of statement it is.
    pub kind: ClaimKind,
    /// Who says so.
    pub claimant: String,
    /// Where they said it.
    pub outlet: String,
    /// Which issue of it; may be empty.
    pub issue: String,
    /// When it was published.
    pub published_on: Option<NaiveDate>,
    /// Language of the quote (BCP 47); may be empty.
    pub language: String,
    /// What they say, in a line of ours.
    pub statement: String,
    /// What they say, in their words; may be empty.
    pub quote: String,
    /// The quote in the project's language; may be empty.
    pub translation: String,
    /// The day they name, in the Gregorian calendar.
    pub date: NaiveDate,
    /// How finely they name it.
    pub date_precision: ClaimDatePrecision,
    /// The date as it stands in the source; may be empty.
    pub stated_date: String,
    /// The calendar it is stated in.
    pub calendar: ClaimCalendar,
    /// The place they name; may be empty.
    pub place_name: String,
    /// The province they name.
    pub province: String,
    /// Its code (COD-AB), down to what was named; may be empty.
    pub pcode: String,
    /// Where that is, if somebody looked it up. Never a verified place.
    pub point: Option<Point>,
    /// Code of whom they say they hit; empty when not said.
    pub target: String,
    /// Code of the event vocabulary for how; empty when not said.
    pub method: String,
    /// Killed, as claimed.
    pub killed: StatedCount,
    /// Injured, as claimed.
    pub injured: StatedCount,
    /// What has been found of it.
    pub status: ClaimStatus,
    /// The earlier claim that it repeats.
    pub same_as: Option<ClaimId>,
    /// Where an archived copy of the source lies; may be empty.
    pub archive_url: String,
    /// Digest of that copy.
    pub archive_sha256: Option<Digest>,
    /// Whether the link may be published. Newsletters of armed groups are seldom linked to.
    pub archive_public: bool,
    /// Where was looked for evidence and how hard; may be empty.
    pub searched: String,
    /// Who assessed it last.
    pub assessed_by: Option<UserId>,
    /// When.
    pub assessed_at: Option<DateTime<Utc>>,
    /// Invented for a demonstration.
    pub synthetic: bool,
    /// Grows with every change, for telling a stale form.
    pub revision: u32,
}

impl Claim {
    /// A claim about a day of which nothing else is written down yet: itemised, not assessed.
    pub fn about(id: ClaimId, short: ShortId, date: NaiveDate) -> Self {
        Self {
            id,
            short,
            kind: ClaimKind::Itemised,
            claimant: String::new(),
            outlet: String::new(),
            issue: String::new(),
            published_on: None,
            language: String::new(),
            statement: String::new(),
            quote: String::new(),
            translation: String::new(),
            date,
            date_precision: ClaimDatePrecision::Day,
            stated_date: String::new(),
            calendar: ClaimCalendar::Gregorian,
            place_name: String::new(),
            province: String::new(),
            pcode: String::new(),
            point: None,
            target: String::new(),
            method: String::new(),
            killed: StatedCount::default(),
            injured: StatedCount::default(),
            status: ClaimStatus::NotAssessed,
            same_as: None,
            archive_url: String::new(),
            archive_sha256: None,
            archive_public: false,
            searched: String::new(),
            assessed_by: None,
            assessed_at: None,
            synthetic: false,
            revision: 0,
        }
    }

    /// Whether it stands for one claimed event and so is counted: itemised, within scope, not a
    /// repetition. Aggregates, denials and competing claims are kept and shown, never counted.
    pub fn is_counted(&self) -> bool {
        let is_left_out = matches!(
            self.status,
            ClaimStatus::OutOfScope | ClaimStatus::DuplicateClaim
        );
        self.kind == ClaimKind::Itemised && !is_left_out
    }
}
