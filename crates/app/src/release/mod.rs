//! Releases: what would be published, publishing it, and taking a record back in the open.

mod build;
mod preview;
mod projection;
mod retract;

pub use build::{Built, build};
pub use preview::{Blocked, Preview, preview};
pub use retract::retract;
