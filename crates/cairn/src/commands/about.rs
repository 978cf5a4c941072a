//! `cairn about`

use cairn_media::{WorkerProgram, Workshop};
use clap::Args;

use crate::instance::Problem;

#[derive(Debug, Args)]
pub struct About {}

impl About {
    /// Prints versions and which protections are active here.
    pub fn run(self) -> Result<(), Problem> {
        println!("cairn {}", env!("CARGO_PKG_VERSION"));
        let program = std::env::current_exe()?;
        let workshop = Workshop::find(WorkerProgram {
            program,
            arguments: vec!["media-worker".into()],
        });
        for (what, words) in workshop.about() {
            println!("{what}: {words}");
        }
        Ok(())
    }
}
