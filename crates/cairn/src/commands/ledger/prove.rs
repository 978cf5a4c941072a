//! `cairn ledger prove`

use std::{fs, path::PathBuf};

use cairn_app::{
    App, Clock, Dice,
    ledger::{prove_act, prove_item},
};
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
    #[arg(required_unless_present = "act")]
    item: Option<String>,
    /// Instead of an item: an act, by the number of its leaf, as `/audit` shows it.
    #[arg(long, value_name = "NUMBER", conflicts_with = "item")]
    act: Option<u64>,
    /// Directory for the proofs; made if missing.
    #[arg(long, default_value = ".")]
    out: PathBuf,
}

impl Prove {
    /// Writes the proofs and prints a line for each; an event without a proof is a failure.
    pub async fn run(self) -> Result<(), Problem> {
        let app = self.place.open_to_read(Clock::System, Dice::System).await?;
        fs::create_dir_all(&self.out)?;
        match (&self.item, self.act) {
            (Some(item), _) => self.item(&app, item).await,
            (None, Some(number)) => self.act(&app, number).await,
            (None, None) => Err("name an item or an act".into()),
        }
    }

    async fn act(&self, app: &App, number: u64) -> Result<(), Problem> {
        let proof = prove_act(app, number).await.map_err(|error| match error {
            cairn_app::AppError::NotFound => Problem::from(format!(
                "leaf {number} is of no act, or nothing has been signed yet"
            )),
            other => other.into(),
        })?;
        let path = self.out.join(format!("act-{number}.tlog-proof"));
        let bytes = proof?.to_bytes();
        fs::write(&path, &bytes)?;
        print_line(&json!({ "index": number, "path": path, "bytes": bytes.len() }))
    }

    async fn item(&self, app: &App, item: &str) -> Result<(), Problem> {
        let (code, short) = named(item)?;
        let reads = app.store.read();
        let missing = || format!("there is no item {item}");
        let project = reads.find_project(&code).await?.ok_or_else(missing)?;
        let item = reads
            .find_item(project.id, &short)
            .await?
            .ok_or_else(missing)?;
        let mut unproven = 0;
        for file in prove_item(app, item.id).await? {
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
