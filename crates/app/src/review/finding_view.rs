//! Findings as a page shows them: who, whether it counts, and the sun at the place that holds.

use std::collections::HashMap;

use cairn_domain::{Finding, FindingBody, Point, UserId};
use cairn_place::{SunPosition, sun_at};
use cairn_review::ReviewState;

/// One finding.
#[derive(Debug)]
pub struct FindingView {
    /// The finding.
    pub finding: Finding,
    /// Its author.
    pub author: String,
    /// Whether it still counts, or was superseded.
    pub counts: bool,
    /// Whether a lead settled on it.
    pub settled: bool,
    /// The sun at the established place, for a chronolocation: at its earliest, middle and latest.
    pub sun: Option<[SunPosition; 3]>,
}

pub(super) fn finding_views(
    findings: Vec<Finding>,
    state: &ReviewState,
    names: &HashMap<UserId, String>,
) -> Vec<FindingView> {
    let counts = |finding: &Finding| state.findings.iter().any(|f| f.id == finding.id);
    let place = established_place(&findings, state);
    findings
        .into_iter()
        .map(|finding| FindingView {
            author: names.get(&finding.author).cloned().unwrap_or_default(),
            counts: counts(&finding),
            settled: state.settled.contains(&finding.id),
            sun: place.and_then(|place| sun(&finding, place)),
            finding,
        })
        .collect()
}

/// The place that holds: the one a lead settled on, else the newest that counts.
fn established_place(findings: &[Finding], state: &ReviewState) -> Option<Point> {
    let counts = |f: &&Finding| state.findings.iter().any(|record| record.id == f.id);
    let place = |finding: &Finding| match &finding.body {
        FindingBody::Geolocation(geolocation) => Some(geolocation.camera),
        _ => None,
    };
    let settled = findings
        .iter()
        .filter(|f| state.settled.contains(&f.id))
        .find_map(place);
    settled.or_else(|| findings.iter().rev().filter(counts).find_map(place))
}

fn sun(finding: &Finding, place: Point) -> Option<[SunPosition; 3]> {
    let FindingBody::Chronolocation(chronolocation) = &finding.body else {
        return None;
    };
    let interval = chronolocation.interval;
    let moments = [interval.earliest(), interval.middle(), interval.latest()];
    let [earliest, middle, latest] = moments.map(|at| sun_at(place, 0.0, at, None).ok());
    Some([earliest?, middle?, latest?])
}
