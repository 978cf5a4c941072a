//! The whole server in process: real SQLite, real files, real pages. One binary, so that it is
//! linked once.

mod blind;
mod consent;
mod conversation;
mod covered;
mod evidence;
mod footage;
mod frame;
mod geolocation;
mod hash_lists;
mod intake;
mod layers;
mod matching;
mod matrix;
mod places;
mod publishing;
mod redacting;
mod refusals;
mod restoring;
mod sealed;
mod shadow_places;
mod slow;
mod strangers;
mod time_evidence;
mod uploads;
