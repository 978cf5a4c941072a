//! Releases: what would be published, publishing it, and taking a record back in the open.

mod build;
mod claims;
mod desk;
mod files;
mod follow_consent;
mod follow_merge;
mod key;
mod outlook;
mod precision;
mod preview;
mod projection;
mod protect;
mod public_incident;
mod public_proof;
mod public_runs;
mod public_sources;
mod retract;
mod rows;
mod shield;
mod standing;

pub use build::{Built, build, sign};
pub use cairn_dataset::{Change, Changes, ColumnChange, Record as ChangedRecord};
pub use desk::{Desk, WouldBe, desk, would_be};
pub(crate) use follow_consent::follow_consent;
pub(crate) use follow_merge::follow_merge;
pub use key::signing_key;
pub use outlook::{Outlook, Picture, PublicPicture, PublicPlace, PublicTime};
pub use preview::{Blocked, Preview, preview};
pub use protect::{CELLS_M, ProtectionDraft, protect_incident};
pub use retract::{Retraction, retract};
pub use rows::{Held, Hold};
pub use shield::Shield;
