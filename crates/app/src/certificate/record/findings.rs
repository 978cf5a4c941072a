//! What people concluded, objected, signed and covered.

use cairn_domain::{
    Confidence, Digest, FindingBody, FindingId, FindingKind, RedactionId, RedactionReason,
    RegionShape, SoundTreatment, Span, Track,
};
use chrono::{DateTime, Utc};
use serde::Serialize;

cairn_domain::vocabulary! {
    /// What became of something that was recorded.
    pub enum Standing {
        /// It counts.
        Counts = "counts",
        /// It counts, and a lead decided for it over another.
        Settled = "settled",
        /// It counts as its author's word, and a lead decided against it.
        Overruled = "overruled",
        /// Its author replaced it.
        Superseded = "superseded",
    }
}

/// A finding as recorded.
#[derive(Debug, Clone, Serialize)]
pub struct FindingFacts {
    /// As events name it.
    pub id: FindingId,
    /// Its event.
    pub seq: u64,
    /// Which question it answers.
    pub kind: FindingKind,
    /// Who concluded it.
    pub by: String,
    /// When it was recorded.
    pub at: DateTime<Utc>,
    /// What became of it.
    pub standing: Standing,
    /// How sure the author was.
    pub confidence: Confidence,
    /// Why, in the author's words.
    pub reasoning: String,
    /// The conclusion: a place with features, references and precision in metres, a time with its
    /// bounds, or that there is none.
    pub body: FindingBody,
}

/// A recorded dissent.
#[derive(Debug, Clone, Serialize)]
pub struct ObjectionFacts {
    /// Its event.
    pub seq: u64,
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub words: String,
    /// The event that answered it; `null` while it is open.
    pub answered_with: Option<u64>,
    /// Who answered.
    pub answered_by: Option<String>,
    /// What they answered.
    pub answer: Option<String>,
}

/// A sign-off.
#[derive(Debug, Clone, Serialize)]
pub struct SignOffFacts {
    /// Its event.
    pub seq: u64,
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The revision that was signed.
    pub revision: Digest,
    /// Whether it still counts for the item: it was not sent back since, and this is what it is now.
    pub is_current: bool,
}

/// A redaction as recorded.
#[derive(Debug, Clone, Serialize)]
pub struct RedactionFacts {
    /// As events name it.
    pub id: RedactionId,
    /// Its event.
    pub seq: u64,
    /// The file of which a copy was covered.
    pub file: Digest,
    /// Who drew it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// What became of it.
    pub standing: Standing,
    /// What is covered.
    pub regions: Vec<RegionFacts>,
    /// What became of the sound.
    pub sound: SoundTreatment,
    /// What came out of it; `null` until it was tried.
    pub result: Option<RedactionResult>,
    /// Who else looked at the copy from start to end and found that it covers enough.
    pub confirmed_by: Option<String>,
}

/// One thing that is covered. What it hides stands in the record in words for the team alone.
#[derive(Debug, Clone, Serialize)]
pub struct RegionFacts {
    /// Its outline.
    pub shape: RegionShape,
    /// What kind of thing it hides.
    pub reason: RedactionReason,
    /// When it is there, in seconds; the whole length for a photo.
    pub span: Span,
    /// Where it is: boxes in parts of the picture, 0 to 1, at seconds.
    pub track: Track,
}

/// What came out of a redaction.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RedactionResult {
    /// A copy with this hash.
    Copy(Digest),
    /// Nothing, for this reason.
    Problem(String),
}
