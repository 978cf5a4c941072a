//! What anybody may read. Only published projections are reachable from here (invariant I10).

mod read;

pub use cairn_dataset::{PublicClaim, PublicEvidence, PublicIncident, csv_of, geojson_of};
pub use read::{
    Dataset, PublicList, Published, dataset, filtered, list, open_public_blob, open_release_file,
    published,
};
