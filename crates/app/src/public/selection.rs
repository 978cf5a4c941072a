//! What a filter finds in the formats that are whole or nothing: written into a file that has no
//! name any more when it is sent. Memory holds a page, and of GeoParquet a row group; whatever goes
//! wrong before the end is an error before anything was sent.

use std::{fs::File, io};

use cairn_dataset::{
    MOST_SHEET_ROWS, PublicIncident, Selected, selection_parquet, selection_sqlite, selection_xlsx,
};
use cairn_storage::PublicFilter;
use serde_json::Value;
use tempfile::NamedTempFile;
use tokio::sync::{Semaphore, mpsc};

use super::{Dataset, count, dataset};
use crate::{App, AppError};

/// Incidents read at once.
const AT_ONCE: u64 = 1_000;
/// How many are written at once, whoever asks: each needs the disk and a processor for itself.
static TURNS: Semaphore = Semaphore::const_new(2);

/// How a selection is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SelectionFormat {
    /// GeoParquet of the incidents.
    Parquet,
    /// A database of all tables.
    Sqlite,
    /// A workbook of all tables.
    Workbook,
}

/// A selection that is written.
#[derive(Debug)]
pub struct Selection {
    /// From its beginning; it goes away when it is closed.
    pub file: File,
    /// How long it is.
    pub size_bytes: u64,
}

/// Writes what a filter finds. `manifest` says what it is of and is put into the file.
///
/// # Errors
/// [`AppError::Conflict`] if a release or a retraction comes in between, and invalid with
/// `selection-too-long` for more rows than a workbook has room for.
pub async fn selection(
    app: &App,
    dataset: &Dataset,
    filter: &PublicFilter,
    format: SelectionFormat,
    manifest: Value,
) -> Result<Selection, AppError> {
    let found = count(app, dataset, filter).await?;
    if format == SelectionFormat::Workbook && found > MOST_SHEET_ROWS as u64 {
        return Err(AppError::invalid("format", "selection-too-long"));
    }
    let _turn = TURNS.acquire().await.map_err(AppError::internal)?;
    let version = dataset.releases.first().map_or(0, |newest| newest.version);
    let (give, mut take) = mpsc::channel::<Vec<PublicIncident>>(1);
    let written = tokio::task::spawn_blocking(move || {
        let pages = std::iter::from_fn(|| take.blocking_recv());
        let selected = Selected {
            version,
            manifest: &manifest,
        };
        format.write(selected, pages)
    });
    // A writer that fails takes no more pages, and says why.
    let read = read(app, dataset, filter, give).await;
    let written = written.await.map_err(AppError::internal)?;
    read?;
    let file = written.map_err(AppError::internal)?;
    let size_bytes = file.metadata().map_err(AppError::internal)?.len();
    Ok(Selection { file, size_bytes })
}

impl SelectionFormat {
    /// The file, once it is whole, without a name.
    fn write(
        self,
        selected: Selected<'_>,
        pages: impl Iterator<Item = Vec<PublicIncident>>,
    ) -> io::Result<File> {
        let named = NamedTempFile::new()?;
        match self {
            Self::Parquet => selection_parquet(selected, pages, named.as_file())?,
            Self::Sqlite => selection_sqlite(selected, pages, named.path())?,
            Self::Workbook => selection_xlsx(selected, pages, named.as_file())?,
        }
        named.reopen()
    }
}

/// Hands over what the filter finds, page by page, all of it from one release.
async fn read(
    app: &App,
    dataset: &Dataset,
    filter: &PublicFilter,
    give: mpsc::Sender<Vec<PublicIncident>>,
) -> Result<(), AppError> {
    let mut after = None;
    loop {
        let reads = app.store.scan();
        let page = reads.public_bodies(dataset.project.id, filter, after, AT_ONCE);
        let page = page.await?;
        is_still_the_same(app, dataset).await?;
        let incidents: Result<_, _> = incidents_in(&page.lines).collect();
        let is_taken = give.send(incidents.map_err(AppError::internal)?).await;
        after = page.next;
        if after.is_none() || is_taken.is_err() {
            return Ok(());
        }
    }
}

/// The records of a page, one after the other.
pub(super) fn incidents_in(
    lines: &str,
) -> impl Iterator<Item = Result<PublicIncident, serde_json::Error>> {
    serde_json::Deserializer::from_str(lines).into_iter()
}

/// Whether what is public is what it was when the reading began.
pub(super) async fn is_still_the_same(app: &App, before: &Dataset) -> Result<(), AppError> {
    let now = dataset(app).await?;
    match now.is_some_and(|now| now.mark() == before.mark()) {
        true => Ok(()),
        false => Err(AppError::Conflict),
    }
}
