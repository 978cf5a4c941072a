//! Which incident a claim speaks of, and in what the two agree.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::ClaimStatus;
use crate::{ClaimId, IncidentId, UserId, vocabulary};

vocabulary! {
    /// What an incident is to a claim.
    pub enum ClaimRelation {
        /// Evidence of the incident agrees with the claim.
        Corroborated = "corroborated",
        /// It agrees with some of it.
        PartiallyCorroborated = "partially_corroborated",
        /// It shows that the claim is wrong.
        Contradicted = "contradicted",
        /// The incident is claimed already; this is the same claim again.
        DuplicateClaim = "duplicate_claim",
        /// Somebody looked: not this incident. Remembered, so that it is not suggested again.
        Unrelated = "unrelated",
    }
}

impl ClaimRelation {
    /// Whether the claim and the incident are a pair.
    pub fn is_match(self) -> bool {
        matches!(self, Self::Corroborated | Self::PartiallyCorroborated)
    }
}

vocabulary! {
    /// Whether a claim and an incident say the same of one thing.
    pub enum Agreement {
        /// They do.
        Agree = "agree",
        /// They do not.
        Differs = "differs",
        /// One of them does not say.
        Unknown = "unknown",
    }
}

vocabulary! {
    /// What is compared.
    pub enum Attribute {
        /// The day.
        Date = "date",
        /// The place.
        Place = "place",
        /// Who was hit.
        Target = "target",
        /// How.
        Method = "method",
        /// How many were killed.
        Killed = "killed",
        /// How many were injured.
        Injured = "injured",
    }
}

/// One answer for each attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attributes {
    /// The day.
    pub date: Agreement,
    /// The place.
    pub place: Agreement,
    /// Who was hit.
    pub target: Agreement,
    /// How.
    pub method: Agreement,
    /// Killed.
    pub killed: Agreement,
    /// Injured.
    pub injured: Agreement,
}

impl Default for Attributes {
    fn default() -> Self {
        Self::all(Agreement::Unknown)
    }
}

impl Attributes {
    /// The same answer for all.
    pub fn all(agreement: Agreement) -> Self {
        Self {
            date: agreement,
            place: agreement,
            target: agreement,
            method: agreement,
            killed: agreement,
            injured: agreement,
        }
    }

    /// The answer for one.
    pub fn of(&self, attribute: Attribute) -> Agreement {
        match attribute {
            Attribute::Date => self.date,
            Attribute::Place => self.place,
            Attribute::Target => self.target,
            Attribute::Method => self.method,
            Attribute::Killed => self.killed,
            Attribute::Injured => self.injured,
        }
    }

    /// Changes the answer for one.
    pub fn set(&mut self, attribute: Attribute, agreement: Agreement) {
        *match attribute {
            Attribute::Date => &mut self.date,
            Attribute::Place => &mut self.place,
            Attribute::Target => &mut self.target,
            Attribute::Method => &mut self.method,
            Attribute::Killed => &mut self.killed,
            Attribute::Injured => &mut self.injured,
        } = agreement;
    }
}

/// A person's answer about a claim and an incident, and the second person's signature.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClaimLink {
    /// The claim.
    pub claim: ClaimId,
    /// The incident.
    pub incident: IncidentId,
    /// What the incident is to the claim.
    pub relation: ClaimRelation,
    /// In what they agree.
    pub attributes: Attributes,
    /// Why, in words.
    pub rationale: String,
    /// Who said so; nobody on record for links older than the record.
    pub decided_by: Option<UserId>,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
    /// Who looked at it second and agreed.
    pub signed_by: Option<UserId>,
    /// When.
    pub signed_at: Option<DateTime<Utc>>,
}

impl ClaimLink {
    /// Whether two people stand behind it, so that it may be published and counted. Links older
    /// than the record have nobody on record and stay as they were.
    pub fn is_signed(&self) -> bool {
        self.signed_by.is_some() || self.decided_by.is_none()
    }
}

/// What the links of a claim say about its status, strongest first; nothing if they do not say.
pub fn status_from(links: &[ClaimLink]) -> Option<ClaimStatus> {
    let has = |relation| links.iter().any(|link| link.relation == relation);
    let ladder = [
        (ClaimRelation::Corroborated, ClaimStatus::Corroborated),
        (
            ClaimRelation::PartiallyCorroborated,
            ClaimStatus::PartiallyCorroborated,
        ),
        (ClaimRelation::Contradicted, ClaimStatus::Contradicted),
        (ClaimRelation::DuplicateClaim, ClaimStatus::DuplicateClaim),
    ];
    ladder
        .into_iter()
        .find_map(|(relation, status)| has(relation).then_some(status))
}
