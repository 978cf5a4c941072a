//! Measuring Cairn beside what it is built on, on data of a realistic shape. For developers alone:
//! no program uses this crate. What is measured is the product's own code; nothing of it is
//! repeated here but the statements it was heard to issue.

#![forbid(unsafe_code)]

pub mod instance;
pub mod intake;
pub mod invented;
pub mod measure;
pub mod moves;
pub mod pages;
pub mod public;
pub mod seed;
mod sqlite;
mod table;

/// What went wrong, in one line for whoever runs the command.
pub type Problem = Box<dyn std::error::Error + Send + Sync>;
