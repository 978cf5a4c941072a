//! Lists of hashes that partners gave.

use cairn_domain::{HashListId, ProjectId, UserId};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};

use crate::{
    Reads, StorageError, WriteTx,
    entity::{hash_list, hash_list::Column, list_hit, listed_hash},
    error::Settle,
    row::{Row, big, each, micros},
};

/// A list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HashListRecord {
    /// The row.
    pub id: HashListId,
    /// What the team calls it.
    pub name: String,
    /// Who gave it.
    pub origin: String,
    /// How many hashes it holds.
    pub hashes: u64,
    /// Who took it in.
    pub added_by: UserId,
    /// When.
    pub added_at: DateTime<Utc>,
}

/// One hash of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedHash {
    /// PDQ as 64 hex digits.
    pub pdq: String,
    /// PDQ quality 0-100, if the list says it.
    pub quality: Option<u8>,
    /// What its owner calls the file; may be empty.
    pub label: String,
    /// When the frame is shown, in seconds; none for a photo.
    pub t_s: Option<f64>,
}

impl Reads<'_> {
    /// The lists of a project, the newest first.
    pub async fn hash_lists(
        &self,
        project: ProjectId,
    ) -> Result<Vec<HashListRecord>, StorageError> {
        let rows = hash_list::Entity::find()
            .filter(Column::Project.eq(project.0))
            .order_by_desc(Column::Id);
        each(rows.all(&self.db).await.settle()?, record)
    }

    /// One list of a project.
    pub async fn find_hash_list(
        &self,
        project: ProjectId,
        id: HashListId,
    ) -> Result<Option<HashListRecord>, StorageError> {
        let row = hash_list::Entity::find_by_id(id.0).filter(Column::Project.eq(project.0));
        row.one(&self.db).await.settle()?.map(record).transpose()
    }

    /// Whose list it is; none if there is no such list.
    pub async fn project_of_list(&self, id: HashListId) -> Result<Option<ProjectId>, StorageError> {
        let row = hash_list::Entity::find_by_id(id.0).one(&self.db).await;
        Ok(row.settle()?.map(|row| ProjectId(row.project)))
    }

    /// What stands on a list, in its order.
    pub async fn listed_hashes(&self, list: HashListId) -> Result<Vec<ListedHash>, StorageError> {
        use listed_hash::Column as C;
        let rows = listed_hash::Entity::find()
            .filter(C::List.eq(list.0))
            .order_by_asc(C::Position);
        each(rows.all(&self.db).await.settle()?, |row| {
            Ok(ListedHash {
                quality: Row::of("listed_hash", row.list).number_some("quality", row.quality)?,
                pdq: row.pdq,
                label: row.label,
                t_s: row.t_s,
            })
        })
    }
}

impl WriteTx {
    /// Keeps a list with all its hashes.
    pub async fn insert_hash_list(
        &self,
        project: ProjectId,
        new: &HashListRecord,
        hashes: Vec<ListedHash>,
    ) -> Result<(), StorageError> {
        let row = hash_list::Model {
            id: new.id.0,
            project: project.0,
            name: new.name.clone(),
            origin: new.origin.clone(),
            hashes: big(new.hashes)?,
            added_by: new.added_by.0,
            added_at: micros(new.added_at),
        };
        hash_list::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        let rows = (0..)
            .zip(hashes)
            .map(|(position, hash)| listed_hash::Model {
                list: new.id.0,
                position,
                pdq: hash.pdq,
                quality: hash.quality.map(i64::from),
                label: hash.label,
                t_s: hash.t_s,
            });
        self.insert_all(rows.collect()).await
    }

    /// Forgets a list and what was found by it.
    pub async fn remove_hash_list(&self, id: HashListId) -> Result<(), StorageError> {
        let hits = list_hit::Entity::delete_many().filter(list_hit::Column::List.eq(id.0));
        hits.exec(&self.db).await.settle()?;
        let hashes = listed_hash::Entity::delete_many().filter(listed_hash::Column::List.eq(id.0));
        hashes.exec(&self.db).await.settle()?;
        let list = hash_list::Entity::delete_by_id(id.0);
        list.exec(&self.db).await.settle()?;
        Ok(())
    }
}

fn record(row: hash_list::Model) -> Result<HashListRecord, StorageError> {
    Ok(HashListRecord {
        id: HashListId(row.id),
        hashes: Row::of("hash_list", row.id).number("hashes", row.hashes)?,
        name: row.name,
        origin: row.origin,
        added_by: UserId(row.added_by),
        added_at: row.added_at,
    })
}
