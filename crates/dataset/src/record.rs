//! What the public may see, by construction: every field here is public, and there are no others.
//!
//! No submitter, no verifier, no original's digest, no link the safety profile withholds. A new
//! field is a decision to publish it, and `CODEBOOK.md` will ask what it means.

use cairn_domain::{
    Attributes, ClaimCalendar, ClaimDatePrecision, ClaimKind, ClaimRelation, ClaimStatus,
    Confidence, Digest, MediaKind, RetractionReason, Sensitivity, StatedCount,
};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use crate::incident::PublicIncident;
use crate::proof::{PublicBound, PublicProof};

/// One published item of evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PublicEvidence {
    /// The speakable id with its project.
    pub short: String,
    /// Photo, video, audio or other.
    pub kind: MediaKind,
    /// How hard it is to look at.
    pub sensitivity: Sensitivity,
    /// Codes of what a viewer is told before the picture.
    pub content_notes: Vec<String>,
    /// RFC 3339, rounded to the published precision.
    pub captured_earliest: Option<String>,
    /// RFC 3339, rounded to the published precision.
    pub captured_latest: Option<String>,
    /// Latitude of the camera in degrees, already snapped.
    pub lat: Option<f64>,
    /// Longitude of the camera in degrees, already snapped.
    pub lon: Option<f64>,
    /// Radius in metres around the published point.
    pub precision_m: f64,
    /// The copy made for the public, never the original.
    pub copy: Option<PublicCopy>,
    /// The cover shown before anybody chooses to look.
    pub cover: Option<Digest>,
    /// How the place was established, in words.
    pub how_located: String,
    /// How sure the team is of the place.
    pub location_confidence: Option<Confidence>,
    /// How the time was established, in words.
    pub how_dated: String,
    /// How sure the team is of the time.
    pub time_confidence: Option<Confidence>,
    /// Runs of the shadow solver that the time rests on, each asked again for the published place
    /// and rounded height: whole records, for `cairn shadow rerun`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub solver_runs: Vec<serde_json::Value>,
    /// Binds the originals without naming them: see `docs/guide/data.md`. Nothing for items whose salt
    /// was destroyed, and in older records.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitment: Option<Digest>,
    /// What the place rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<PublicProof>,
    /// What the time rests on, in the order of its author.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bounds: Vec<PublicBound>,
}

/// A redacted or re-encoded copy, made for publication.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PublicCopy {
    /// Digest of the copy itself. The original's digest would let a finder of phones search for it.
    pub sha256: Digest,
    /// MIME type.
    pub mime: String,
    /// Width in pixels.
    pub width: Option<u32>,
    /// Height in pixels.
    pub height: Option<u32>,
}

/// A statement by a party about an event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PublicClaim {
    /// The speakable id with its project. Empty in records older than the register.
    pub short: String,
    /// Itemised, aggregate, denial or competing. Only itemised claims are counted.
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
    /// Its code; may be empty.
    pub pcode: String,
    /// Code of whom they say they hit; may be empty.
    pub target: String,
    /// Code of the event vocabulary for how; may be empty.
    pub method: String,
    /// What they say, in a line of ours.
    pub statement: String,
    /// What they say, in their words; may be empty.
    pub quote: String,
    /// The quote in the project's language; may be empty.
    pub translation: String,
    /// Killed, as claimed.
    pub killed: StatedCount,
    /// Injured, as claimed.
    pub injured: StatedCount,
    /// What has been found of it.
    pub status: ClaimStatus,
    /// The earlier claim that it repeats, by its speakable id.
    pub same_as: Option<String>,
    /// Whether a later claim repeats it, which then is the one that is counted.
    pub is_repeated: bool,
    /// Link to an archived copy of the source; withheld unless the team allowed it.
    pub archive_url: Option<String>,
    /// Digest of that copy; withheld with the link.
    pub archive_sha256: Option<Digest>,
    /// Where was looked for evidence; may be empty.
    pub searched: String,
    /// The day it was assessed last.
    pub assessed_on: Option<NaiveDate>,
    /// What the incident it is listed under is to it.
    pub relation: Option<ClaimRelation>,
    /// In what the two agree.
    pub agreement: Option<Attributes>,
    /// Why, in words; may be empty.
    pub rationale: String,
}

impl Default for PublicClaim {
    /// A claim of which nothing is known; what records older than a field are read with.
    fn default() -> Self {
        Self {
            short: String::new(),
            kind: ClaimKind::Itemised,
            claimant: String::new(),
            outlet: String::new(),
            issue: String::new(),
            published_on: None,
            language: String::new(),
            date: NaiveDate::default(),
            date_precision: ClaimDatePrecision::Day,
            stated_date: String::new(),
            calendar: ClaimCalendar::Gregorian,
            place_name: String::new(),
            province: String::new(),
            pcode: String::new(),
            target: String::new(),
            method: String::new(),
            statement: String::new(),
            quote: String::new(),
            translation: String::new(),
            killed: StatedCount::default(),
            injured: StatedCount::default(),
            status: ClaimStatus::NotAssessed,
            same_as: None,
            is_repeated: false,
            archive_url: None,
            archive_sha256: None,
            searched: String::new(),
            assessed_on: None,
            relation: None,
            agreement: None,
            rationale: String::new(),
        }
    }
}

impl PublicClaim {
    /// Whether it stands for one claimed event and so is counted: itemised, within scope, and not
    /// said again later.
    pub fn is_counted(&self) -> bool {
        let is_left_out = matches!(
            self.status,
            ClaimStatus::OutOfScope | ClaimStatus::DuplicateClaim
        );
        self.kind == ClaimKind::Itemised && !is_left_out && !self.is_repeated
    }
}

/// A published record withdrawn in the open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicRetraction {
    /// The id that was withdrawn; it is never used again.
    pub short: String,
    /// Why, by kind; records withdrawn before kinds were asked for have none.
    #[serde(default)]
    pub reason: Option<RetractionReason>,
    /// Why in words, as far as it can be said.
    pub note: String,
    /// When.
    pub retracted_on: NaiveDate,
    /// The record that tells it instead.
    #[serde(default)]
    pub replaced_by: Option<String>,
    /// The last release that carried it.
    pub last_release: u32,
}

/// One numbered version of the public dataset.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Release {
    /// Short code of the project.
    pub project_code: String,
    /// Its name.
    pub project_name: String,
    /// 1, 2, 3 …
    pub version: u32,
    /// The day it was built, UTC.
    pub built_on: NaiveDate,
    /// Everything that is published.
    pub incidents: Vec<PublicIncident>,
    /// Claims nobody has tied to a published incident: claimed, and not seen.
    #[serde(default)]
    pub unmatched_claims: Vec<PublicClaim>,
    /// Everything that was withdrawn, in this release or before.
    pub retractions: Vec<PublicRetraction>,
    /// Terms of use, as a name or an SPDX identifier.
    pub licence: String,
    /// Whether it holds invented records.
    pub synthetic: bool,
}

impl Release {
    /// The digest of everything it holds, in whatever order its records came: what a person signs.
    pub fn digest(&self) -> Digest {
        Digest::of_json(&self.in_order())
    }

    /// The first and the last day it tells of.
    pub(crate) fn span(&self) -> Option<(NaiveDate, NaiveDate)> {
        let days = || self.incidents.iter().map(|incident| incident.date);
        days().min().zip(days().max())
    }

    /// The release as it is written: in id order, without anything that was retracted. A retracted
    /// record that was handed in by mistake is left out here, at the last door.
    pub(crate) fn in_order(&self) -> Self {
        let mut release = self.clone();
        let gone: Vec<String> = self.retractions.iter().map(|r| r.short.clone()).collect();
        release
            .incidents
            .retain(|incident| !gone.contains(&incident.short));
        release.incidents.sort_by(|a, b| a.short.cmp(&b.short));
        for incident in &mut release.incidents {
            incident.evidence.retain(|item| !gone.contains(&item.short));
            incident.evidence.sort_by(|a, b| a.short.cmp(&b.short));
            sort_claims(&mut incident.claims);
        }
        sort_claims(&mut release.unmatched_claims);
        release.retractions.sort_by(|a, b| a.short.cmp(&b.short));
        release
    }
}

/// Date, claimant and statement order them, then their ids.
fn sort_claims(claims: &mut [PublicClaim]) {
    let key = |claim: &PublicClaim| {
        let numbers = (claim.killed, claim.injured);
        (
            claim.date,
            claim.claimant.clone(),
            claim.statement.clone(),
            claim.outlet.clone(),
            numbers,
            claim.short.clone(),
        )
    };
    claims.sort_by_key(key);
}
