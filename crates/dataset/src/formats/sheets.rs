//! The four CSV files.

use crate::{
    PublicIncident, Release, column,
    formats::ReleaseFile,
    tables::{CLAIMS, EVIDENCE, INCIDENTS, RETRACTIONS},
};

pub(super) fn incidents(release: &Release, _: &[ReleaseFile]) -> Vec<u8> {
    incidents_csv(&release.incidents)
}

pub(super) fn incidents_csv(incidents: &[PublicIncident]) -> Vec<u8> {
    column::csv(INCIDENTS, incidents.iter().map(|incident| ("", incident)))
}

pub(super) fn evidence(release: &Release, _: &[ReleaseFile]) -> Vec<u8> {
    let rows = release.incidents.iter().flat_map(|incident| {
        incident
            .evidence
            .iter()
            .map(|item| (incident.short.as_str(), item))
    });
    column::csv(EVIDENCE, rows)
}

/// Every claim with the id of its incident; those without one come last.
pub(super) fn claims(release: &Release, _: &[ReleaseFile]) -> Vec<u8> {
    let tied = release.incidents.iter().flat_map(|incident| {
        incident
            .claims
            .iter()
            .map(|claim| (incident.short.as_str(), claim))
    });
    let untied = release.unmatched_claims.iter().map(|claim| ("", claim));
    column::csv(CLAIMS, tied.chain(untied))
}

pub(super) fn retractions(release: &Release, _: &[ReleaseFile]) -> Vec<u8> {
    column::csv(
        RETRACTIONS,
        release
            .retractions
            .iter()
            .map(|retraction| ("", retraction)),
    )
}
