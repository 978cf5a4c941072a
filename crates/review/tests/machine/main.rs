//! The review machine, told and tried: stories for every act, guard and refusal, properties over
//! random histories and random workflows, and a bounded model check of the built-in ones.
#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod acts;
mod cast;
mod conversation;
mod corpus;
mod flaws;
mod folding;
mod guards;
mod journeys;
mod model;
mod moves;
mod oracle;
mod properties;
mod redactions;
mod refusals;
mod sealed;
mod sign_off;
mod story;
mod walker;
