//! `cairn about`

use clap::Args;

use crate::instance::{Place, Problem};

#[derive(Debug, Args)]
pub struct About {
    #[command(flatten)]
    place: Place,
}

impl About {
    /// Prints versions and which protections are active here.
    pub fn run(self) -> Result<(), Problem> {
        println!("cairn {}", env!("CARGO_PKG_VERSION"));
        let workshop = self.place.workshop(&self.place.file()?)?;
        for (what, words) in workshop.about() {
            println!("{what}: {words}");
        }
        Ok(())
    }
}
