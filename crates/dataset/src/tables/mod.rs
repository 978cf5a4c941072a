//! The tables of a release: their columns with their meanings, and their rows in order.

mod claims;
mod evidence;
mod incidents;
mod retractions;
mod sources;

use crate::{
    PublicEvidence, Release,
    cell::Cell,
    column::{Heading, cells, headings},
};

pub(crate) use claims::CLAIMS;
pub(crate) use evidence::EVIDENCE;
pub(crate) use incidents::INCIDENTS;
pub(crate) use retractions::RETRACTIONS;
pub(crate) use sources::SOURCES;

/// The rows of a table, each as the cells of its columns.
pub(crate) type Rows<'r> = Box<dyn Iterator<Item = Vec<Cell<'r>>> + 'r>;

/// One table of a release.
pub(crate) struct Table {
    /// As in `<name>.csv`.
    pub(crate) name: &'static str,
    /// What a row is.
    pub(crate) about: &'static str,
    /// Columns that name a row of another table: column, table.
    pub(crate) refers: &'static [(&'static str, &'static str)],
    /// Its columns.
    pub(crate) headings: fn() -> Vec<Heading>,
    /// Its rows of a release.
    pub(crate) rows: for<'r> fn(&'r Release) -> Rows<'r>,
}

/// Every table, those that others refer to first.
pub(crate) const TABLES: &[Table] = &[
    Table {
        name: "incidents",
        about: "one line per incident",
        refers: &[],
        headings: || headings(INCIDENTS),
        rows: |release| {
            let each = release.incidents.iter();
            Box::new(each.map(|incident| cells(INCIDENTS, "", incident).collect()))
        },
    },
    Table {
        name: "evidence",
        about: "one line per published item of evidence",
        refers: &[("incident", "incidents")],
        headings: || headings(EVIDENCE),
        rows: |release| {
            Box::new(items(release).map(|(id, item)| cells(EVIDENCE, id, item).collect()))
        },
    },
    Table {
        name: "sources",
        about: "one line per source of an incident beside its items",
        refers: &[("incident", "incidents")],
        headings: || headings(SOURCES),
        rows: |release| {
            let incidents = release.incidents.iter();
            let each = incidents.flat_map(|incident| each_with(&incident.short, &incident.sources));
            Box::new(each.map(|(incident, source)| cells(SOURCES, incident, source).collect()))
        },
    },
    Table {
        name: "claims",
        about: "what parties claim, tied to incidents where a person has done so",
        refers: &[("incident", "incidents")],
        headings: || headings(CLAIMS),
        rows: claims_of,
    },
    Table {
        name: "retractions",
        about: "what was published once and has been withdrawn",
        refers: &[],
        headings: || headings(RETRACTIONS),
        rows: |release| {
            let each = release.retractions.iter();
            Box::new(each.map(|gone| cells(RETRACTIONS, "", gone).collect()))
        },
    },
];

impl Table {
    /// The name of the column that tells its rows apart, if it has one.
    pub(crate) fn key(headings: &[Heading]) -> Option<&'static str> {
        let id = headings.iter().find(|heading| heading.name == "id")?;
        Some(id.name)
    }
}

fn items(release: &Release) -> impl Iterator<Item = (&str, &PublicEvidence)> {
    let incidents = release.incidents.iter();
    incidents.flat_map(|incident| each_with(&incident.short, &incident.evidence))
}

/// Every claim with the id of its incident; those without one come last.
fn claims_of(release: &Release) -> Rows<'_> {
    let incidents = release.incidents.iter();
    let tied = incidents.flat_map(|incident| each_with(&incident.short, &incident.claims));
    let every = tied.chain(each_with("", &release.unmatched_claims));
    Box::new(every.map(|(incident, claim)| cells(CLAIMS, incident, claim).collect()))
}

fn each_with<'r, T>(parent: &'r str, records: &'r [T]) -> impl Iterator<Item = (&'r str, &'r T)> {
    records.iter().map(move |record| (parent, record))
}
