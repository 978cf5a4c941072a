//! What anybody may read. Only published projections are reachable from here (invariant I10).

mod changes;
mod columns;
mod download;
mod method;
mod places;
mod read;
mod selection;

pub use cairn_dataset::{
    FRAME_PARTS, FramePart, PublicBound, PublicClaim, PublicEvidence, PublicFeature,
    PublicIncident, PublicProof, PublicSource, csv_of, geojson_of,
};
pub use changes::{RecordHistory, ReleaseChanges, record_history, release_changes};
pub use columns::{MOST_IN_COLUMNS, columns};
pub use download::{DownloadFormat, download};
pub use method::{Block, blocks, methods, own_methods, publish_method};
pub use places::{Cell, Window, cells, places};
pub use read::{
    Dataset, PublicList, Published, count, counts, dataset, facets, filtered, list, months_by,
    open_public_blob, open_release_file, page, published, shorts,
};
pub use selection::{Selection, SelectionFormat, selection};
