//! Findings: signed, structured conclusions about where and when an item was recorded.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    FindingId, Geolocation, Interval, TimePrecision, TimeSpan, UserId, WhyNoPlace, vocabulary,
};

vocabulary! {
    /// The two questions a finding can answer.
    pub enum FindingKind {
        /// Where.
        Geolocation = "geolocation",
        /// When.
        Chronolocation = "chronolocation",
    }
}

vocabulary! {
    /// How sure the author is; the meanings are spelled out on screen.
    pub enum Confidence {
        /// Three independent features, or two of which one is unique.
        Confirmed = "confirmed",
        /// Features agree and nothing contradicts.
        Probable = "probable",
        /// It fits, and so might another place or time.
        Possible = "possible",
    }
}

/// A finding as recorded: immutable, superseded by a later one, never edited.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The row.
    pub id: FindingId,
    /// Who concluded it.
    pub author: UserId,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// The conclusion.
    pub body: FindingBody,
    /// How sure the author is.
    pub confidence: Confidence,
    /// Why, in words.
    pub reasoning: String,
}

/// The conclusion itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(
    clippy::large_enum_variant,
    reason = "an item has a handful of findings, and nearly all of them are places"
)]
pub enum FindingBody {
    /// A place.
    Geolocation(Geolocation),
    /// The item cannot be geolocated.
    NoGeolocation {
        /// Why. Empty only in findings recorded before reasons were asked for.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        reasons: Vec<WhyNoPlace>,
    },
    /// A time.
    Chronolocation(Chronolocation),
    /// The item cannot be chronolocated.
    NoChronolocation,
}

impl FindingBody {
    /// Which question it answers.
    pub fn kind(&self) -> FindingKind {
        match self {
            Self::Geolocation(_) | Self::NoGeolocation { .. } => FindingKind::Geolocation,
            Self::Chronolocation(_) | Self::NoChronolocation => FindingKind::Chronolocation,
        }
    }

    /// Whether it names a place or a time, rather than saying that none can be named.
    pub fn is_positive(&self) -> bool {
        matches!(self, Self::Geolocation(_) | Self::Chronolocation(_))
    }
}

/// When the item was recorded and why we think so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Chronolocation {
    /// Between these two instants.
    pub interval: Interval,
    /// IANA name of the zone the author worked in.
    pub zone: String,
    /// How finely it is known.
    pub precision: TimePrecision,
    /// The evidence for each bound; one at least.
    pub bounds: Vec<TimeBound>,
}

vocabulary! {
    /// What a piece of time evidence does to the interval.
    pub enum TimeEffect {
        /// Nothing before this.
        Earliest = "earliest",
        /// Nothing after this.
        Latest = "latest",
        /// Bounds both ends.
        Window = "window",
        /// Rules a span out.
        Excludes = "excludes",
    }
}

vocabulary! {
    /// Where a bound comes from.
    pub enum TimeEvidenceKind {
        /// The first time it was seen online: a latest bound only.
        FirstSeen = "first_seen",
        /// When it was put online.
        Upload = "upload",
        /// When an archive captured it.
        ArchiveCapture = "archive_capture",
        /// Metadata in the file: a lead.
        Metadata = "metadata",
        /// A capture time that a device signed.
        SignedTime = "signed_time",
        /// Direction of a shadow.
        ShadowAzimuth = "shadow_azimuth",
        /// Length of a shadow against its object.
        ShadowRatio = "shadow_ratio",
        /// The sun in view.
        VisibleSun = "visible_sun",
        /// A clock in view.
        VisibleClock = "visible_clock",
        /// Weather in view against records.
        Weather = "weather",
        /// Another dated event.
        KnownEvent = "known_event",
        /// Satellite images before and after.
        Satellite = "satellite",
        /// A call to prayer that is heard.
        PrayerCall = "prayer_call",
        /// What someone said.
        Statement = "statement",
        /// Something else, said in words.
        Other = "other",
    }
}

/// One piece of evidence for a bound.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeBound {
    /// Where it comes from.
    pub kind: TimeEvidenceKind,
    /// What it does.
    pub effect: TimeEffect,
    /// Why, in words.
    pub words: String,
    /// What it says of the time; none where only words were recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<TimeSpan>,
    /// Where it can be looked up: an address, a file, a page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The run of the shadow solver that it rests on, with all that went in and came out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<serde_json::Value>,
}
