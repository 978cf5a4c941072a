//! `cairn demo`

use clap::Args;

use crate::{
    demo::drive,
    instance::{Place, Problem},
};

#[derive(Debug, Args)]
pub struct Demo {
    #[command(flatten)]
    place: Place,
    /// The same seed gives the same project.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

impl Demo {
    /// Creates the demo project through the same use cases that people take.
    pub async fn run(self) -> Result<(), Problem> {
        Box::pin(drive::fill(&self.place, self.seed)).await
    }
}
