//! Incidents: opening, editing, reading, what carries them, merging and splitting.

mod corroborate;
mod draft;
mod edit;
mod history;
mod merge;
mod read;
mod reading;
mod sources;
mod suggest;

pub(crate) use corroborate::origins_of;
pub(crate) use history::event;

pub use corroborate::Origins;
pub use draft::{CountsDraft, IncidentDraft};
pub use edit::{edit_incident, facts_seen, open_incident};
pub use merge::{merge_incidents, split_incident};
pub use read::{IncidentPage, incident_page, incidents};
pub use sources::{SourceDraft, add_source, carry_fact, remove_source};
pub use suggest::{Likeness, Suggestion, suggest_incidents};
