//! Where the ledger is and how often it is signed: flags, variables and the TOML file.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use cairn_app::ledger::LedgerSettings;
use clap::Args;

use crate::instance::FileSettings;

/// The operator's choices about the ledger.
#[derive(Debug, Clone, Default, Args)]
pub struct LedgerPlace {
    /// Minutes between signed checkpoints of the ledger, 60 unless said otherwise; 0 where another
    /// server of the same database signs.
    #[arg(long, env = "CAIRN_LEDGER_EVERY", value_name = "MINUTES")]
    pub ledger_every: Option<u32>,
    /// A second directory that gets every checkpoint and tile, such as a mounted share.
    #[arg(long, env = "CAIRN_LEDGER_MIRROR", value_name = "DIR")]
    pub ledger_mirror: Option<PathBuf>,
    /// Name of a ledger that is begun, such as `cairn.example.org/ledger`; drawn unless said
    /// otherwise, and kept from then on.
    #[arg(long, env = "CAIRN_LEDGER_ORIGIN", value_name = "NAME")]
    pub ledger_origin: Option<String>,
    /// Days in which the server reads all blobs again to see that they are whole, 7 unless said
    /// otherwise; 0 for never.
    #[arg(long, env = "CAIRN_SCRUB_DAYS", value_name = "DAYS")]
    pub scrub_days: Option<u32>,
}

impl LedgerPlace {
    /// Flags and variables before the file, the file before what is usual.
    pub fn settings(&self, file: &FileSettings, directory: &Path) -> LedgerSettings {
        let usual = LedgerSettings::below(directory);
        let days = self.scrub_days.or(file.scrub_days);
        let days = days.map(|days| Duration::from_secs(u64::from(days) * 24 * 60 * 60));
        let minutes = self.ledger_every.or(file.ledger_every);
        LedgerSettings {
            every: minutes.map_or(usual.every, |minutes| {
                Duration::from_secs(u64::from(minutes) * 60)
            }),
            scrub_every: days.unwrap_or(usual.scrub_every),
            mirror: self
                .ledger_mirror
                .clone()
                .or_else(|| file.ledger_mirror.clone()),
            origin: self
                .ledger_origin
                .clone()
                .or_else(|| file.ledger_origin.clone()),
            ..usual
        }
    }
}
