//! Incidents: opening, editing, reading.

mod draft;
mod edit;
mod read;
mod reading;

pub use draft::{CountsDraft, IncidentDraft};
pub use edit::{edit_incident, open_incident};
pub use read::{IncidentPage, incident_page, incidents};
