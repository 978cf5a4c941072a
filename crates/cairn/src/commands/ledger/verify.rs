//! `cairn ledger verify`

use std::{
    fs,
    path::{Path, PathBuf},
};

use cairn_app::ledger::{Fault, ItemProof, LogDirectory, Verified, VerifierKeys, verify_directory};
use clap::Args;
use serde_json::json;

use super::timestamp::stamped;
use crate::{commands::print_line, instance::Problem};

#[derive(Debug, Args)]
pub struct Verify {
    /// Proofs to verify (`.tlog-proof`); without any, the whole ledger is verified.
    proofs: Vec<PathBuf>,
    /// Directory that holds the instance.
    #[arg(long, env = "CAIRN_DATA_DIR", default_value = "data")]
    data_dir: PathBuf,
    /// Directory of the ledger or of a copy of it; `ledger` in the data directory unless said otherwise.
    #[arg(long)]
    dir: Option<PathBuf>,
    /// Public key, or a file of them, that you trust; the file `key` of the ledger itself unless
    /// said otherwise, which shows that it is whole but not whose it is.
    #[arg(long)]
    key: Option<String>,
    /// A checkpoint that was kept earlier; may be given several times.
    #[arg(long, value_name = "FILE")]
    older: Vec<PathBuf>,
}

impl Verify {
    /// Prints a line for each fault and one for the whole; faults are a failure.
    pub fn run(self) -> Result<(), Problem> {
        let directory = self
            .dir
            .clone()
            .unwrap_or_else(|| self.data_dir.join("ledger"));
        let keys = trusted(self.key.as_deref(), &directory)?;
        if self.proofs.is_empty() {
            self.whole(&directory, &keys)
        } else {
            self.each_proof(&keys)
        }
    }

    fn whole(&self, directory: &Path, keys: &VerifierKeys) -> Result<(), Problem> {
        let older: Result<Vec<_>, Problem> = self.older.iter().map(|path| read(path)).collect();
        let log = LogDirectory::at(directory);
        let verified = verify_directory(&log, keys, &older?);
        for fault in &verified.faults {
            print_line(&json!({ "fault": code(fault), "what": fault.to_string() }))?;
        }
        let (stamps, bad) = stamps(&log, &verified)?;
        let faults = verified.faults.len() + bad;
        let head = verified.head.as_ref();
        print_line(&json!({
            "origin": head.map(|head| &head.origin),
            "size": head.map(|head| head.size),
            "root": head.map(|head| head.root),
            "signed_by": verified.signed_by,
            "older_checkpoints": self.older.len(),
            "stamps": stamps,
            "faults": faults,
        }))?;
        match faults {
            0 => Ok(()),
            1 => Err("the ledger does not hold: 1 fault".into()),
            many => Err(format!("the ledger does not hold: {many} faults").into()),
        }
    }

    fn each_proof(&self, keys: &VerifierKeys) -> Result<(), Problem> {
        let mut failed = 0;
        for path in &self.proofs {
            let proven = ItemProof::parse(&read(path)?).and_then(|proof| proof.verify(keys));
            match proven {
                Ok(proven) => print_line(&json!({
                    "path": path,
                    "index": proven.index,
                    "size": proven.size,
                    "signed_by": proven.signed_by,
                    "event": serde_json::from_slice::<serde_json::Value>(&proven.event)?,
                }))?,
                Err(error) => {
                    failed += 1;
                    print_line(&json!({ "path": path, "error": error.to_string() }))?;
                }
            }
        }
        if failed == 0 {
            Ok(())
        } else {
            Err(format!("{failed} of {} proofs do not hold", self.proofs.len()).into())
        }
    }
}

/// Prints a line for each stamp; gives how many hold and how many things are wrong with them.
fn stamps(log: &LogDirectory, verified: &Verified) -> Result<(usize, usize), Problem> {
    let kept = log.stamped()?;
    let pasts = verified.has_past_of(kept.iter().map(|kept| kept.checkpoint.head()));
    let (mut held, mut bad) = (0, 0);
    for (kept, is_of_it) in kept.iter().zip(pasts) {
        if !is_of_it {
            bad += 1;
            let what = format!("{}: it is not of this past", kept.file().display());
            print_line(&json!({ "fault": "stamped-checkpoint", "what": what }))?;
        }
        for found in kept.stamps() {
            match found.stamp {
                Ok(stamp) => {
                    held += usize::from(is_of_it);
                    print_line(&stamped(kept, &stamp))?;
                }
                Err(error) => {
                    bad += 1;
                    let what = format!("{}: {error}", found.path.display());
                    print_line(&json!({ "fault": "stamp", "what": what }))?;
                }
            }
        }
    }
    Ok((held, bad))
}

/// Keys from a text, a file, or the ledger itself.
pub(super) fn trusted(key: Option<&str>, directory: &Path) -> Result<VerifierKeys, Problem> {
    let text = match key {
        Some(text) if text.contains('+') && !Path::new(text).exists() => text.to_owned(),
        Some(path) => String::from_utf8(read(Path::new(path))?)?,
        None => String::from_utf8(read(&directory.join("key"))?)?,
    };
    let keys = VerifierKeys::parse(&text)?;
    if keys.is_empty() {
        return Err("there is no key to verify with".into());
    }
    Ok(keys)
}

pub(super) fn read(path: &Path) -> Result<Vec<u8>, Problem> {
    fs::read(path).map_err(|error| format!("{}: {error}", path.display()).into())
}

/// Stable words for scripts.
fn code(fault: &Fault) -> &'static str {
    match fault {
        Fault::NoCheckpoint => "no-checkpoint",
        Fault::Checkpoint(_) => "checkpoint",
        Fault::Entries(_) => "entries",
        Fault::Root => "root",
        Fault::Tile(_) => "tile",
        Fault::OldCheckpoint(..) => "old-checkpoint",
        Fault::Shrunk { .. } => "shrunk",
        Fault::Rewritten { .. } => "rewritten",
    }
}
