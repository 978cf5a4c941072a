//! Which files of a project are on partners' lists.

use std::collections::HashMap;

use cairn_domain::{FileId, HashListId, ItemId, ProjectId};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{ExprTrait, OnConflict},
};

use crate::{
    Reads, StorageError, WriteTx,
    entity::{hash_list, list_hit, list_hit::Column},
    error::Settle,
    row::{Row, each},
};

/// A file of the project that is like something on a list.
#[derive(Debug, Clone, PartialEq)]
pub struct ListHitRecord {
    /// The list.
    pub list: HashListId,
    /// The file.
    pub file: FileId,
    /// Its item.
    pub item: ItemId,
    /// What the list calls it; may be empty.
    pub label: String,
    /// Bits by which the nearest hashes differ, 0-256.
    pub distance: u32,
    /// How many frames of the file are like it; one for a photo.
    pub frames: u32,
    /// When the nearest frame of the file is shown, in seconds; none for a photo.
    pub t_s: Option<f64>,
}

impl Reads<'_> {
    /// What was found by a list, the nearest first, at most so many.
    pub async fn hits_of_list(
        &self,
        list: HashListId,
        most: u64,
    ) -> Result<Vec<ListHitRecord>, StorageError> {
        let rows = list_hit::Entity::find()
            .filter(Column::List.eq(list.0))
            .order_by_asc(Column::Distance)
            .order_by_asc(Column::File)
            .limit(most);
        each(rows.all(&self.db).await.settle()?, record)
    }

    /// On which lists a file is, the nearest first.
    pub async fn hits_of_file(&self, file: FileId) -> Result<Vec<ListHitRecord>, StorageError> {
        let rows = list_hit::Entity::find()
            .filter(Column::File.eq(file.0))
            .order_by_asc(Column::Distance)
            .order_by_asc(Column::List);
        each(rows.all(&self.db).await.settle()?, record)
    }

    /// How many files each list of a project has found; lists that found none are left out.
    pub async fn hit_counts(
        &self,
        project: ProjectId,
    ) -> Result<HashMap<HashListId, u64>, StorageError> {
        let lists = hash_list::Entity::find()
            .select_only()
            .column(hash_list::Column::Id)
            .filter(hash_list::Column::Project.eq(project.0));
        let counts: Vec<(uuid::Uuid, i64)> = list_hit::Entity::find()
            .select_only()
            .column(Column::List)
            .column_as(Column::File.into_expr().count_distinct(), "files")
            .filter(Column::List.in_subquery(lists.into_query()))
            .group_by(Column::List)
            .into_tuple()
            .all(&self.db)
            .await
            .settle()?;
        let count = |(list, files)| {
            let files = Row::of("list_hit", list).number("files", files)?;
            Ok((HashListId(list), files))
        };
        counts.into_iter().map(count).collect()
    }
}

impl WriteTx {
    /// Keeps what was found; what is known already stays.
    pub async fn insert_list_hits(&self, hits: &[ListHitRecord]) -> Result<(), StorageError> {
        let known = OnConflict::columns([Column::List, Column::File, Column::Label])
            .do_nothing()
            .to_owned();
        for hit in hits {
            let row = list_hit::Model {
                list: hit.list.0,
                file: hit.file.0,
                label: hit.label.clone(),
                item: hit.item.0,
                distance: hit.distance.into(),
                frames: hit.frames.into(),
                t_s: hit.t_s,
            };
            list_hit::Entity::insert(row.into_active_model())
                .on_conflict(known.clone())
                .exec_without_returning(&self.db)
                .await
                .settle()?;
        }
        Ok(())
    }
}

fn record(row: list_hit::Model) -> Result<ListHitRecord, StorageError> {
    let at = Row::of("list_hit", row.list);
    Ok(ListHitRecord {
        list: HashListId(row.list),
        file: FileId(row.file),
        item: ItemId(row.item),
        label: row.label,
        distance: at.number("distance", row.distance)?,
        frames: at.number("frames", row.frames)?,
        t_s: row.t_s,
    })
}
