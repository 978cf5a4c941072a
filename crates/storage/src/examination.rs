//! What the machine found out about a file: written as a whole, replaced as a whole, so that an
//! examination that is repeated leaves the same rows.

use cairn_domain::{File, FileId, ItemId, MetadataClaim, ProjectId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, ModelTrait, QueryFilter,
    QueryOrder,
};

use crate::{
    Reads, StorageError, WriteTx,
    entity::{derivative, file, frame_hash, metadata_claim},
    error::Settle,
    file::row,
};

/// Rows of one INSERT; keeps the number of parameters below what SQLite and PostgreSQL take.
const ROWS_AT_ONCE: usize = 1_000;

impl Reads<'_> {
    /// What a file says about itself, in the order it was read.
    pub async fn claims_of_file(&self, file: FileId) -> Result<Vec<MetadataClaim>, StorageError> {
        let rows = metadata_claim::Entity::find()
            .filter(metadata_claim::Column::File.eq(file.0))
            .order_by_asc(metadata_claim::Column::Position);
        let rows = rows.all(&self.db).await.settle()?;
        let claims = rows.into_iter().map(|row| MetadataClaim {
            tag: row.tag,
            value: row.value,
            place: row.place,
            tool: row.tool,
            oddity: row.oddity,
        });
        Ok(claims.collect())
    }
}

impl WriteTx {
    /// Records an examination: dimensions, derivatives and hash of `file`, its claims, and the
    /// hashes of a video's frames as seconds, 64 hex digits, quality.
    ///
    /// # Errors
    /// [`StorageError::Missing`] if the file was never inserted.
    pub async fn record_examination(
        &self,
        file: &File,
        claims: &[MetadataClaim],
        frames: &[(f64, String, u8)],
    ) -> Result<(), StorageError> {
        let known = file::Entity::find_by_id(file.id.0).one(&self.db).await;
        let known = known
            .settle()?
            .ok_or(StorageError::Missing { what: "file" })?;
        let (item, project) = (ItemId(known.item), ProjectId(known.project));
        let filled = row(item, project, known.position, file)?;
        file::Entity::update(filled.into_active_model().reset_all())
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        self.clear_examination(file.id).await?;
        self.insert_derivatives(project, file).await?;
        self.insert_all(claim_rows(file.id, claims)).await?;
        self.insert_all(hash_rows(item, project, file, frames))
            .await
    }

    async fn clear_examination(&self, file: FileId) -> Result<(), StorageError> {
        let rows = derivative::Entity::delete_many().filter(derivative::Column::File.eq(file.0));
        rows.exec(&self.db).await.settle()?;
        let rows =
            metadata_claim::Entity::delete_many().filter(metadata_claim::Column::File.eq(file.0));
        rows.exec(&self.db).await.settle()?;
        let rows = frame_hash::Entity::delete_many().filter(frame_hash::Column::File.eq(file.0));
        rows.exec(&self.db).await.settle()?;
        Ok(())
    }

    /// Inserts rows of one table, some at a time.
    pub(crate) async fn insert_all<M>(&self, rows: Vec<M>) -> Result<(), StorageError>
    where
        M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel> + Clone,
        M::Entity: EntityTrait<Model = M>,
    {
        for chunk in rows.chunks(ROWS_AT_ONCE) {
            let rows = chunk
                .iter()
                .cloned()
                .map(IntoActiveModel::into_active_model);
            M::Entity::insert_many(rows)
                .exec_without_returning(&self.db)
                .await
                .settle()?;
        }
        Ok(())
    }
}

fn claim_rows(file: FileId, claims: &[MetadataClaim]) -> Vec<metadata_claim::Model> {
    let rows = claims
        .iter()
        .zip(0..)
        .map(|(claim, position)| metadata_claim::Model {
            file: file.0,
            position,
            tag: claim.tag.clone(),
            value: claim.value.clone(),
            place: claim.place.clone(),
            tool: claim.tool.clone(),
            oddity: claim.oddity.clone(),
        });
    rows.collect()
}

/// The file's own hash first (a photo, a video's poster), then its frames.
fn hash_rows(
    item: ItemId,
    project: ProjectId,
    file: &File,
    frames: &[(f64, String, u8)],
) -> Vec<frame_hash::Model> {
    let own = file.pdq.clone().zip(file.pdq_quality);
    let own = own.map(|(pdq, quality)| (None, pdq, quality));
    let frames = frames
        .iter()
        .map(|(t_s, pdq, quality)| (Some(*t_s), pdq.clone(), *quality));
    let rows = own.into_iter().chain(frames).zip(0..);
    rows.map(|((t_s, pdq, quality), position)| frame_hash::Model {
        file: file.id.0,
        position,
        item: item.0,
        project: project.0,
        t_s,
        pdq,
        quality: quality.into(),
    })
    .collect()
}
