//! The list of formats.

use super::{
    Cause, Work, changelog, changes, citation, codebook, croissant, datacite, datapackage, geojson,
    jsonld, licence, manifest, parquet, readme, sha256sums, sheets, spreadsheet, sqlite, views,
};

/// One format: what the file is called, what it is served as, and how it is written.
pub struct Format {
    /// File name in the release.
    pub name: &'static str,
    /// MIME type.
    pub mime: &'static str,
    /// What it is for, in a line; stands in the README.
    pub about: &'static str,
    /// Writes it from the ordered release and the files written before it.
    pub(super) write: fn(&Work<'_>) -> Result<Vec<u8>, Cause>,
}

const CSV: &str = "text/csv; charset=utf-8; header=present";
const MARKDOWN: &str = "text/markdown; charset=utf-8";
const PLAIN: &str = "text/plain; charset=utf-8";
const JSON: &str = "application/json";
const JSON_LD: &str = "application/ld+json";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

const fn format(
    name: &'static str,
    mime: &'static str,
    about: &'static str,
    write: fn(&Work<'_>) -> Result<Vec<u8>, Cause>,
) -> Format {
    Format {
        name,
        mime,
        about,
        write,
    }
}

/// Every format, in the order they are written: the manifest lists the ones before it,
/// `SHA256SUMS` covers all before it, and the signature covers `SHA256SUMS`.
#[rustfmt::skip]
pub const ALL: &[Format] = &[
    format("incidents.csv", CSV, "one line per incident", |work| sheets::write(work, "incidents")),
    format("evidence.csv", CSV, "one line per published item of evidence", |work| sheets::write(work, "evidence")),
    format("sources.csv", CSV, "one line per source of an incident beside its items", |work| sheets::write(work, "sources")),
    format("claims.csv", CSV, "what parties claim, tied to incidents where a person has done so", |work| sheets::write(work, "claims")),
    format("retractions.csv", CSV, "what was published once and has been withdrawn", |work| sheets::write(work, "retractions")),
    format("incidents.geojson", "application/geo+json", "the incidents for maps (RFC 7946)", geojson::write),
    format("incidents.parquet", "application/vnd.apache.parquet", "the incidents for data tools (GeoParquet 1.1)", parquet::write),
    format("dataset.sqlite", "application/vnd.sqlite3", "all tables in one database", sqlite::write),
    format("incidents.xlsx", XLSX, "all tables as sheets of one workbook", spreadsheet::write),
    format("acled-like.csv", CSV, "the incidents in the columns of ACLED", views::acled),
    format("gtd-like.csv", CSV, "the incidents in the columns of the Global Terrorism Database", views::gtd),
    format("hxl.csv", CSV, "the incidents with hashtags of the Humanitarian Exchange Language", views::hxl),
    format("changes.json", JSON, "what is new, changed field by field and gone since the release before", changes::write),
    format("datapackage.json", JSON, "the tables for Frictionless tools (Data Package 2)", datapackage::write),
    format("croissant.json", JSON_LD, "the tables for machine-learning tools (Croissant 1.0)", croissant::write),
    format("dataset.jsonld", JSON_LD, "the dataset for search engines (schema.org)", jsonld::write),
    format("CITATION.cff", "application/yaml", "how to cite it", citation::write),
    format("datacite.json", JSON, "the same for DataCite", datacite::write),
    format("CODEBOOK.md", MARKDOWN, "what every column and code means", codebook::write),
    format("CHANGELOG.md", MARKDOWN, "what changed in every release so far", changelog::write),
    format("LICENSE", PLAIN, "terms of use", licence::write),
    format("README.md", MARKDOWN, "this page", readme::write),
    format("manifest.json", JSON, "counts and digests for programs", manifest::write),
    format("SHA256SUMS", PLAIN, "digests of all other files", sha256sums::write),
    format("SHA256SUMS.minisig", PLAIN, "signature of those digests", sha256sums::sign),
];
