//! Storage against real databases: every test runs on SQLite and on PostgreSQL.

#![allow(
    clippy::cloned_ref_to_slice_refs,
    reason = "a list of one reads like the lists of several beside it"
)]

mod audit;
mod backend;
mod blobs;
mod cluster;
mod counts;
mod evidence;
mod footage;
mod hash_lists;
mod jobs;
mod log;
mod matches;
mod migrations;
mod people;
mod places;
mod public_tables;
mod publication;
mod queue;
mod redactions;
mod secured;
mod store;
mod uploads;
mod world;
