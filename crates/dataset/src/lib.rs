//! Published records in, the files of a release out.
//!
//! Pure: bytes in memory, no database, no clock. The records hold public fields and nothing else,
//! so what is not declared in [`record`] cannot leave through a release. The same release always
//! gives the same bytes. What must not live here: who may publish, and what is published when.

#![forbid(unsafe_code)]

mod cell;
mod column;
pub mod formats;
pub mod incident;
mod protect;
pub mod record;
mod tables;

pub use formats::{ReleaseFile, csv_of, files, geojson_of};
pub use incident::{CoordPolicy, PublicCarried, PublicSource};
pub use protect::{decimals, protect, rounded};
pub use record::{
    PublicClaim, PublicCopy, PublicEvidence, PublicIncident, PublicRetraction, Release,
};
