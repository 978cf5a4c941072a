//! Files of what a filter finds, page by page: however many there are, one page is in memory. A
//! download is whole or it fails: whatever goes wrong half-way ends the stream with an error, and
//! so does a release or a retraction in between, after which the beginning would not fit the end.

use bytes::Bytes;
use cairn_dataset::{csv_to, geojson_to};
use cairn_storage::PublicFilter;
use futures::{Stream, stream};

use super::{
    Dataset,
    selection::{incidents_in, is_still_the_same},
};
use crate::{App, AppError};

/// Incidents in memory at once.
const AT_ONCE: u64 = 1_000;
/// Around and between the features of a GeoJSON file, as the dataset writes it.
const FEATURES: &str = "\"features\":[\n";
const BETWEEN: &[u8] = b",\n";
const END: &str = "\n]}\n";

/// How a download is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DownloadFormat {
    /// One line an incident, as `incidents.csv` of a release.
    Csv,
    /// One feature an incident, as `incidents.geojson` of a release.
    GeoJson,
    /// One JSON object a line: everything that is published of an incident, evidence and claims too.
    JsonLines,
}

/// What is written next.
enum Next {
    First,
    After(i64),
    End,
    Nothing,
}

struct Download {
    app: App,
    dataset: Dataset,
    filter: PublicFilter,
    format: DownloadFormat,
    next: Next,
}

/// The file, in parts.
pub fn download(
    app: &App,
    dataset: &Dataset,
    filter: &PublicFilter,
    format: DownloadFormat,
) -> impl Stream<Item = Result<Bytes, AppError>> + Send + use<> {
    let download = Download {
        app: app.clone(),
        dataset: dataset.clone(),
        filter: filter.clone(),
        format,
        next: Next::First,
    };
    stream::try_unfold(download, async |mut download| {
        let part = download.part().await?;
        Ok(part.map(|part| (part, download)))
    })
}

impl Download {
    async fn part(&mut self) -> Result<Option<Bytes>, AppError> {
        let (after, is_first) = match self.next {
            Next::First => (None, true),
            Next::After(position) => (Some(position), false),
            Next::End => {
                self.next = Next::Nothing;
                return Ok(Some(self.format.end()));
            }
            Next::Nothing => return Ok(None),
        };
        let (reads, project) = (self.app.store.scan(), self.dataset.project.id);
        let page = reads
            .public_bodies(project, &self.filter, after, AT_ONCE)
            .await?;
        // Pages are read one after the other, each from what is public then.
        is_still_the_same(&self.app, &self.dataset).await?;
        let has_rows = page.count > 0;
        self.next = match page.next {
            Some(position) => Next::After(position),
            None => Next::End,
        };
        let part = self.format.part(page.lines)?;
        Ok(Some(self.format.joined(part, is_first, has_rows)))
    }
}

impl DownloadFormat {
    /// A page, as a whole file of its own where the format has one. Each record is written as it is
    /// read, so that what was just made is what is used next.
    fn part(self, lines: String) -> Result<Vec<u8>, AppError> {
        if self == Self::JsonLines {
            return Ok(lines.into_bytes());
        }
        let mut fault = None;
        let incidents = incidents_in(&lines);
        let incidents = incidents.map_while(|read| read.map_err(|error| fault = Some(error)).ok());
        let mut part = Vec::with_capacity(lines.len());
        let written = match self {
            Self::Csv => csv_to(incidents, &mut part),
            Self::GeoJson | Self::JsonLines => geojson_to(incidents, &mut part),
        };
        written.map_err(AppError::internal)?;
        match fault {
            Some(error) => Err(AppError::internal(error)),
            None => Ok(part),
        }
    }

    /// What of the part comes next in the one file.
    fn joined(self, mut part: Vec<u8>, is_first: bool, has_rows: bool) -> Bytes {
        match self {
            Self::Csv if is_first => part.into(),
            Self::Csv => {
                let header = behind(&part, "\r\n");
                Bytes::from(part).slice(header..)
            }
            Self::JsonLines if has_rows => [part, b"\n".to_vec()].concat().into(),
            Self::JsonLines => part.into(),
            Self::GeoJson if !is_first && !has_rows => Bytes::new(),
            Self::GeoJson => {
                let end = before_end(&part);
                let begin = match is_first {
                    true => 0,
                    false => joined_on(&mut part),
                };
                Bytes::from(part).slice(begin..end)
            }
        }
    }

    fn end(self) -> Bytes {
        match self {
            Self::GeoJson => Bytes::from_static(END.as_bytes()),
            Self::Csv | Self::JsonLines => Bytes::new(),
        }
    }
}

/// Where a page's features end. Behind them it has a `bbox` of its own, which the whole file, not
/// known to its end before it is sent, goes without. No line within a feature begins with a bracket.
fn before_end(rows: &[u8]) -> usize {
    let end = rows.windows(2).rposition(|window| window == b"\n]");
    end.unwrap_or(0)
}

/// Where a page's features begin with what stands between two of them, written over the last two of
/// the bytes before.
fn joined_on(part: &mut [u8]) -> usize {
    let begin = behind(part, FEATURES).saturating_sub(BETWEEN.len());
    part[begin..begin + BETWEEN.len()].copy_from_slice(BETWEEN);
    begin
}

/// Where the bytes behind the first occurrence of a text begin.
fn behind(bytes: &[u8], text: &str) -> usize {
    let at = bytes
        .windows(text.len())
        .position(|window| window == text.as_bytes());
    at.map_or(0, |at| at + text.len())
}
