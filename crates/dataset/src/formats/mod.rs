//! The files of a release, one file of code each, listed in [`ALL`].
//!
//! A new format is one file here and one line in `ALL`; the tests then ask for a golden file.

mod changelog;
mod changes;
mod citation;
mod codebook;
mod croissant;
mod datacite;
mod datapackage;
mod geojson;
mod incident_codes;
mod jsonld;
mod licence;
mod listed;
mod manifest;
mod parquet;
mod readme;
mod selection;
mod sha256sums;
mod sheets;
mod spreadsheet;
mod sqlite;
mod views;

use std::{
    borrow::Borrow,
    io::{self, Write},
};

pub use listed::{ALL, Format};
pub use selection::{Selected, selection_parquet, selection_sqlite, selection_xlsx};

/// Rows that a sheet of a workbook has room for, without its header.
pub const MOST_SHEET_ROWS: usize = spreadsheet::MOST_ROWS;

use crate::{PublicIncident, Release, SigningKey};

/// A file of a release, ready to be written, stored or sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseFile {
    /// As in `/releases/<version>/<name>`.
    pub name: &'static str,
    /// MIME type to serve it as.
    pub mime: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The release before, as far as a new one builds on it: its own published files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Before {
    /// Its number.
    pub version: u32,
    /// Names and bytes of its tables and of its `CHANGELOG.md`; others are not read.
    pub files: Vec<(String, Vec<u8>)>,
}

impl Before {
    /// Whether a new release reads this file of the one before.
    pub fn reads(name: &str) -> bool {
        let table = name.strip_suffix(".csv");
        name == "CHANGELOG.md" || crate::tables::TABLES.iter().any(|t| Some(t.name) == table)
    }

    pub(crate) fn file(&self, name: &str) -> Option<&[u8]> {
        let mut files = self.files.iter();
        let found = files.find(|(known, _)| known == name)?;
        Some(&found.1)
    }
}

/// What a release is written from.
struct Work<'a> {
    release: &'a Release,
    before: Option<&'a Before>,
    key: &'a SigningKey,
    /// The files so far, in the order of [`ALL`].
    files: Vec<ReleaseFile>,
}

/// Why a file could not be written.
type Cause = Box<dyn std::error::Error + Send + Sync>;

/// A file of a release that could not be written.
#[derive(Debug, thiserror::Error)]
#[error("{file} could not be written")]
pub struct Unwritten {
    /// Its name.
    pub file: &'static str,
    /// What stood in the way.
    pub source: Cause,
}

/// Writes every file of a release, in the order of [`ALL`]. The same release after the same one
/// and under the same key gives the same bytes, in whatever order its records came.
///
/// # Errors
/// [`Unwritten`] names the file and says why.
pub fn files(
    release: &Release,
    before: Option<&Before>,
    key: &SigningKey,
) -> Result<Vec<ReleaseFile>, Unwritten> {
    let release = release.in_order();
    let mut work = Work {
        release: &release,
        before,
        key,
        files: Vec::with_capacity(ALL.len()),
    };
    for format in ALL {
        let bytes = (format.write)(&work).map_err(|source| Unwritten {
            file: format.name,
            source,
        })?;
        work.files.push(ReleaseFile {
            name: format.name,
            mime: format.mime,
            bytes,
        });
    }
    Ok(work.files)
}

/// `incidents.csv` of incidents as they come, in the order given.
///
/// # Errors
/// What writing to `out` says.
pub fn csv_to<I: Borrow<PublicIncident>>(
    incidents: impl IntoIterator<Item = I>,
    out: impl Write,
) -> io::Result<()> {
    sheets::incidents_to(incidents, out)
}

/// `incidents.geojson` of incidents as they come, in the order given.
///
/// # Errors
/// What writing to `out` says.
pub fn geojson_to<I: Borrow<PublicIncident>>(
    incidents: impl IntoIterator<Item = I>,
    out: impl Write,
) -> io::Result<()> {
    geojson::to(incidents, out)
}

/// `incidents.parquet` of incidents as they come, in the order given; holds one row group.
///
/// # Errors
/// What writing to `out` says.
pub fn parquet_to<I: Borrow<PublicIncident>>(
    incidents: impl IntoIterator<Item = I>,
    out: impl Write + Send,
) -> io::Result<()> {
    parquet::to(incidents, out)
}

/// `incidents.csv` of some incidents, in the order given: "download of this filter".
pub fn csv_of(incidents: &[PublicIncident]) -> Vec<u8> {
    let mut bytes = Vec::new();
    csv_to(incidents, &mut bytes).expect("memory does not refuse writes");
    bytes
}

/// `incidents.geojson` of some incidents, in the order given: "download of this filter".
pub fn geojson_of(incidents: &[PublicIncident]) -> Vec<u8> {
    let mut bytes = Vec::new();
    geojson_to(incidents, &mut bytes).expect("memory does not refuse writes");
    bytes
}

/// A JSON document of ours, indented, with a line break at the end.
fn pretty(value: &impl serde::Serialize) -> Result<Vec<u8>, Cause> {
    let mut bytes = serde_json::to_vec_pretty(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}
