//! Files of items and what was made from them.

use std::collections::HashMap;

use cairn_domain::{Derivative, Digest, File, FileId, ItemId, ProjectId};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::{
    Reads, StorageError, WriteTx,
    entity::{derivative, file, item},
    error::Settle,
    row::{Row, big, each},
};

impl Reads<'_> {
    /// Files of an item in the order they were handed in, with their derivatives.
    pub async fn files_of(&self, item: ItemId) -> Result<Vec<File>, StorageError> {
        let rows = file::Entity::find()
            .filter(file::Column::Item.eq(item.0))
            .order_by_asc(file::Column::Position);
        let rows = rows.all(&self.db).await.settle()?;
        self.with_derivatives(rows).await
    }

    /// The first file of a project with these bytes, and its item.
    pub async fn find_file(
        &self,
        project: ProjectId,
        sha256: &Digest,
    ) -> Result<Option<(ItemId, File)>, StorageError> {
        let row = file::Entity::find()
            .filter(file::Column::Project.eq(project.0))
            .filter(file::Column::Sha256.eq(sha256.to_string()))
            .order_by_asc(file::Column::Id);
        let Some(row) = row.one(&self.db).await.settle()? else {
            return Ok(None);
        };
        let item = ItemId(row.item);
        let file = self.with_derivatives(vec![row]).await?.pop();
        Ok(file.map(|file| (item, file)))
    }

    /// Items of a project that have a file with these bytes, oldest first.
    pub async fn items_with_bytes(
        &self,
        project: ProjectId,
        sha256: &Digest,
    ) -> Result<Vec<ItemId>, StorageError> {
        let items: Vec<Uuid> = file::Entity::find()
            .select_only()
            .column(file::Column::Item)
            .filter(file::Column::Project.eq(project.0))
            .filter(file::Column::Sha256.eq(sha256.to_string()))
            .group_by(file::Column::Item)
            .order_by_asc(file::Column::Item)
            .into_tuple()
            .all(&self.db)
            .await
            .settle()?;
        Ok(items.into_iter().map(ItemId).collect())
    }

    /// Every file of a project with its item and the digest of its bytes.
    pub async fn file_digests(
        &self,
        project: ProjectId,
    ) -> Result<Vec<(FileId, ItemId, Digest)>, StorageError> {
        let rows: Vec<(Uuid, Uuid, String)> = file::Entity::find()
            .select_only()
            .columns([file::Column::Id, file::Column::Item, file::Column::Sha256])
            .filter(file::Column::Project.eq(project.0))
            .into_tuple()
            .all(&self.db)
            .await
            .settle()?;
        each(rows, |(id, item, sha256)| {
            let sha256 = Row::of("file", id).parse("sha256", &sha256)?;
            Ok((FileId(id), ItemId(item), sha256))
        })
    }

    /// A derivative of a project by the name of its bytes, and the item of its file.
    pub async fn find_derivative(
        &self,
        project: ProjectId,
        sha256: &Digest,
    ) -> Result<Option<(ItemId, Derivative)>, StorageError> {
        let row = derivative::Entity::find()
            .filter(derivative::Column::Project.eq(project.0))
            .filter(derivative::Column::Sha256.eq(sha256.to_string()))
            .order_by_asc(derivative::Column::File);
        let Some(row) = row.one(&self.db).await.settle()? else {
            return Ok(None);
        };
        let file = file::Entity::find_by_id(row.file).one(&self.db).await;
        let file = file
            .settle()?
            .ok_or(StorageError::Missing { what: "file" })?;
        Ok(Some((ItemId(file.item), made(row)?)))
    }

    async fn with_derivatives(&self, rows: Vec<file::Model>) -> Result<Vec<File>, StorageError> {
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let found = derivative::Entity::find()
            .filter(derivative::Column::File.is_in(ids))
            .order_by_asc(derivative::Column::File)
            .order_by_asc(derivative::Column::Position);
        let mut of_file: HashMap<Uuid, Vec<Derivative>> = HashMap::new();
        for row in found.all(&self.db).await.settle()? {
            of_file.entry(row.file).or_default().push(made(row)?);
        }
        each(rows, |row| {
            let derivatives = of_file.get(&row.id).cloned().unwrap_or_default();
            record(row, derivatives)
        })
    }
}

impl WriteTx {
    /// Adds a file to an item, after those it has.
    pub async fn insert_file(
        &self,
        item: ItemId,
        project: ProjectId,
        file: &File,
    ) -> Result<(), StorageError> {
        let position: Option<i64> = item::Entity::find_by_id(item.0)
            .select_only()
            .column(item::Column::Files)
            .lock_exclusive()
            .into_tuple()
            .one(&self.db)
            .await
            .settle()?;
        let position = position.ok_or(StorageError::Missing { what: "item" })?;
        let row = row(item, project, position, file)?;
        file::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        self.insert_derivatives(project, file).await?;
        self.add_to_items(vec![item], item::Column::Files, 1).await
    }

    pub(crate) async fn insert_derivatives(
        &self,
        project: ProjectId,
        file: &File,
    ) -> Result<(), StorageError> {
        let rows = file.derivatives.iter().zip(0..);
        let rows = rows.map(|(made, position)| made_row(file.id, project, position, made));
        self.insert_all(rows.collect::<Result<_, StorageError>>()?)
            .await
    }
}

pub(crate) fn made_row(
    file: FileId,
    project: ProjectId,
    position: i64,
    made: &Derivative,
) -> Result<derivative::Model, StorageError> {
    Ok(derivative::Model {
        file: file.0,
        position,
        project: project.0,
        kind: made.kind.to_string(),
        sha256: made.sha256.to_string(),
        mime: made.mime.clone(),
        size_bytes: big(made.size_bytes)?,
        width: made.width.map(i64::from),
        height: made.height.map(i64::from),
        tool: made.tool.clone(),
        arguments: made.arguments.clone(),
    })
}

pub(crate) fn row(
    item: ItemId,
    project: ProjectId,
    position: i64,
    file: &File,
) -> Result<file::Model, StorageError> {
    Ok(file::Model {
        id: file.id.0,
        item: item.0,
        project: project.0,
        position,
        sha256: file.sha256.to_string(),
        size_bytes: big(file.size_bytes)?,
        mime: file.mime.clone(),
        kind: file.kind.to_string(),
        width: file.width.map(i64::from),
        height: file.height.map(i64::from),
        duration_s: file.duration_s,
        pdq: file.pdq.clone(),
        pdq_quality: file.pdq_quality.map(i64::from),
        preview_problem: file.preview_problem.clone(),
    })
}

fn record(row: file::Model, derivatives: Vec<Derivative>) -> Result<File, StorageError> {
    let at = Row::of("file", row.id);
    Ok(File {
        id: FileId(row.id),
        sha256: at.parse("sha256", &row.sha256)?,
        size_bytes: at.number("size_bytes", row.size_bytes)?,
        kind: at.parse("kind", &row.kind)?,
        width: at.number_some("width", row.width)?,
        height: at.number_some("height", row.height)?,
        pdq_quality: at.number_some("pdq_quality", row.pdq_quality)?,
        mime: row.mime,
        duration_s: row.duration_s,
        pdq: row.pdq,
        preview_problem: row.preview_problem,
        derivatives,
    })
}

fn made(row: derivative::Model) -> Result<Derivative, StorageError> {
    let at = Row::of("derivative", format!("{} {}", row.file, row.position));
    Ok(Derivative {
        kind: at.parse("kind", &row.kind)?,
        sha256: at.parse("sha256", &row.sha256)?,
        size_bytes: at.number("size_bytes", row.size_bytes)?,
        width: at.number_some("width", row.width)?,
        height: at.number_some("height", row.height)?,
        mime: row.mime,
        tool: row.tool,
        arguments: row.arguments,
    })
}
