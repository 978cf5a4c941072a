//! Published records in, the files of a release out.
//!
//! Pure: bytes in memory, no clock, no dice; the one file it writes is a database that a caller asks
//! for by its path. The records hold public fields and nothing else,
//! so what is not declared in [`record`] cannot leave through a release. The same release always
//! gives the same bytes. What must not live here: who may publish, and what is published when.

#![forbid(unsafe_code)]

mod cell;
mod changes;
mod column;
mod digits;
pub mod formats;
pub mod incident;
mod kind;
pub mod proof;
mod protect;
pub mod record;
mod signature;
mod tables;

pub use changes::{Change, Changes, ColumnChange, Record, Replaced, changes, is_told_again};
pub use digits::too_precise;
pub use formats::{
    Before, MOST_SHEET_ROWS, ReleaseFile, Selected, Unwritten, csv_of, csv_to, files, geojson_of,
    geojson_to, parquet_to, selection_parquet, selection_sqlite, selection_xlsx,
};
pub use incident::{CoordPolicy, PublicCarried, PublicSource};
pub use proof::{FRAME_PARTS, FramePart, PublicBound, PublicFeature, PublicProof};
pub use protect::{decimals, protect, rounded};
pub use record::{
    PublicClaim, PublicCopy, PublicEvidence, PublicIncident, PublicRetraction, Release,
};
pub use signature::{BadKey, SigningKey};
