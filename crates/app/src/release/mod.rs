//! Releases: what would be published, publishing it, and taking a record back in the open.

mod build;
mod claims;
mod files;
mod follow_consent;
mod follow_merge;
mod key;
mod outlook;
mod preview;
mod projection;
mod public_incident;
mod public_runs;
mod public_sources;
mod retract;
mod standing;

pub use build::{Built, build, sign};
pub(crate) use follow_consent::follow_consent;
pub(crate) use follow_merge::follow_merge;
pub use key::signing_key;
pub use outlook::{Outlook, Picture, PublicPicture, PublicPlace, PublicTime};
pub use preview::{Blocked, Preview, preview};
pub use retract::{Retraction, retract};
