//! What a claim and an incident say of the same things, before a person looks: a proposal only.

use chrono::Datelike;

use super::{Agreement, Attributes, Claim, ClaimDatePrecision, MOST_DISTANCE_M, StatedCount};
use crate::{Casualties, Incident};

/// Compares attribute by attribute. Where one of the two does not say, the answer is unknown.
pub fn compare(claim: &Claim, incident: &Incident) -> Attributes {
    Attributes {
        date: date(claim, incident),
        place: place(claim, incident),
        target: target(claim, incident),
        method: words(&claim.method, &incident.event_type),
        killed: counts(claim.killed, incident.killed),
        injured: counts(claim.injured, incident.injured),
    }
}

/// Any of those that were hit may be the one that is named.
fn target(claim: &Claim, incident: &Incident) -> Agreement {
    let said = incident
        .targets
        .iter()
        .map(|target| words(&claim.target, target));
    let said: Vec<_> = said.collect();
    match said.contains(&Agreement::Agree) {
        true => Agreement::Agree,
        false => said.first().copied().unwrap_or(Agreement::Unknown),
    }
}

fn date(claim: &Claim, incident: &Incident) -> Agreement {
    let days = claim.date.signed_duration_since(incident.date).num_days();
    let same_year = claim.date.year() == incident.date.year();
    agreed(match claim.date_precision {
        ClaimDatePrecision::Day => days == 0,
        ClaimDatePrecision::Week => days.abs() <= 7,
        ClaimDatePrecision::Month => same_year && claim.date.month() == incident.date.month(),
        ClaimDatePrecision::Year => same_year,
    })
}

fn place(claim: &Claim, incident: &Incident) -> Agreement {
    if let Some((claimed, known)) = claim.point.zip(incident.point) {
        return agreed(claimed.distance_m(known) <= MOST_DISTANCE_M);
    }
    match words(&claim.province, &incident.province) {
        Agreement::Agree if !claim.place_name.is_empty() => {
            match words(&claim.place_name, &incident.place_name) {
                Agreement::Agree => Agreement::Agree,
                // Two names may well be one place; only a person can tell.
                _ => Agreement::Unknown,
            }
        }
        // The province alone is less than a place.
        Agreement::Agree => Agreement::Unknown,
        other => other,
    }
}

fn words(one: &str, other: &str) -> Agreement {
    match (one.trim(), other.trim()) {
        ("", _) | (_, "") => Agreement::Unknown,
        (one, other) => agreed(one.to_lowercase() == other.to_lowercase()),
    }
}

/// Ranges agree when they share a number. An open end reaches as far as it may.
fn counts(said: StatedCount, known: Casualties) -> Agreement {
    if !said.is_said() || (known.low.is_none() && known.high.is_none()) {
        return Agreement::Unknown;
    }
    let (least, most) = (known.low.unwrap_or(0), known.high.unwrap_or(u32::MAX));
    agreed(said.min.unwrap_or(0) <= most && said.max.unwrap_or(u32::MAX) >= least)
}

fn agreed(agree: bool) -> Agreement {
    match agree {
        true => Agreement::Agree,
        false => Agreement::Differs,
    }
}
