//! Perceptual hashes of a project, for the index in memory.

use cairn_domain::{FileId, ItemId, ProjectId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{
    Reads, StorageError,
    entity::frame_hash::{self, Column},
    error::Settle,
    row::{Row, each},
};

/// The hash of a photo, or of one frame of a video.
#[derive(Debug, Clone, PartialEq)]
pub struct HashRow {
    /// The file.
    pub file: FileId,
    /// Its item.
    pub item: ItemId,
    /// PDQ as 64 hex digits.
    pub pdq: String,
    /// PDQ quality 0-100.
    pub quality: u8,
    /// When the frame is shown, in seconds; none for a photo.
    pub t_s: Option<f64>,
}

impl Reads<'_> {
    /// Every hash of a project, file by file.
    pub async fn hashes(&self, project: ProjectId) -> Result<Vec<HashRow>, StorageError> {
        let rows = frame_hash::Entity::find()
            .filter(Column::Project.eq(project.0))
            .order_by_asc(Column::File)
            .order_by_asc(Column::Position);
        each(rows.all(&self.db).await.settle()?, |row| {
            Ok(HashRow {
                file: FileId(row.file),
                item: ItemId(row.item),
                quality: Row::of("frame_hash", row.file).number("quality", row.quality)?,
                pdq: row.pdq,
                t_s: row.t_s,
            })
        })
    }
}
