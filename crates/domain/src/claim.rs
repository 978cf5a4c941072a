//! What parties claim about incidents.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{ClaimId, IncidentId, vocabulary};

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
