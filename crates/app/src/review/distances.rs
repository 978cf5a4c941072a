//! How far apart different people placed an item, and whether their answers can both be true.

use cairn_domain::{Finding, FindingBody, FindingId, FindingKind, Geolocation, UserId};
use cairn_place::distance::{Agreement, Comparison, compare};
use cairn_review::ReviewState;

/// Two people's places held against each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Distance {
    /// The earlier finding and its author.
    pub first: (FindingId, UserId),
    /// The later one.
    pub second: (FindingId, UserId),
    /// The radii within which they are claimed, in metres.
    pub radii_m: (f64, f64),
    /// Metres between them, and what that means.
    pub compared: Comparison,
}

/// Every pair of counting places by different authors, oldest first. None while places are kept from
/// the viewer: a distance and one point are a circle around the other.
pub(super) fn distances(
    findings: &[Finding],
    state: &ReviewState,
    blind: &[FindingKind],
) -> Vec<Distance> {
    if blind.contains(&FindingKind::Geolocation) {
        return Vec::new();
    }
    // The log knows who came first; two of the same moment do not tell by themselves.
    let find = |id: FindingId| findings.iter().find(|finding| finding.id == id);
    let counting = state.findings.iter().filter_map(|record| find(record.id));
    let places: Vec<_> = counting.filter_map(placed).collect();
    let pairs = places
        .iter()
        .enumerate()
        .flat_map(|(i, first)| places[i + 1..].iter().map(move |second| (first, second)));
    let held = pairs.map(|((first, one), (second, other))| Distance {
        first: (first.id, first.author),
        second: (second.id, second.author),
        radii_m: (one.precision_m, other.precision_m),
        compared: held_against(one, other),
    });
    held.collect()
}

fn placed(finding: &Finding) -> Option<(&Finding, &Geolocation)> {
    match &finding.body {
        FindingBody::Geolocation(place) => Some((finding, place)),
        _ => None,
    }
}

fn held_against(one: &Geolocation, other: &Geolocation) -> Comparison {
    compare(
        (one.camera, one.precision_m),
        (other.camera, other.precision_m),
    )
}

/// Whether two answers can both be true: places whose circles meet, intervals that meet. "It cannot
/// be told" contradicts an answer.
pub(super) fn agree(a: &FindingBody, b: &FindingBody) -> bool {
    use FindingBody as F;
    match (a, b) {
        (F::Geolocation(a), F::Geolocation(b)) => {
            held_against(a, b).agreement != Agreement::Disagrees
        }
        (F::Chronolocation(a), F::Chronolocation(b)) => {
            a.interval.intersection(b.interval).is_some()
        }
        (a, b) => a.is_positive() == b.is_positive(),
    }
}
