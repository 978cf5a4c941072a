//! From records to words: what templates show. No rule of the domain is decided here.

pub(crate) mod chart;
pub(crate) mod choices;
pub(crate) mod distances;
pub(crate) mod drawn_table;
pub(crate) mod facet_links;
pub(crate) mod filters;
pub(crate) mod findings;
pub(crate) mod history;
pub(crate) mod incident_facts;
pub(crate) mod incident_history;
pub(crate) mod incident_terms;
pub(crate) mod likeness;
pub(crate) mod map_drawing;
pub(crate) mod media;
pub(crate) mod metadata;
pub(crate) mod moments;
pub(crate) mod moves;
pub(crate) mod named_places;
pub(crate) mod offers;
pub(crate) mod places;
pub(crate) mod player;
pub(crate) mod proof;
pub(crate) mod reading;
pub(crate) mod record_changes;
pub(crate) mod redacted;
pub(crate) mod references;
pub(crate) mod refusals;
pub(crate) mod sizes;
pub(crate) mod sun;
pub(crate) mod time_views;
pub(crate) mod timeline;
pub(crate) mod uploads;

pub(crate) use choices::{Choice, choices};
pub(crate) use moments::{Moment, age, moment};
pub(crate) use refusals::{FormError, Reason, form_errors, reasons};
pub(crate) use sizes::size_words;
