//! One file a page: extract → app → present.

pub(crate) mod account;
pub(crate) mod analysis;
pub(crate) mod claims;
pub(crate) mod health;
pub(crate) mod incidents;
pub(crate) mod invitation;
pub(crate) mod item;
pub(crate) mod item_files;
pub(crate) mod ledger;
pub(crate) mod map;
pub(crate) mod matches;
pub(crate) mod members;
pub(crate) mod projects;
pub(crate) mod public;
pub(crate) mod queue;
pub(crate) mod receipt;
pub(crate) mod redact;
pub(crate) mod releases;
pub(crate) mod reveal;
pub(crate) mod shadow;
pub(crate) mod sign_in;
pub(crate) mod sign_off;
pub(crate) mod submit;
pub(crate) mod sun_day;
pub(crate) mod uploads;
pub(crate) mod vocabularies;
