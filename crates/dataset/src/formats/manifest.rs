//! `manifest.json`: what a program needs to know of a release before it reads it.

use cairn_domain::Digest;
use chrono::NaiveDate;
use serde::Serialize;

use crate::{
    Release,
    formats::{Cause, ReleaseFile, Work, pretty},
    tables::TABLES,
};

#[derive(Serialize)]
struct Manifest<'a> {
    format: &'static str,
    project: &'a str,
    name: &'a str,
    version: u32,
    built_on: NaiveDate,
    licence: &'a str,
    synthetic: bool,
    inclusion: &'static str,
    /// Public key of minisign.
    signed_by: String,
    counts: Counts,
    files: Vec<FileLine<'a>>,
}

/// What is in the release.
#[derive(Serialize)]
pub(super) struct Counts {
    pub(super) incidents: usize,
    pub(super) synthetic_incidents: usize,
    pub(super) evidence: usize,
    pub(super) sources: usize,
    pub(super) claims: usize,
    pub(super) claims_without_incident: usize,
    pub(super) retractions: usize,
}

#[derive(Serialize)]
struct FileLine<'a> {
    name: &'a str,
    mime: &'a str,
    size_bytes: usize,
    sha256: Digest,
}

/// Which records a release holds: four counts of the same war differ mostly by this.
pub(super) const INCLUSION: &str = "An incident is included when at least one item of evidence \
    for it has an accepted place, an accepted time and the sign-off of a lead who neither handed \
    it in nor established either.";

pub(super) fn counts(release: &Release) -> Counts {
    let incidents = &release.incidents;
    let rows = |name| {
        let table = TABLES.iter().find(|table| table.name == name);
        table.map_or(0, |table| (table.rows)(release).count())
    };
    let tied: usize = incidents.iter().map(|incident| incident.claims.len()).sum();
    Counts {
        incidents: incidents.len(),
        synthetic_incidents: incidents
            .iter()
            .filter(|incident| incident.synthetic)
            .count(),
        evidence: incidents
            .iter()
            .map(|incident| incident.evidence.len())
            .sum(),
        sources: rows("sources"),
        claims: tied + release.unmatched_claims.len(),
        claims_without_incident: release.unmatched_claims.len(),
        retractions: release.retractions.len(),
    }
}

fn file_line(file: &ReleaseFile) -> FileLine<'_> {
    let ReleaseFile { name, mime, bytes } = file;
    FileLine {
        name,
        mime,
        size_bytes: bytes.len(),
        sha256: Digest::of_bytes(bytes),
    }
}

pub(super) fn write(work: &Work<'_>) -> Result<Vec<u8>, Cause> {
    let release = work.release;
    pretty(&Manifest {
        format: "cairn-release/1",
        project: &release.project_code,
        name: &release.project_name,
        version: release.version,
        built_on: release.built_on,
        licence: &release.licence,
        synthetic: release.synthetic,
        inclusion: INCLUSION,
        signed_by: work.key.public(),
        counts: counts(release),
        files: work.files.iter().map(file_line).collect(),
    })
}
