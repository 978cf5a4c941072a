//! Files of what a filter finds, page by page: however many there are, one page is in memory. A
//! download is whole or it fails: whatever goes wrong half-way ends the stream with an error, and
//! so does a release or a retraction in between, after which the beginning would not fit the end.

use bytes::Bytes;
use cairn_dataset::{PublicIncident, csv_of, geojson_of};
use cairn_storage::PublicFilter;
use futures::{Stream, stream};

use super::{Dataset, selection::is_still_the_same};
use crate::{App, AppError};

/// Incidents in memory at once.
const AT_ONCE: u64 = 1_000;
/// Around the features of a GeoJSON file, as the dataset writes it.
const FEATURES: &str = "\"features\":[\n";
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
        Ok(part.map(|part| (Bytes::from(part), download)))
    })
}

impl Download {
    async fn part(&mut self) -> Result<Option<Vec<u8>>, AppError> {
        let (after, is_first) = match self.next {
            Next::First => (None, true),
            Next::After(position) => (Some(position), false),
            Next::End => {
                self.next = Next::Nothing;
                return Ok(Some(self.format.end()));
            }
            Next::Nothing => return Ok(None),
        };
        let (reads, project) = (self.app.store.read(), self.dataset.project.id);
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
        let part = self.format.part(page.json)?;
        Ok(Some(self.format.joined(part, is_first, has_rows)))
    }
}

impl DownloadFormat {
    /// A page, as a whole file of its own where the format has one.
    fn part(self, json: String) -> Result<Vec<u8>, AppError> {
        if self == Self::JsonLines {
            return Ok(json.replace(",\n", "\n").into_bytes());
        }
        let incidents: Vec<PublicIncident> =
            serde_json::from_str(&format!("[{json}]")).map_err(AppError::internal)?;
        Ok(match self {
            Self::Csv => csv_of(&incidents),
            Self::GeoJson | Self::JsonLines => geojson_of(&incidents),
        })
    }

    /// What of the part comes next in the one file.
    fn joined(self, part: Vec<u8>, is_first: bool, has_rows: bool) -> Vec<u8> {
        match self {
            Self::Csv if is_first => part,
            Self::Csv => after(part, "\r\n"),
            Self::JsonLines if has_rows => [part, b"\n".to_vec()].concat(),
            Self::JsonLines => part,
            Self::GeoJson => {
                let mut rows = after(part, FEATURES);
                rows.truncate(before_end(&rows));
                let before = match (is_first, has_rows) {
                    (true, _) => format!("{{\"type\":\"FeatureCollection\",{FEATURES}"),
                    (false, true) => ",\n".to_owned(),
                    (false, false) => String::new(),
                };
                [before.into_bytes(), rows].concat()
            }
        }
    }

    fn end(self) -> Vec<u8> {
        match self {
            Self::GeoJson => END.into(),
            Self::Csv | Self::JsonLines => Vec::new(),
        }
    }
}

/// Where a page's features end. Behind them it has a `bbox` of its own, which the whole file, not
/// known to its end before it is sent, goes without. No line within a feature begins with a bracket.
fn before_end(rows: &[u8]) -> usize {
    let end = rows.windows(2).rposition(|window| window == b"\n]");
    end.unwrap_or(0)
}

/// The bytes behind the first occurrence of a text.
fn after(mut bytes: Vec<u8>, text: &str) -> Vec<u8> {
    let at = bytes
        .windows(text.len())
        .position(|window| window == text.as_bytes());
    bytes.split_off(at.map_or(0, |at| at + text.len()))
}
