//! What the machine found out about a file: written as a whole, replaced as a whole, so that an
//! examination that is repeated leaves the same rows.

use cairn_domain::{File, FileId, ItemId, OpenClaim, ProjectId, metadata::SplitClaims};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, ModelTrait, QueryFilter,
    QueryOrder,
};

use crate::{
    Reads, StorageError, WriteTx,
    entity::{derivative, file, frame_hash, open_claim},
    error::Settle,
    file::row,
    row::{Row, each, to_json},
    sealed::FIRST,
};

/// Rows of one INSERT; keeps the number of parameters below what SQLite and PostgreSQL take.
const ROWS_AT_ONCE: usize = 1_000;

impl Reads<'_> {
    /// What the team may read of what a file says about itself, in the order it was read.
    pub async fn open_claims(&self, file: FileId) -> Result<Vec<OpenClaim>, StorageError> {
        let rows = open_claim::Entity::find()
            .filter(open_claim::Column::File.eq(file.0))
            .order_by_asc(open_claim::Column::Position);
        each(rows.all(&self.db).await.settle()?, |row| {
            Ok(OpenClaim {
                value: Row::of("open_claim", row.file).json("value", &row.value)?,
                tag: row.tag,
                place: row.place,
                tool: row.tool,
            })
        })
    }
}

impl WriteTx {
    /// Records an examination: dimensions, derivatives and hash of `file`, its claims open and
    /// sealed, and the hashes of a video's frames as seconds, 64 hex digits, quality.
    ///
    /// # Errors
    /// [`StorageError::Missing`] if the file was never inserted.
    pub async fn record_examination(
        &self,
        file: &File,
        claims: &SplitClaims,
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
        self.insert_all(open_rows(file.id, claims)?).await?;
        self.seal_claims(file.id, &claims.sealed).await?;
        self.insert_all(hash_rows(item, project, file, frames))
            .await
    }

    async fn clear_examination(&self, file: FileId) -> Result<(), StorageError> {
        let rows = derivative::Entity::delete_many().filter(derivative::Column::File.eq(file.0));
        rows.exec(&self.db).await.settle()?;
        let rows = open_claim::Entity::delete_many().filter(open_claim::Column::File.eq(file.0));
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

/// A claim stands at the same position in both tables.
fn open_rows(file: FileId, claims: &SplitClaims) -> Result<Vec<open_claim::Model>, StorageError> {
    let row = |(position, claim): &(usize, OpenClaim)| {
        let position = i64::try_from(*position).map_err(StorageError::broken)?;
        Ok(open_claim::Model {
            file: file.0,
            position: FIRST + position,
            tag: claim.tag.clone(),
            value: to_json(&claim.value)?,
            place: claim.place.clone(),
            tool: claim.tool.clone(),
        })
    };
    claims.open.iter().map(row).collect()
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
