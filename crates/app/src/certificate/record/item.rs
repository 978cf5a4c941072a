//! The item, its files, where they came from and what they belong to.

use cairn_domain::{
    Consent, Derivative, Digest, ItemId, MatchRelation, MatchVerdict, MediaKind, OpenClaim,
    metadata::Contradiction, sensitivity::Rating,
};
use cairn_review::{Outcome, StageKey};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

cairn_domain::vocabulary! {
    /// How an item came in. Never who handed it in.
    pub enum Channel {
        /// The form that is open to anybody; nobody was signed in.
        PublicForm = "public_form",
        /// A member of the project handed it in, signed in.
        Member = "member",
    }
}

/// The item as it stands.
#[derive(Debug, Clone, Serialize)]
pub struct ItemFacts {
    /// As pages name it: `AFG-7K3QXM`.
    pub id: String,
    /// As events name it.
    pub uuid: ItemId,
    /// One line.
    pub title: String,
    /// When it was handed in.
    pub received_at: DateTime<Utc>,
    /// How it came in.
    pub channel: Channel,
    /// What the submitter said of it, as typed.
    pub claimed: ClaimedFacts,
    /// How the submitter allows it to be used.
    pub consent: Consent,
    /// Where in the workflow it is.
    pub stage: StageKey,
    /// Version of the workflow it runs under.
    pub workflow: u32,
    /// What a settled stage means; `null` while it is being worked on.
    pub outcome: Option<Outcome>,
    /// Digest of what a sign-off would sign now.
    pub revision: Digest,
    /// Whether the machine has finished with every file.
    pub is_examined: bool,
    /// How hard it is to look at; `null` if nobody has rated it.
    pub rating: Option<Rating>,
    /// The item kept in its place.
    pub duplicate_of: Option<String>,
    /// Whether it was invented for a demonstration.
    pub is_synthetic: bool,
}

/// What the submitter said, as typed; empty where nothing was.
#[derive(Debug, Clone, Serialize)]
pub struct ClaimedFacts {
    /// What it shows.
    pub what: String,
    /// Where.
    pub place: String,
    /// When.
    pub time: String,
}

/// A file as received, and what the machine found out about it.
#[derive(Debug, Clone, Serialize)]
pub struct FileFacts {
    /// Hash of the bytes as received, computed while they came in.
    pub sha256: Digest,
    /// How many bytes.
    pub size_bytes: u64,
    /// MIME type by Cairn's own reading of the first bytes.
    pub mime: String,
    /// Photo, video, audio or other.
    pub kind: MediaKind,
    /// Width in pixels, upright.
    pub width: Option<u32>,
    /// Height in pixels, upright.
    pub height: Option<u32>,
    /// Length in seconds.
    pub duration_s: Option<f64>,
    /// When it was handed in.
    pub received_at: DateTime<Utc>,
    /// The event with which it came.
    pub received_with: u64,
    /// Where it lies in the bag; `null` where originals were left out.
    pub path: Option<String>,
    /// Why it could not be decoded, if so.
    pub problem: Option<String>,
    /// What it says about itself, as far as the team may read it. Claims, never facts.
    pub claims: Vec<OpenClaim>,
    /// How many more of its statements are sealed, the name its device gave it included.
    pub sealed_claims: u64,
    /// Where claims contradict each other or what is known otherwise.
    pub contradictions: Vec<Contradiction>,
    /// What was made from it, with which program and which arguments.
    pub derivatives: Vec<Derivative>,
    /// Frames that a person kept.
    pub kept_frames: Vec<KeptFrame>,
}

/// One frame of a recording that a person kept.
#[derive(Debug, Clone, Serialize)]
pub struct KeptFrame {
    /// Its number, from 0.
    pub frame: u64,
    /// When it is shown, in seconds from the beginning.
    pub at_s: f64,
    /// Who kept it.
    pub by: String,
    /// When they did.
    pub at: DateTime<Utc>,
}

/// A link the item came from.
#[derive(Debug, Clone, Serialize)]
pub struct SourceFacts {
    /// As given; `null` where it is withheld.
    pub url: Option<String>,
}

/// What people said of files that look alike.
#[derive(Debug, Clone, Serialize)]
pub struct MatchesFacts {
    /// Those that were answered, the surest first.
    pub answered: Vec<MatchFacts>,
    /// How many wait for an answer.
    pub unanswered: usize,
}

/// One answered match.
#[derive(Debug, Clone, Serialize)]
pub struct MatchFacts {
    /// The item of the other file.
    pub other_item: String,
    /// What the machine took the pair to be.
    pub relation: MatchRelation,
    /// How sure it was, 0 to 1.
    pub score: f64,
    /// Whether both are the same bytes.
    pub is_same_bytes: bool,
    /// What it is.
    pub verdict: MatchVerdict,
    /// Who said so; `null` where the bytes alone did.
    pub by: Option<String>,
    /// When.
    pub at: Option<DateTime<Utc>>,
}

/// An incident the item was linked to.
#[derive(Debug, Clone, Serialize)]
pub struct IncidentFacts {
    /// As pages name it.
    pub id: String,
    /// As events name it.
    pub uuid: cairn_domain::IncidentId,
    /// One line.
    pub title: String,
    /// The day it happened, or began.
    pub date: NaiveDate,
    /// Province by name.
    pub province: String,
    /// Whether it is linked now.
    pub is_current: bool,
}
