//! Incidents: opening, editing, reading.

mod edit;
mod read;

pub use edit::{IncidentDraft, edit_incident, open_incident};
pub use read::{IncidentPage, incident_page, incidents};
