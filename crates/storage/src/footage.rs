//! When each frame of a recording is on screen, and the frames that people kept.

use cairn_domain::{Derivative, Digest, FileId, FrameTable, ProjectId, UserId};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use crate::{
    Reads, StorageError, WriteTx,
    entity::{derivative, file, frame_table, snapshot},
    error::Settle,
    file::made_row,
    row::{Row, big, each, micros},
};

/// What is known of a recording's frames without reading them all.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FrameSummary {
    /// How many there are, as far as the playable copy goes.
    pub frames: u64,
    /// When the playable copy ends, in seconds.
    pub ends_s: f64,
    /// Whether a frame is two half-pictures.
    pub is_interlaced: bool,
}

/// A frame that somebody kept.
#[derive(Debug, Clone, PartialEq)]
pub struct SnapshotRecord {
    /// Of which recording.
    pub file: FileId,
    /// Its number, from nought, in the order in which frames are shown.
    pub frame: u64,
    /// Its time stamp in ticks of the recording's clock.
    pub pts: i64,
    /// A tick in seconds: numerator and denominator.
    pub tick: (u32, u32),
    /// When it appears in the playable copy, in seconds.
    pub at_s: f64,
    /// The name of its picture's bytes.
    pub sha256: Digest,
    /// Who kept it.
    pub kept_by: UserId,
    /// When.
    pub kept_at: DateTime<Utc>,
}

impl Reads<'_> {
    /// The frames of a recording, one by one.
    pub async fn find_frame_table(&self, file: FileId) -> Result<Option<FrameTable>, StorageError> {
        let row = frame_table::Entity::find_by_id(file.0).one(&self.db).await;
        let read = |row: frame_table::Model| {
            FrameTable::parse(&row.body)
                .ok_or_else(|| Row::of("frame_table", row.file).corrupt("body"))
        };
        row.settle()?.map(read).transpose()
    }

    /// The frames of a recording in a word.
    pub async fn find_frame_summary(
        &self,
        file: FileId,
    ) -> Result<Option<FrameSummary>, StorageError> {
        use frame_table::Column;
        let row: Option<(i64, f64, bool)> = frame_table::Entity::find_by_id(file.0)
            .select_only()
            .columns([Column::Frames, Column::EndsS, Column::IsInterlaced])
            .into_tuple()
            .one(&self.db)
            .await
            .settle()?;
        let summary = |(frames, ends_s, is_interlaced)| {
            Ok(FrameSummary {
                frames: Row::of("frame_table", file.0).number("frames", frames)?,
                ends_s,
                is_interlaced,
            })
        };
        row.map(summary).transpose()
    }

    /// Frames of a recording that were kept, in the order in which they are shown.
    pub async fn snapshots_of(&self, file: FileId) -> Result<Vec<SnapshotRecord>, StorageError> {
        let rows = snapshot::Entity::find()
            .filter(snapshot::Column::File.eq(file.0))
            .order_by_asc(snapshot::Column::Frame);
        each(rows.all(&self.db).await.settle()?, record)
    }
}

impl WriteTx {
    /// Records when each frame of a recording is on screen; replaces what was known.
    pub async fn record_frame_table(
        &self,
        file: FileId,
        table: &FrameTable,
    ) -> Result<(), StorageError> {
        let row = frame_table::Model {
            file: file.0,
            frames: big(table.frames.len() as u64)?,
            ends_s: table.ends_s(),
            is_interlaced: table.is_interlaced,
            body: table.to_bytes(),
        };
        frame_table::Entity::delete_by_id(file.0)
            .exec(&self.db)
            .await
            .settle()?;
        frame_table::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        Ok(())
    }

    /// Keeps a frame with its picture. `false` if that frame was kept already: the first stays.
    ///
    /// # Errors
    /// [`StorageError::Missing`] if the file was never inserted.
    pub async fn keep_snapshot(
        &self,
        project: ProjectId,
        kept: &SnapshotRecord,
        picture: &Derivative,
    ) -> Result<bool, StorageError> {
        // Two who keep the same frame at once come one after the other.
        let known = file::Entity::find_by_id(kept.file.0).lock_exclusive();
        let known = known.one(&self.db).await.settle()?;
        known.ok_or(StorageError::Missing { what: "file" })?;
        let row = row(kept)?;
        let before = snapshot::Entity::find_by_id((row.file, row.frame)).one(&self.db);
        if before.await.settle()?.is_some() {
            return Ok(false);
        }
        let made = derivative::Entity::find().filter(derivative::Column::File.eq(row.file));
        let position = big(made.count(&self.db).await.settle()?)?;
        self.insert_all(vec![made_row(kept.file, project, position, picture)?])
            .await?;
        self.insert_all(vec![row]).await?;
        Ok(true)
    }
}

fn row(kept: &SnapshotRecord) -> Result<snapshot::Model, StorageError> {
    Ok(snapshot::Model {
        file: kept.file.0,
        frame: big(kept.frame)?,
        pts: kept.pts,
        tick_numerator: kept.tick.0.into(),
        tick_denominator: kept.tick.1.into(),
        at_s: kept.at_s,
        sha256: kept.sha256.to_string(),
        kept_by: kept.kept_by.0,
        kept_at: micros(kept.kept_at),
    })
}

fn record(row: snapshot::Model) -> Result<SnapshotRecord, StorageError> {
    let at = Row::of("snapshot", format!("{} {}", row.file, row.frame));
    Ok(SnapshotRecord {
        file: FileId(row.file),
        frame: at.number("frame", row.frame)?,
        pts: row.pts,
        tick: (
            at.number("tick_numerator", row.tick_numerator)?,
            at.number("tick_denominator", row.tick_denominator)?,
        ),
        at_s: row.at_s,
        sha256: at.parse("sha256", &row.sha256)?,
        kept_by: UserId(row.kept_by),
        kept_at: row.kept_at,
    })
}
