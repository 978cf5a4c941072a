//! Beginning a new log beside one that the database no longer fits, with the reason on record.

use std::{fs, io, path::Path};

use cairn_domain::AuditAct;
use cairn_ledger::{LogDirectory, LogKey};
use cairn_storage::Store;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Mismatch, key::make_key};
use crate::{
    App, AppError,
    audit::{self, By},
};

/// Where restarts are kept on record.
const SETTING: &str = "ledger.restarts";

/// A log that was ended by the operator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restart {
    /// When, RFC 3339.
    pub at: String,
    /// Name of the log that ended.
    pub ended: String,
    /// Name of the log that began.
    pub began: String,
    /// What was found.
    pub found: String,
    /// Why the operator went on.
    pub reason: String,
}

/// Every restart, oldest first.
async fn restarts(app: &App) -> Result<Vec<Restart>, AppError> {
    let stored = app.store.read().setting(SETTING).await?;
    let read = stored.map(serde_json::from_value).transpose();
    Ok(read.map_err(AppError::internal)?.unwrap_or_default())
}

/// Puts the reason on record, moves the old log and its key aside, and makes a key for a new one.
pub(super) async fn restart(app: &App, found: &Mismatch, reason: &str) -> Result<(), AppError> {
    let settings = &app.settings.ledger;
    let checkpoint = LogDirectory::at(&settings.directory).checkpoint()?;
    let ended = checkpoint
        .map(|old| old.head().origin.clone())
        .unwrap_or_default();
    let mut all = restarts(app).await?;
    let now = app.clock.now();
    let began = next_name(&ended, all.len() + 2);
    all.push(Restart {
        at: now.to_rfc3339(),
        ended,
        began: began.clone(),
        found: found.to_string(),
        reason: reason.to_owned(),
    });
    record(app, serde_json::to_value(all).map_err(AppError::internal)?).await?;
    let suffix = format!("ended-{}", now.timestamp());
    set_aside(&settings.directory, &suffix).map_err(AppError::internal)?;
    set_aside(&settings.key_file, &suffix).map_err(AppError::internal)?;
    let _: LogKey = make_key(app, &began)?;
    tracing::warn!(%began, %found, reason, "a new ledger begins");
    Ok(())
}

async fn record(app: &App, all: Value) -> Result<(), AppError> {
    let app = app.clone();
    Store::detached(async move {
        let tx = app.store.begin().await?;
        tx.set_setting(SETTING, &all).await?;
        audit::record(&app, &tx, By::nobody(), AuditAct::LedgerRestarted).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// `log/2` after `log`, `log/3` after `log/2`.
fn next_name(ended: &str, number: usize) -> String {
    let base = match ended.rsplit_once('/') {
        Some((base, last)) if last.len() < 4 && last.bytes().all(|byte| byte.is_ascii_digit()) => {
            base
        }
        _ => ended,
    };
    format!("{base}/{number}")
}

fn set_aside(path: &Path, suffix: &str) -> io::Result<()> {
    let mut aside = path.as_os_str().to_owned();
    aside.push(format!(".{suffix}"));
    match fs::rename(path, aside) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}
