//! A selection of incidents as they come, page by page, in the formats that cannot be sent before
//! they are whole: a page is in memory, and of GeoParquet a row group. What the selection is of
//! (filter, release, terms) is written into the file itself.

use std::{
    io::{self, Write},
    path::Path,
};

use serde_json::Value;

use super::{Cause, parquet, spreadsheet, sqlite};
use crate::{PublicIncident, Release};

/// What a selection is of: the object of `/data/filter.json`.
#[derive(Debug, Clone, Copy)]
pub struct Selected<'a> {
    /// The release it is taken from.
    pub version: u32,
    /// The filter, the release and the terms, by name.
    pub manifest: &'a Value,
}

impl Selected<'_> {
    /// Name and value, in order; what is not a text as JSON.
    pub(super) fn lines(&self) -> Vec<(&str, String)> {
        let fields = self.manifest.as_object();
        let text = |value: &Value| match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let lines = fields.into_iter().flatten();
        lines
            .map(|(name, value)| (name.as_str(), text(value)))
            .collect()
    }
}

/// A selection as GeoParquet; what it is of stands under `cairn` in the file's metadata.
///
/// # Errors
/// What writing to `out` says.
pub fn selection_parquet(
    selected: Selected<'_>,
    pages: impl IntoIterator<Item = Vec<PublicIncident>>,
    out: impl Write + Send,
) -> io::Result<()> {
    let about = ("cairn", selected.manifest.to_string());
    parquet::with(pages.into_iter().flatten(), Some(about), out)
}

/// A selection as a database of all tables; what it is of is the table `about`.
///
/// # Errors
/// What stands in the way of writing the file, which may not exist or has to be empty.
pub fn selection_sqlite(
    selected: Selected<'_>,
    pages: impl IntoIterator<Item = Vec<PublicIncident>>,
    path: &Path,
) -> io::Result<()> {
    sqlite::selection(selected, pages, path).map_err(other)
}

/// A selection as a workbook of all tables; what it is of is the sheet `about`.
///
/// # Errors
/// What writing to `out` says, and more rows than a sheet has room for.
pub fn selection_xlsx(
    selected: Selected<'_>,
    pages: impl IntoIterator<Item = Vec<PublicIncident>>,
    out: impl Write + io::Seek + Send,
) -> io::Result<()> {
    spreadsheet::selection(selected, pages, out).map_err(other)
}

fn other(cause: Cause) -> io::Error {
    io::Error::other(cause)
}

/// A page as if it were a release, for the tables to be read from.
pub(super) fn as_release(incidents: Vec<PublicIncident>) -> Release {
    Release {
        project_code: String::new(),
        project_name: String::new(),
        version: 0,
        built_on: chrono::NaiveDate::default(),
        incidents,
        unmatched_claims: Vec::new(),
        retractions: Vec::new(),
        licence: String::new(),
        synthetic: false,
    }
}
