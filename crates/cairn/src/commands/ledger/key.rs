//! `cairn ledger key`

use cairn_app::{
    Clock, Dice,
    ledger::{load_key, rotate_key},
};
use clap::Args;
use serde_json::json;

use crate::{
    commands::print_line,
    instance::{Place, Problem},
};

#[derive(Debug, Args)]
pub struct Key {
    #[command(flatten)]
    place: Place,
    /// Make a second key and put it in front; both sign until the older line is deleted from the
    /// key file, so that everybody can change over.
    #[arg(long)]
    rotate: bool,
}

impl Key {
    /// Prints a line for each public key, the newest first.
    pub async fn run(self) -> Result<(), Problem> {
        let app = self.place.open_to_read(Clock::System, Dice::System).await?;
        let key = if self.rotate {
            rotate_key(&app)?
        } else {
            load_key(&app)?
        };
        for line in key.verifiers() {
            print_line(&json!({ "origin": key.origin(), "key": line }))?;
        }
        Ok(())
    }
}
