//! What anybody may read. Only published projections are reachable from here (invariant I10).

mod columns;
mod download;
mod read;

pub use cairn_dataset::{PublicClaim, PublicEvidence, PublicIncident, csv_of, geojson_of};
pub use columns::{MOST_IN_COLUMNS, columns};
pub use download::{DownloadFormat, download};
pub use read::{
    Dataset, PublicList, Published, count, counts, dataset, facets, filtered, list, months_by,
    open_public_blob, open_release_file, page, published, shorts,
};
