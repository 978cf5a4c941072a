//! Which incidents a claim may speak of: a score with its reasons, for a person to decide.

use super::Claim;
use crate::Incident;

/// Days that a claim may name wrongly and still be suggested.
pub const MOST_DAYS: u64 = 3;
/// Metres that its place may be off, where both are on the map.
pub const MOST_DISTANCE_M: f64 = 25_000.0;

/// One reason of a score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reason {
    /// The days named lie so many apart.
    Days(u64),
    /// The places lie so many metres apart.
    Distance(f64),
    /// They name the same place.
    SamePlace,
    /// They name the same province.
    SameProvince,
    /// The same people were hit.
    SameTarget,
    /// In the same way.
    SameMethod,
}

impl Reason {
    /// What it adds to the score, in points of 100.
    pub fn points(self) -> u32 {
        match self {
            Self::Days(0) => 40,
            Self::Days(days) => 40_u32.saturating_sub(10 * u32::try_from(days).unwrap_or(4)),
            Self::Distance(metres) if metres <= 5_000.0 => 40,
            Self::Distance(_) | Self::SamePlace => 30,
            Self::SameProvince => 20,
            Self::SameTarget | Self::SameMethod => 10,
        }
    }
}

/// An incident that a claim may speak of.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// Points of 100: the sum of its reasons.
    pub score: u32,
    /// Why, strongest kind first: when, where, whom, how.
    pub reasons: Vec<Reason>,
}

/// Compares a claim with an incident. Nothing when the days are more than [`MOST_DAYS`] apart, or
/// when the places are neither in one province nor within [`MOST_DISTANCE_M`].
pub fn suggest(claim: &Claim, incident: &Incident) -> Option<Suggestion> {
    let days = claim
        .date
        .signed_duration_since(incident.date)
        .num_days()
        .unsigned_abs();
    if days > MOST_DAYS {
        return None;
    }
    let mut reasons = vec![Reason::Days(days), place(claim, incident)?];
    let hit = |target: &String| says_same(&claim.target, target);
    if incident.targets.iter().any(hit) {
        reasons.push(Reason::SameTarget);
    }
    if says_same(&claim.method, &incident.event_type) {
        reasons.push(Reason::SameMethod);
    }
    Some(Suggestion {
        score: reasons.iter().map(|reason| reason.points()).sum(),
        reasons,
    })
}

/// The best that can be said of where: on the map, then by name, then by province.
fn place(claim: &Claim, incident: &Incident) -> Option<Reason> {
    let distance = claim
        .point
        .zip(incident.point)
        .map(|(claimed, known)| claimed.distance_m(known))
        .filter(|metres| *metres <= MOST_DISTANCE_M);
    if let Some(metres) = distance {
        return Some(Reason::Distance(metres));
    }
    let is_near = says_same(&claim.province, &incident.province);
    match is_near && says_same(&claim.place_name, &incident.place_name) {
        true => Some(Reason::SamePlace),
        false => is_near.then_some(Reason::SameProvince),
    }
}

fn says_same(one: &str, other: &str) -> bool {
    let one = one.trim().to_lowercase();
    !one.is_empty() && one == other.trim().to_lowercase()
}
