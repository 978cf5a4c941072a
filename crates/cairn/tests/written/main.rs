//! What is written about the security of an instance agrees with the program: limits, keys, hosts, lines of
//! the log, tables, libraries. Documents are read beside the sources, so that neither changes alone.

mod accounts;
mod built;
mod data;
mod keys;
mod libraries;
mod limits;
mod page;
#[path = "../repository/mod.rs"]
mod repository;
