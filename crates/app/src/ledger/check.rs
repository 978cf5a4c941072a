//! Checking a whole instance: every blob, every leaf, every cached row, every tile.

use cairn_domain::Digest;
use cairn_ledger::{LogDirectory, VerifierKeys, verify_directory};
use cairn_storage::StorageError;
use serde::Serialize;
use serde_json::json;

use super::{compare, key::public_keys};
use crate::{App, AppError, review};

/// Something that is not as it must be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Stable, for scripts.
    pub code: &'static str,
    /// What is wrong, with the name of what it is about.
    pub what: String,
    /// What an operator can do.
    #[serde(rename = "do")]
    pub remedy: &'static str,
}

/// What a check came to.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Checked {
    /// Blobs read.
    pub blobs: u64,
    /// Bytes read of them.
    pub bytes: u64,
    /// Items whose history was folded again.
    pub items: u64,
    /// Leaves of the ledger.
    pub leaves: u64,
    /// Everything that is wrong.
    #[serde(skip)]
    pub findings: Vec<Finding>,
    /// One digest over every row, and rows name every blob: equal for equal instances, and what a
    /// backup writes down of itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digest: Option<Digest>,
}

const RESTORE: &str = "Restore it from a backup; nothing of what was published from it should be relied on until then.";
const RESTORE_DATABASE: &str = "Restore the database from a backup that `cairn check` finds clean, and find out who or what changed it.";

/// Checks everything. Changes nothing.
pub async fn check(app: &App) -> Result<Checked, AppError> {
    let mut checked = Checked::default();
    checked.pages(app).await?;
    checked.check_blobs(app).await?;
    checked.check_items(app).await?;
    checked.check_acts(app).await?;
    checked.check_tables(app).await?;
    checked.check_ledger(app).await?;
    let digest = app.store.digest().await;
    checked.digest = checked.read(digest).map(|state| state.sha256);
    Ok(checked)
}

impl Checked {
    fn found(&mut self, code: &'static str, what: impl Into<String>, remedy: &'static str) {
        let what = what.into();
        self.findings.push(Finding { code, what, remedy });
    }

    /// What a query gave, or a finding if a row cannot even be read.
    fn read<T>(&mut self, outcome: Result<T, StorageError>) -> Option<T> {
        match outcome {
            Ok(value) => Some(value),
            Err(error) => {
                let source = std::error::Error::source(&error).map(ToString::to_string);
                let what = format!(
                    "{error}{}",
                    source.map(|why| format!(": {why}")).unwrap_or_default()
                );
                self.found("row-unreadable", what, RESTORE_DATABASE);
                None
            }
        }
    }

    async fn pages(&mut self, app: &App) -> Result<(), AppError> {
        let faults = app.store.read().page_faults().await;
        for fault in self.read(faults).unwrap_or_default() {
            self.found("database-page", fault, RESTORE_DATABASE);
        }
        Ok(())
    }

    async fn check_blobs(&mut self, app: &App) -> Result<(), AppError> {
        let on_disk = app.store.blobs_on_disk().await?;
        let named = app.store.read().named_blobs().await;
        for sha256 in self.read(named).unwrap_or_default() {
            if on_disk
                .binary_search_by_key(&sha256, |blob| blob.sha256)
                .is_err()
            {
                self.found("blob-missing", sha256.to_string(), RESTORE);
            }
        }
        for blob in on_disk {
            self.blobs += 1;
            self.bytes += blob.size_bytes;
            match app.store.is_whole(blob.sha256).await {
                Ok(true) => {}
                Ok(false) => self.found("blob-changed", blob.sha256.to_string(), RESTORE),
                Err(error) => self.found(
                    "blob-unreadable",
                    format!("{}: {error}", blob.sha256),
                    RESTORE,
                ),
            }
        }
        Ok(())
    }

    async fn check_items(&mut self, app: &App) -> Result<(), AppError> {
        let reads = app.store.read();
        let items = reads.item_ids().await;
        for item in self.read(items).unwrap_or_default() {
            self.items += 1;
            let unsealed = reads.unsealed_events(item).await;
            for seq in self.read(unsealed).unwrap_or_default() {
                self.found(
                    "event-changed",
                    format!("event {seq} of item {item} is not what its leaf seals"),
                    RESTORE_DATABASE,
                );
            }
            let events = reads.events_of(item).await;
            let Some(events) = self.read(events) else {
                continue;
            };
            let Some(state) = cairn_review::fold(events.iter().map(|recorded| &recorded.event))
            else {
                self.found(
                    "history-cut",
                    format!("item {item} has no beginning"),
                    RESTORE_DATABASE,
                );
                continue;
            };
            let Ok(revision) = review::revision(&reads, item, &state).await else {
                self.found(
                    "row-unreadable",
                    format!("what item {item} consists of"),
                    RESTORE_DATABASE,
                );
                continue;
            };
            let stale = reads.stale_columns(item, &revision).await;
            for column in self.read(stale).unwrap_or_default() {
                self.found(
                    "row-stale",
                    format!("item.{column} of {item} is not what its history gives"),
                    RESTORE_DATABASE,
                );
            }
        }
        Ok(())
    }

    async fn check_acts(&mut self, app: &App) -> Result<(), AppError> {
        let acts = app.store.read().check_acts().await;
        let Some(acts) = self.read(acts) else {
            return Ok(());
        };
        for fault in acts.faults {
            self.found(fault.code, fault.what, RESTORE_DATABASE);
        }
        let unrecorded = acts.unrecorded.into_iter().filter(|_| acts.begun);
        for found in unrecorded {
            let what = json!(found.act);
            self.found(
                "act-missing",
                format!("no act accounts for this row: {what}"),
                RESTORE_DATABASE,
            );
        }
        Ok(())
    }

    async fn check_tables(&mut self, app: &App) -> Result<(), AppError> {
        let reads = app.store.read();
        let odd = reads.odd_moments().await;
        for (table, column, rows) in self.read(odd).unwrap_or_default() {
            self.found(
                "moment-malformed",
                format!("{table}.{column} is no moment in UTC in {rows} rows"),
                RESTORE_DATABASE,
            );
        }
        let wrong = reads.wrong_counts().await;
        for (stage, counted, there) in self.read(wrong).unwrap_or_default() {
            self.found(
                "count-wrong",
                format!("stage {stage} counts {counted} items and has {there}"),
                RESTORE_DATABASE,
            );
        }
        Ok(())
    }

    async fn check_ledger(&mut self, app: &App) -> Result<(), AppError> {
        let settings = &app.settings.ledger;
        let leaves = super::sequence::leaves_from(app, 0, None).await;
        let Some(leaves) = self.read(leaves) else {
            return Ok(());
        };
        self.leaves = leaves.len() as u64;
        if !settings.directory.join("checkpoint").exists() {
            return Ok(());
        }
        let keys = public_keys(settings).unwrap_or_default();
        let keys = VerifierKeys::parse(&keys).unwrap_or_default();
        let verified = verify_directory(&LogDirectory::at(&settings.directory), &keys, &[]);
        for fault in verified.faults {
            self.found("ledger", fault.to_string(), "Copy the ledger back from its mirror; `cairn ledger verify` tells when it is whole.");
        }
        if let Some(mismatch) = compare(app).await? {
            self.found("ledger-mismatch", mismatch.to_string(), RESTORE_DATABASE);
        }
        Ok(())
    }
}
