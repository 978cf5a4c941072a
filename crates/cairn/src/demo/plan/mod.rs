//! The demo as a plan: 367 items for 70 incidents, with what each shows, who hands it in, how far
//! it gets and what is said about it on the way. The driver takes the plan through the application.

mod finding;
mod item;
mod phrases;
mod picture;
mod stages;
mod words;

use cairn_domain::{
    Chronolocation, Confidence, Consent, Geolocation, MatchVerdict, sensitivity::Rating,
};
use chrono::{DateTime, Utc};

use super::{
    DemoError, MediaSpec,
    claims::{ClaimFact, claims},
    facts::{IncidentFact, Person, incidents, people, places},
};

pub use stages::PlannedStage;

/// How many items the demo has.
pub const ITEM_COUNT: usize = 367;
/// How many of them are clips.
pub const CLIP_COUNT: usize = 77;

/// Everything the demo puts into an empty project.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The five accounts.
    pub people: Vec<Person>,
    /// In order of time.
    pub incidents: Vec<IncidentFact>,
    /// 283 of them.
    pub claims: Vec<ClaimFact>,
    /// 367 of them, in the order in which they are handed in.
    pub items: Vec<ItemPlan>,
}

/// Who hands an item in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Submitter {
    /// Someone with a receipt.
    Anonymous,
    /// The account of the volunteer.
    Volunteer,
}

/// One item and its way.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemPlan {
    /// Its incident, as an index into [`Plan::incidents`].
    pub incident: usize,
    /// What the team calls it.
    pub title: String,
    /// What the submitter says it shows.
    pub claimed_what: String,
    /// What the submitter says about the place.
    pub claimed_where: String,
    /// What the submitter says about the time.
    pub claimed_when: String,
    /// Links given with it.
    pub sources: Vec<String>,
    /// The name the device gave the file.
    pub file_name: String,
    /// How the file is made.
    pub media: MediaSpec,
    /// Who hands it in.
    pub submitter: Submitter,
    /// How it may be used.
    pub consent: Consent,
    /// When it was handed in, in the story of the demo.
    pub received_at: DateTime<Utc>,
    /// How far it gets.
    pub stage: PlannedStage,
    /// As triage rates it; also given for items that are not rated yet.
    pub rating: Rating,
    /// Which earlier item it is a copy of, as an index into [`Plan::items`], and what a person says
    /// of the match, if anybody has.
    pub copy_of: Option<(usize, Option<MatchVerdict>)>,
    /// Where, for every item that gets so far.
    pub geolocation: Option<PlannedFinding<Geolocation>>,
    /// A second, contradicting geolocation: the item is disputed.
    pub second_geolocation: Option<PlannedFinding<Geolocation>>,
    /// When, for every item that gets so far.
    pub chronolocation: Option<PlannedFinding<Chronolocation>>,
    /// A lead sent it back from sign-off once.
    pub returned: Option<Returned>,
    /// A recorded dissent.
    pub objection: Option<PlannedObjection>,
    /// What is said about it, by the keys of people.
    pub comments: Vec<(&'static str, String)>,
    /// Why it was rejected or cannot be verified, where that is its end.
    pub reason: Option<String>,
}

/// A conclusion before it is recorded. `body` is none when the conclusion is that it cannot be.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedFinding<T> {
    /// Key of the author.
    pub by: &'static str,
    /// The conclusion.
    pub body: Option<T>,
    /// How sure.
    pub confidence: Confidence,
    /// Why, in words.
    pub reasoning: String,
}

/// Sent back from sign-off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    /// To geolocation or chronolocation.
    pub to: PlannedStage,
    /// Why.
    pub words: String,
    /// Whether it has been answered with a new finding and came forward again.
    pub is_answered: bool,
}

/// A dissent and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedObjection {
    /// Key of the objector.
    pub by: &'static str,
    /// What they say.
    pub words: String,
    /// Key of who answered, and how. Open if none.
    pub answer: Option<(&'static str, String)>,
}

/// The whole plan of a seed.
///
/// # Errors
/// When the shipped facts cannot be read or a place or time of the plan does not exist.
pub fn plan(seed: u64) -> Result<Plan, DemoError> {
    let incidents = incidents(seed)?;
    let claims = claims(seed, &incidents, &places()?);
    let items = item::items(seed, &incidents)?;
    Ok(Plan {
        people: people()?,
        incidents,
        claims,
        items,
    })
}
