//! The columns of every table of a release, with their meanings.

mod claims;
mod evidence;
mod incidents;
mod retractions;

pub(crate) use claims::CLAIMS;
pub(crate) use evidence::EVIDENCE;
pub(crate) use incidents::INCIDENTS;
pub(crate) use retractions::RETRACTIONS;
