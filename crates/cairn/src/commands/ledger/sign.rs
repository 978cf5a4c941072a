//! `cairn ledger sign` and `cairn ledger cosign`

use std::path::PathBuf;

use cairn_app::{
    Clock, Dice,
    ledger::{LogDirectory, SignedCheckpoint, compare, sign},
};
use clap::Args;
use serde_json::json;

use super::verify::{read, trusted};
use crate::{
    commands::print_line,
    instance::{Place, Problem},
};

#[derive(Debug, Args)]
pub struct Sign {
    #[command(flatten)]
    place: Place,
}

impl Sign {
    /// Signs what is in the database, unless it is not what was signed before.
    pub async fn run(self) -> Result<(), Problem> {
        let app = self.place.open(Clock::System, Dice::System).await?;
        if let Some(mismatch) = compare(&app).await? {
            return Err(mismatch.into());
        }
        let head = sign(&app).await?;
        app.store.clone().close().await;
        print_line(&json!({ "origin": head.origin, "size": head.size, "root": head.root }))
    }
}

#[derive(Debug, Args)]
pub struct Cosign {
    /// The checkpoint with the witness's line, as the witness gave it back.
    file: PathBuf,
    /// Directory that holds the instance.
    #[arg(long, env = "CAIRN_DATA_DIR", default_value = "data")]
    data_dir: PathBuf,
    /// Public key of the witness, or a file of such keys.
    #[arg(long)]
    witness: String,
}

impl Cosign {
    /// Adds the line, if it is of the present checkpoint and the witness signed it.
    pub fn run(self) -> Result<(), Problem> {
        let directory = self.data_dir.join("ledger");
        let keys = trusted(Some(&self.witness), &directory)?;
        let log = LogDirectory::at(&directory);
        let now = log.checkpoint()?.ok_or("there is no checkpoint yet")?;
        let joined = now.joined_with(&SignedCheckpoint::parse(&read(&self.file)?)?, &keys)?;
        log.write_checkpoint(&joined)?;
        print_line(&json!({ "size": joined.head().size, "added": joined != now }))
    }
}
