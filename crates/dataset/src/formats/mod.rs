//! The files of a release, one file of code each, listed in [`ALL`].
//!
//! A new format is one file here and one line in `ALL`; the tests then ask for a golden file.

mod codebook;
mod geojson;
mod incident_codes;
mod manifest;
mod readme;
mod sha256sums;
mod sheets;

use crate::{PublicIncident, Release};

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

/// One format: what the file is called, what it is served as, and how it is written.
pub struct Format {
    /// File name in the release.
    pub name: &'static str,
    /// MIME type.
    pub mime: &'static str,
    /// What it is for, in a line; stands in the README.
    pub about: &'static str,
    /// Writes it from the ordered release and the files written before it.
    write: fn(&Release, &[ReleaseFile]) -> Vec<u8>,
}

const CSV: &str = "text/csv; charset=utf-8; header=present";
const MARKDOWN: &str = "text/markdown; charset=utf-8";

/// Every format, in the order they are written: the manifest lists the ones before it, and
/// `SHA256SUMS` covers all others.
pub const ALL: &[Format] = &[
    Format {
        name: "incidents.csv",
        mime: CSV,
        about: "one line per incident",
        write: sheets::incidents,
    },
    Format {
        name: "evidence.csv",
        mime: CSV,
        about: "one line per published item of evidence",
        write: sheets::evidence,
    },
    Format {
        name: "claims.csv",
        mime: CSV,
        about: "what parties claim, tied to incidents where a person has done so",
        write: sheets::claims,
    },
    Format {
        name: "retractions.csv",
        mime: CSV,
        about: "what was published once and has been withdrawn",
        write: sheets::retractions,
    },
    Format {
        name: "incidents.geojson",
        mime: "application/geo+json",
        about: "the incidents for maps (RFC 7946)",
        write: geojson::write,
    },
    Format {
        name: "CODEBOOK.md",
        mime: MARKDOWN,
        about: "what every column and code means",
        write: codebook::write,
    },
    Format {
        name: "README.md",
        mime: MARKDOWN,
        about: "this page",
        write: readme::write,
    },
    Format {
        name: "manifest.json",
        mime: "application/json",
        about: "counts and digests for programs",
        write: manifest::write,
    },
    Format {
        name: "SHA256SUMS",
        mime: "text/plain; charset=utf-8",
        about: "digests of all other files",
        write: sha256sums::write,
    },
];

/// Writes every file of a release, in the order of [`ALL`]. The same release gives the same bytes,
/// in whatever order its records came.
pub fn files(release: &Release) -> Vec<ReleaseFile> {
    let release = release.in_order();
    ALL.iter()
        .fold(Vec::with_capacity(ALL.len()), |mut files, format| {
            let bytes = (format.write)(&release, &files);
            files.push(ReleaseFile {
                name: format.name,
                mime: format.mime,
                bytes,
            });
            files
        })
}

/// `incidents.csv` of some incidents, in the order given: "download of this filter".
pub fn csv_of(incidents: &[PublicIncident]) -> Vec<u8> {
    sheets::incidents_csv(incidents)
}

/// `incidents.geojson` of some incidents, in the order given: "download of this filter".
pub fn geojson_of(incidents: &[PublicIncident]) -> Vec<u8> {
    geojson::of(incidents)
}
