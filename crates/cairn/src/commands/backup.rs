//! `cairn backup`

use std::path::PathBuf;

use cairn_app::{
    Clock,
    backup::{self, BackupOrder, Written},
};
use clap::Args;
use serde::Serialize;

use super::print_line;
use crate::instance::{Place, Problem};

#[derive(Debug, Args)]
pub struct Backup {
    #[command(flatten)]
    place: Place,
    /// Directory of backups, outside the data directory. Backups in it share their blobs, so only new
    /// ones are copied.
    #[arg(long)]
    to: PathBuf,
    /// Directory for the keys, kept apart from the backup. Without it they are left out.
    #[arg(long)]
    keys_to: Option<PathBuf>,
    /// Read every blob in the backup again and compare it with its name.
    #[arg(long)]
    verify: bool,
}

#[derive(Debug, Serialize)]
struct Line {
    backup: PathBuf,
    digest: String,
    schema: String,
    rows: u64,
    blobs: u64,
    blob_bytes: u64,
    copied: u64,
    copied_bytes: u64,
    keys: &'static str,
    missing: Vec<String>,
}

impl Backup {
    /// Prints what was written; blobs that the instance has lost are a failure.
    pub async fn run(self) -> Result<(), Problem> {
        let store = self.place.existing()?;
        let written = backup::back_up(BackupOrder {
            database_url: store.database_url,
            data_dir: self.place.directory(&self.place.file()?),
            blob_dir: store.blob_dir,
            to: self.to,
            keys_to: self.keys_to,
            verify: self.verify,
            made_by: format!("cairn {}", env!("CARGO_PKG_VERSION")),
            now: Clock::System.now(),
        })
        .await?;
        let lost = written.manifest.missing.len();
        print_line(&Line::of(written))?;
        match lost {
            0 => Ok(()),
            lost => Err(format!(
                "blobs that this instance names and does not have, or not whole: {lost}; everything else is backed up"
            )
            .into()),
        }
    }
}

impl Line {
    fn of(written: Written) -> Self {
        let manifest = written.manifest;
        let keys = match (manifest.keys, written.has_keys) {
            (0, _) => "none",
            (_, true) => "apart",
            (_, false) => "left out",
        };
        Self {
            backup: written.path,
            digest: manifest.digest,
            schema: manifest.schema,
            rows: manifest.tables.iter().map(|table| table.rows).sum(),
            blobs: manifest.blobs,
            blob_bytes: manifest.blob_bytes,
            copied: written.copied,
            copied_bytes: written.copied_bytes,
            keys,
            missing: manifest.missing,
        }
    }
}
