//! What a scanner for malware said of files.

use cairn_domain::{FileId, ScanVerdict};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};

use crate::{
    Reads, StorageError, WriteTx,
    entity::file_scan::{self, Column},
    error::Settle,
    row::{Row, micros},
};

/// What it said, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScanRecord {
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub verdict: ScanVerdict,
    /// In its own words, a line at most.
    pub said: String,
}

impl Reads<'_> {
    /// What the scanner said of a file last.
    pub async fn find_scan(&self, file: FileId) -> Result<Option<ScanRecord>, StorageError> {
        let rows = file_scan::Entity::find()
            .filter(Column::File.eq(file.0))
            .order_by_desc(Column::At);
        rows.one(&self.db).await.settle()?.map(record).transpose()
    }
}

impl WriteTx {
    /// Keeps what the scanner said of a file.
    pub async fn insert_scan(&self, file: FileId, scan: &ScanRecord) -> Result<(), StorageError> {
        let row = file_scan::Model {
            file: file.0,
            at: micros(scan.at),
            verdict: scan.verdict.to_string(),
            said: scan.said.clone(),
        };
        file_scan::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.db)
            .await
            .or_taken("scan")?;
        Ok(())
    }
}

fn record(row: file_scan::Model) -> Result<ScanRecord, StorageError> {
    let at = Row::of("file_scan", row.file);
    Ok(ScanRecord {
        verdict: at.parse("verdict", &row.verdict)?,
        at: row.at,
        said: row.said,
    })
}
