//! Perceptual hashes of a project's files, to be handed to partners.

use std::collections::HashMap;

use cairn_domain::{FileId, ProjectId, ShortId};
use cairn_review::Outcome;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::{
    Reads, StorageError,
    entity::{frame_hash, frame_hash::Column, item},
    error::Settle,
    row::{Row, each},
};

/// The hash of a photo, or of one frame of a video.
#[derive(Debug, Clone, PartialEq)]
pub struct HashRow {
    /// The file.
    pub file: FileId,
    /// Short id of its item.
    pub short: ShortId,
    /// PDQ as 64 hex digits.
    pub pdq: String,
    /// PDQ quality 0-100.
    pub quality: u8,
    /// When the frame is shown, in seconds; none for a photo, and for a video's poster.
    pub t_s: Option<f64>,
}

impl Reads<'_> {
    /// Hashes of a project, file by file: of items in the public dataset, and if `unfinished` also
    /// of those that are being worked on. What was turned down or taken back is never among them.
    pub async fn hashes(
        &self,
        project: ProjectId,
        unfinished: bool,
    ) -> Result<Vec<HashRow>, StorageError> {
        let shorts = self.shorts_of_hashes(project, unfinished).await?;
        let rows = frame_hash::Entity::find()
            .filter(Column::Project.eq(project.0))
            .order_by_asc(Column::File)
            .order_by_asc(Column::Position);
        let mut rows = rows.all(&self.db).await.settle()?;
        rows.retain(|row| shorts.contains_key(&row.item));
        each(rows, |row| {
            let at = Row::of("frame_hash", row.file);
            Ok(HashRow {
                file: FileId(row.file),
                short: at.parse("item", &shorts[&row.item])?,
                quality: at.number("quality", row.quality)?,
                pdq: row.pdq,
                t_s: row.t_s,
            })
        })
    }

    async fn shorts_of_hashes(
        &self,
        project: ProjectId,
        unfinished: bool,
    ) -> Result<HashMap<Uuid, String>, StorageError> {
        use item::Column as C;
        let mut wanted = Condition::any().add(C::Outcome.eq(Outcome::Published.code()));
        if unfinished {
            wanted = wanted.add(C::Outcome.is_null());
        }
        let items: Vec<(Uuid, String)> = item::Entity::find()
            .select_only()
            .columns([C::Id, C::Short])
            .filter(C::Project.eq(project.0))
            .filter(wanted)
            .into_tuple()
            .all(&self.db)
            .await
            .settle()?;
        Ok(items.into_iter().collect())
    }
}
