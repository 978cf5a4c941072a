//! Published records in, the files of a release out.
//!
//! Pure: bytes in memory, no database on disk, no clock, no dice. The records hold public fields and nothing else,
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
mod protect;
pub mod record;
mod signature;
mod tables;

pub use changes::{Change, Changes, ColumnChange, Record, Replaced, changes};
pub use digits::too_precise;
pub use formats::{
    Before, ReleaseFile, Unwritten, csv_of, csv_to, files, geojson_of, geojson_to, parquet_to,
};
pub use incident::{CoordPolicy, PublicCarried, PublicSource};
pub use protect::{decimals, protect, rounded};
pub use record::{
    PublicClaim, PublicCopy, PublicEvidence, PublicIncident, PublicRetraction, Release,
};
pub use signature::{BadKey, SigningKey};
