//! `cairn ledger timestamp`

use std::path::PathBuf;

use cairn_app::{
    Dice,
    ledger::{LogDirectory, Stamp, StampedCheckpoint},
};
use cairn_domain::Digest;
use clap::Args;
use serde_json::{Value, json};

use super::verify::read;
use crate::{commands::print_line, instance::Problem};

#[derive(Debug, Args)]
pub struct Timestamp {
    /// Answers to take in: `.tsr` of a time-stamp authority (RFC 3161), `.ots` of OpenTimestamps. Each
    /// must be over a checkpoint that was kept; without any, the present one is kept to be stamped.
    answers: Vec<PathBuf>,
    /// Directory that holds the instance.
    #[arg(long, env = "CAIRN_DATA_DIR", default_value = "data")]
    data_dir: PathBuf,
}

impl Timestamp {
    /// Keeps the present checkpoint with a request, or takes answers in; a line for each.
    pub fn run(self) -> Result<(), Problem> {
        let log = LogDirectory::at(self.data_dir.join("ledger"));
        if self.answers.is_empty() {
            let kept = log.keep_to_stamp(Dice::System.bytes())?;
            return print_line(&asked(&kept));
        }
        for path in &self.answers {
            let taken = log.accept_stamp(&read(path)?);
            let (kept, stamp) = taken.map_err(|error| format!("{}: {error}", path.display()))?;
            print_line(&stamped(&kept, &stamp))?;
        }
        Ok(())
    }
}

fn asked(kept: &StampedCheckpoint) -> Value {
    json!({
        "size": kept.checkpoint.head().size,
        "sha256": Digest::of_bytes(kept.checkpoint.bytes()),
        "checkpoint": kept.file(),
        "request": kept.request(),
    })
}

/// What a stamp says of which checkpoint.
pub(super) fn stamped(kept: &StampedCheckpoint, stamp: &Stamp) -> Value {
    let size = kept.checkpoint.head().size;
    let checkpoint = kept.file();
    match stamp {
        Stamp::Authority { at, serial, policy } => {
            json!({ "stamp": "rfc3161", "size": size, "at": at, "serial": serial, "policy": policy, "checkpoint": checkpoint })
        }
        Stamp::OpenTimestamps { pending, blocks } => {
            json!({ "stamp": "opentimestamps", "size": size, "pending": pending, "bitcoin_blocks": blocks, "checkpoint": checkpoint })
        }
    }
}
