//! Which incidents an item may belong to, each with its reasons.
//!
//! Only what the person may see of the item goes in: while a place is being found blind, somebody
//! else's point must not show through a distance.

use std::collections::HashMap;

use cairn_domain::{
    Action, FindingBody, Incident, IncidentId, MatchVerdict, Point, ProjectId, ShortId,
};
use cairn_storage::Reads;
use chrono::{NaiveDate, TimeDelta};

use crate::{App, AppError, Visit, review::Dossier};

/// Days around an item's time within which incidents are looked for.
const AROUND: i64 = 3;
/// Metres beyond which a place is no reason.
const FAR_M: f64 = 25_000.0;
/// How many are offered.
const MOST: usize = 5;

/// Why an incident may be the one.
#[derive(Debug, Clone, PartialEq)]
pub enum Likeness {
    /// The same day.
    SameDay,
    /// So many days apart.
    DaysApart(u64),
    /// So many metres apart.
    MetresApart(f64),
    /// An item of the incident looks like this one.
    LooksLike(ShortId),
    /// What was handed in names its place.
    NamesPlace,
}

/// An incident with its reasons, strongest first.
#[derive(Debug, Clone)]
pub struct Suggestion {
    /// The incident.
    pub incident: Incident,
    /// Why.
    pub reasons: Vec<Likeness>,
    /// Only for the order: nobody is shown a number that means nothing.
    pub weight: f64,
}

/// What is known of an item, as far as one person may see it.
#[derive(Debug, Default)]
struct Seen {
    /// From the first to the last day it may have been recorded.
    days: Option<(NaiveDate, NaiveDate)>,
    place: Option<(Point, f64)>,
    words: String,
    /// Items of incidents that it looks like.
    alike: HashMap<IncidentId, ShortId>,
}

/// Incidents an unlinked item may belong to, the likeliest first. None for who may not link.
pub async fn suggest_incidents(
    app: &App,
    visit: &Visit,
    dossier: &Dossier,
) -> Result<Vec<Suggestion>, AppError> {
    if !visit.may(Action::Triage) || dossier.incident.is_some() {
        return Ok(Vec::new());
    }
    let reads = app.store.read();
    let seen = seen(&reads, &visit.project.zone, dossier).await?;
    let mut found = Vec::new();
    for incident in candidates(&reads, visit.project.id, &seen).await? {
        found.extend(judge(&seen, incident));
    }
    found.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    found.truncate(MOST);
    Ok(found)
}

async fn candidates(
    reads: &Reads<'_>,
    project: ProjectId,
    seen: &Seen,
) -> Result<Vec<Incident>, AppError> {
    let mut found = Vec::new();
    if let Some((from, to)) = seen.days {
        let around = TimeDelta::days(AROUND);
        let days = (from - around, to + around);
        found = reads.incidents_between(project, days, 500).await?;
    }
    for id in seen.alike.keys() {
        let known = found.iter().any(|incident| incident.id == *id);
        if !known {
            found.push(reads.load_incident(*id).await?);
        }
    }
    Ok(found)
}

async fn seen(reads: &Reads<'_>, zone: &str, dossier: &Dossier) -> Result<Seen, AppError> {
    let claimed = &dossier.claimed;
    let written = cairn_place::parse(&claimed.place).ok();
    let written = written.map(|reading| (reading.point, reading.precision_m));
    let mut seen = Seen {
        days: day_in(&claimed.time).map(|day| (day, day)),
        place: written.or_else(|| cairn_place::named_in(&claimed.place)),
        words: format!("{} {}", claimed.what, claimed.place).to_lowercase(),
        alike: HashMap::new(),
    };
    let day = |at| {
        cairn_place::zone::local(at, zone)
            .ok()
            .map(|at| at.date_naive())
    };
    for view in &dossier.findings {
        match &view.finding.body {
            FindingBody::Geolocation(place) => {
                // What the camera shows is nearer to the event than the camera.
                let shown = place.subject.unwrap_or(place.camera);
                seen.place = Some((shown, place.precision_m));
            }
            FindingBody::Chronolocation(time) => {
                let (from, to) = (day(time.interval.earliest()), day(time.interval.latest()));
                seen.days = from.zip(to).or(seen.days);
            }
            _ => {}
        }
    }
    for found in dossier.files.iter().flat_map(|file| &file.matches) {
        if found.row.verdict == Some(MatchVerdict::Unrelated) {
            continue;
        }
        let other = reads.load_item(found.row.other_item).await?;
        if let Some(id) = other.state.incident {
            let standing = reads.load_incident(id).await?.id;
            seen.alike.entry(standing).or_insert(other.short);
        }
    }
    Ok(seen)
}

/// The first day written as 2022-09-30 in what somebody typed.
fn day_in(text: &str) -> Option<NaiveDate> {
    let head: String = text.trim().chars().take(10).collect();
    NaiveDate::parse_from_str(&head, "%Y-%m-%d").ok()
}

/// Nothing for an incident without any reason beyond being near in time to a place far away.
fn judge(seen: &Seen, incident: Incident) -> Option<Suggestion> {
    let mut reasons = Vec::new();
    let mut weight = 0.0;
    if let Some(other) = seen.alike.get(&incident.id) {
        reasons.push(Likeness::LooksLike(other.clone()));
        weight += 10.0;
    }
    if let Some((from, to)) = seen.days {
        let apart = days_apart((from, to), (incident.date, incident.last_day()));
        weight += 4.0 / (1.0 + apart as f64);
        reasons.push(match apart {
            0 => Likeness::SameDay,
            days => Likeness::DaysApart(days),
        });
    }
    if let Some(((here, radius_m), there)) = seen.place.zip(incident.point) {
        let metres = here.distance_m(there);
        let beyond = metres - radius_m - incident.precision_m;
        if beyond > FAR_M && !seen.alike.contains_key(&incident.id) {
            return None;
        }
        weight += 4.0 / (1.0 + beyond.max(0.0) / 1_000.0);
        reasons.push(Likeness::MetresApart(metres));
    }
    let place = incident.place_name.to_lowercase();
    if !place.is_empty() && seen.words.contains(&place) {
        reasons.push(Likeness::NamesPlace);
        weight += 2.0;
    }
    (!reasons.is_empty()).then_some(Suggestion {
        incident,
        reasons,
        weight,
    })
}

/// Days between two stretches of time; 0 where they meet.
fn days_apart(one: (NaiveDate, NaiveDate), other: (NaiveDate, NaiveDate)) -> u64 {
    let gap = (other.0 - one.1)
        .num_days()
        .max((one.0 - other.1).num_days());
    u64::try_from(gap).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use uuid::Uuid;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn school() -> Incident {
        let id = IncidentId(Uuid::from_u128(1));
        Incident {
            point: Point::try_new(34.5, 69.06).ok(),
            precision_m: 1_000.0,
            place_name: "Dasht-e Barchi".into(),
            ..Incident::bare(id, "AAAAA2".parse().unwrap(), "School", day("2022-09-30"))
        }
    }

    #[test]
    fn near_in_time_and_place_is_a_reason_and_far_away_is_none() {
        let near = Seen {
            days: Some((day("2022-09-29"), day("2022-09-29"))),
            place: Some((Point::try_new(34.51, 69.06).unwrap(), 100.0)),
            words: "smoke in dasht-e barchi".into(),
            ..Seen::default()
        };
        let found = judge(&near, school()).unwrap();
        assert!(matches!(
            found.reasons.as_slice(),
            [Likeness::DaysApart(1), Likeness::MetresApart(m), Likeness::NamesPlace] if *m < 1_200.0
        ));
        let herat = Seen {
            place: Some((Point::try_new(34.35, 62.2).unwrap(), 100.0)),
            ..near
        };
        assert!(judge(&herat, school()).is_none());
    }

    #[test]
    fn an_item_that_looks_alike_outweighs_time_and_place() {
        let alike = Seen {
            alike: HashMap::from([(school().id, "BBBBB2".parse().unwrap())]),
            ..Seen::default()
        };
        let dated = Seen {
            days: Some((day("2022-09-30"), day("2022-10-02"))),
            place: Some((Point::try_new(34.5, 69.06).unwrap(), 100.0)),
            ..Seen::default()
        };
        let weight = |seen: &Seen| judge(seen, school()).unwrap().weight;
        assert!(weight(&alike) > weight(&dated));
        assert!(judge(&Seen::default(), school()).is_none());
    }

    #[test]
    fn stretches_that_meet_are_no_days_apart() {
        let stretch = |from, to| (day(from), day(to));
        let one = stretch("2022-09-29", "2022-10-01");
        assert_eq!(days_apart(one, stretch("2022-10-01", "2022-10-01")), 0);
        assert_eq!(days_apart(one, stretch("2022-10-03", "2022-10-04")), 2);
        assert_eq!(days_apart(one, stretch("2022-09-20", "2022-09-28")), 1);
    }
}
