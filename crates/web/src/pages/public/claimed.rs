//! What a party says about an incident, beside what is documented.

use cairn_app::public::PublicClaim;
use cairn_domain::{ClaimStatus, StatedCount};

use super::words;
use crate::{
    i18n::Translator,
    present::agreement::{Answer, answers},
};

/// A party's statement.
pub(super) struct Claimed {
    pub(super) claimant: String,
    pub(super) source: String,
    pub(super) statement: String,
    /// In their own words, with the language they are in; may be empty.
    pub(super) quote: String,
    pub(super) language: String,
    pub(super) translation: String,
    /// Link to an archived copy; empty where it is not published.
    pub(super) archive_url: String,
    pub(super) killed: String,
    pub(super) injured: String,
    pub(super) status: String,
    pub(super) status_means: String,
    /// Which of the four meanings the status has, for the badge.
    pub(super) badge: &'static str,
    /// In what the two agree; empty where nobody has said.
    pub(super) agreement: Vec<Answer>,
    pub(super) rationale: String,
}

impl Claimed {
    pub(super) fn new(t: &Translator, claim: &PublicClaim) -> Self {
        let number = |count: StatedCount| words::count(t, count.min, count.max);
        let agreement = claim.agreement.as_ref();
        Self {
            claimant: claim.claimant.clone(),
            source: source(claim),
            statement: claim.statement.clone(),
            quote: claim.quote.clone(),
            language: claim.language.clone(),
            translation: claim.translation.clone(),
            archive_url: claim.archive_url.clone().unwrap_or_default(),
            killed: number(claim.killed),
            injured: number(claim.injured),
            status: t.vocab("claim-status", claim.status),
            status_means: t.vocab("claim-status", format!("{}_meaning", claim.status)),
            badge: match claim.status {
                ClaimStatus::Corroborated => "settled",
                ClaimStatus::Contradicted => "refused",
                _ => "",
            },
            agreement: agreement.map_or_else(Vec::new, |said| answers(t, said)),
            rationale: claim.rationale.clone(),
        }
    }
}

fn source(claim: &PublicClaim) -> String {
    match claim.outlet.as_str() {
        "" => words::day(claim.date),
        outlet => format!("{outlet}, {}", words::day(claim.date)),
    }
}
