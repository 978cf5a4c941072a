//! `cairn restore`

use std::path::PathBuf;

use cairn_app::backup::{self, RestoreOrder};
use clap::Args;
use serde::Serialize;

use super::print_line;
use crate::instance::Problem;

#[derive(Debug, Args)]
pub struct Restore {
    /// One backup, or a directory of backups: then the newest whole one.
    #[arg(long)]
    from: PathBuf,
    /// Directory that the keys were put in.
    #[arg(long)]
    keys_from: Option<PathBuf>,
    /// Where to restore to: a directory that is empty or does not exist.
    #[arg(long, env = "CAIRN_DATA_DIR")]
    data_dir: PathBuf,
}

#[derive(Debug, Serialize)]
struct Line {
    restored: PathBuf,
    made_at: String,
    digest: String,
    blobs: u64,
    keys: usize,
    missing: Vec<String>,
}

impl Restore {
    /// Prints what was restored, with the digest that `cairn check --digest` must give of it.
    pub async fn run(self) -> Result<(), Problem> {
        let restored = backup::restore(RestoreOrder {
            from: self.from,
            keys_from: self.keys_from,
            data_dir: self.data_dir,
        })
        .await?;
        let manifest = restored.manifest;
        let (left_out, kept_apart) = (restored.keys < manifest.keys, manifest.keys);
        print_line(&Line {
            restored: restored.from,
            made_at: manifest.made_at.to_rfc3339(),
            digest: manifest.digest,
            blobs: manifest.blobs,
            keys: restored.keys,
            missing: manifest.missing,
        })?;
        if left_out {
            eprintln!(
                "cairn: the instance had {kept_apart} keys; bring them with --keys-from, or put them in keys/ before the first start"
            );
        }
        Ok(())
    }
}
