//! The whole server in process: real SQLite, real files, real pages. One binary, so that it is
//! linked once.

mod accounts;
mod blind;
mod canaries;
mod check;
mod claims;
mod codes;
mod consent;
mod conversation;
mod covered;
mod evidence;
mod footage;
mod frame;
mod geolocation;
mod guessing;
mod hash_lists;
mod incidents;
mod intake;
mod joining;
mod layers;
mod ledger;
mod matching;
mod matrix;
mod places;
mod publishing;
mod reading;
mod redacting;
mod refusals;
mod sealed;
mod shadow_places;
mod slow;
mod stolen;
mod strangers;
mod time_evidence;
mod tokens;
mod uploads;
