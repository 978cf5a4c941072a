//! `cairn ledger prove`

use std::{fs, path::PathBuf};

use cairn_app::{Clock, Dice, ledger::prove_item};
use cairn_domain::{ProjectCode, ShortId};
use clap::Args;
use serde_json::json;

use crate::{
    commands::print_line,
    instance::{Place, Problem},
};

#[derive(Debug, Args)]
pub struct Prove {
    #[command(flatten)]
    place: Place,
    /// The item, as pages name it: `AFG-7Q2M4X`.
    item: String,
    /// Directory for the proofs; made if missing.
    #[arg(long, default_value = ".")]
    out: PathBuf,
}

impl Prove {
    /// Writes the proofs and prints a line for each; an event without a proof is a failure.
    pub async fn run(self) -> Result<(), Problem> {
        let (code, short) = named(&self.item)?;
        let app = self.place.open_to_read(Clock::System, Dice::System).await?;
        let reads = app.store.read();
        let missing = || format!("there is no item {}", self.item);
        let project = reads.find_project(&code).await?.ok_or_else(missing)?;
        let item = reads
            .find_item(project.id, &short)
            .await?
            .ok_or_else(missing)?;
        fs::create_dir_all(&self.out)?;
        let mut unproven = 0;
        for file in prove_item(&app, item.id).await? {
            let name = format!("{code}-{short}-{:03}.tlog-proof", file.seq);
            match file.proof {
                Ok(proof) => {
                    let (path, bytes) = (self.out.join(name), proof.to_bytes());
                    fs::write(&path, &bytes)?;
                    print_line(
                        &json!({ "seq": file.seq, "index": file.index, "path": path, "bytes": bytes.len() }),
                    )?;
                }
                Err(error) => {
                    unproven += 1;
                    print_line(
                        &json!({ "seq": file.seq, "index": file.index, "error": error.to_string() }),
                    )?;
                }
            }
        }
        match unproven {
            0 => Ok(()),
            _ => Err(format!("{unproven} events have no proof").into()),
        }
    }
}

/// Project and short id out of an id as pages show it.
pub(in crate::commands) fn named(item: &str) -> Result<(ProjectCode, ShortId), Problem> {
    let bad = || {
        format!(
            "`{item}` names no item: write the project's code, a hyphen and six characters, as in AFG-7Q2M4X"
        )
    };
    let (code, short) = item.rsplit_once('-').ok_or_else(bad)?;
    let code = code.parse().map_err(|_| bad())?;
    Ok((code, short.parse().map_err(|_| bad())?))
}
