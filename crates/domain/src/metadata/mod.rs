//! What a file says about itself: metadata as claims. Never a fact, never copied into a finding.
//!
//! A [`MetadataClaim`] is whole: its raw text may name a person or a device, so it is sealed. An
//! [`OpenClaim`] is what the team may read of it: a tag from the closed list of [`tags`] and a
//! typed value. What is not on the list, and what does not parse, stays sealed with its raw text.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{Point, vocabulary};

pub mod comparing;
pub mod contradiction;
pub mod ending;
mod moment;
pub mod sealing;
mod software;
pub mod tags;

pub use comparing::{Known, contradictions};
pub use contradiction::Contradiction;
pub use sealing::{OpenPlace, Sealing, SplitClaims, split};
pub use software::SoftwareClass;

vocabulary! {
    /// What claims are listed under.
    pub enum ClaimGroup {
        /// When.
        Time = "time",
        /// Where.
        Place = "place",
        /// With what it was recorded.
        Device = "device",
        /// What wrote or changed the file.
        Software = "software",
        /// Whose it is said to be.
        Rights = "rights",
        /// Everything else.
        Other = "other",
    }
}

/// One thing a file says about itself, whole. May name a person or a device: sealed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MetadataClaim {
    /// The tag's usual name, such as `DateTimeOriginal`.
    pub tag: String,
    /// The text as it stands in the file, or as close to it as text can be.
    pub raw: String,
    /// The same as a typed value, if it is of a kind that is understood and it is sound.
    pub parsed: Option<Parsed>,
    /// Where in the file: the path of segments, boxes or directories, such as `APP1/IFD0/0x010f`.
    pub place: String,
    /// What read it, with its version.
    pub tool: String,
}

/// What the team may read of a claim: a tag of the closed list and a typed value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OpenClaim {
    /// One of [`tags::OPEN`].
    pub tag: String,
    /// The value.
    pub value: Parsed,
    /// Where in the file.
    pub place: String,
    /// What read it, with its version.
    pub tool: String,
}

impl OpenClaim {
    /// What it is listed under.
    pub fn group(&self) -> ClaimGroup {
        tags::group(&self.tag)
    }
}

/// The value of a claim, typed. Numbers are finite, moments exist, points are on the globe.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Parsed {
    /// What a clock showed, and its offset from UTC in minutes if one was written.
    Moment {
        /// The clock.
        local: NaiveDateTime,
        /// East of Greenwich is positive.
        offset_minutes: Option<i16>,
    },
    /// A date field without a date in it.
    NoDate {
        /// All zeros or blank: the clock was not set.
        is_blank: bool,
    },
    /// A position.
    Place {
        /// Where.
        point: Point,
        /// Side of the cell it was snapped to, in metres; 0 is as written.
        cell_m: f64,
    },
    /// A position field that names no place on Earth.
    NoPlace,
    /// A position that the project keeps sealed.
    SealedPlace,
    /// A short name, as of a maker.
    Words {
        /// The name.
        text: String,
    },
    /// The class of a program.
    Software {
        /// Which.
        class: SoftwareClass,
    },
    /// How many, or how large in bytes; the tag says which.
    Count {
        /// The number.
        count: u64,
    },
    /// Width and height in pixels.
    Pixels {
        /// Width.
        width: u32,
        /// Height.
        height: u32,
    },
    /// A length of time in seconds.
    Seconds {
        /// Finite.
        seconds: f64,
    },
    /// A direction in degrees from north.
    Degrees {
        /// 0 to 360.
        degrees: f64,
    },
    /// A Content Credential (C2PA) is in the file. Nobody checked it.
    Credential {
        /// Who signed it, if it is one of the well-known issuers.
        issuer: Option<String>,
        /// It says that the picture was made by a model.
        says_generated: bool,
        /// It says that the picture was edited.
        says_edited: bool,
    },
}

/// Furthest that a clock without a written zone may be from UTC: UTC+14 to UTC−12.
const ZONE_BEFORE_H: i64 = 14;
const ZONE_AFTER_H: i64 = 12;

impl Parsed {
    /// The instants a moment can stand for; one if its zone was written.
    pub fn instants(&self) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        let Self::Moment {
            local,
            offset_minutes,
        } = self
        else {
            return None;
        };
        match offset_minutes {
            Some(minutes) => {
                let at = local.checked_sub_signed(TimeDelta::minutes(i64::from(*minutes)))?;
                Some((at.and_utc(), at.and_utc()))
            }
            None => {
                let earliest = local.checked_sub_signed(TimeDelta::hours(ZONE_BEFORE_H))?;
                let latest = local.checked_add_signed(TimeDelta::hours(ZONE_AFTER_H))?;
                Some((earliest.and_utc(), latest.and_utc()))
            }
        }
    }
}
