//! The claims register: who claims what, which incident it speaks of, and in what the two agree.

mod assess;
mod draft;
mod fields;
mod import;
mod link;
mod list;
mod page;
mod record;
mod table;

pub use assess::{Assessment, assess};
pub use draft::{COLUMNS, ClaimDraft};
pub use import::{Imported, Preview, PreviewRow, RowOutcome, import, preview, template};
pub use link::{LinkDraft, answer, sign};
pub use list::{ClaimFacets, ClaimFilter, ClaimList, ListedClaim, list};
pub use page::{ClaimPage, LinkView, SuggestionView, claim_page};
pub use record::{edit_claim, new_claim, record_claims};
pub(crate) use table::csv_lines;
pub use table::{csv_of_claims, csv_table};
