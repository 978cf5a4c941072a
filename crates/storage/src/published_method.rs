//! How a team says that it works, as published. The reads touch a `published_` table and nothing
//! else, as those of `public.rs`.

use cairn_domain::ProjectId;
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};

use crate::{
    Reads, StorageError, WriteTx,
    entity::published_method::{self, Column},
    error::Settle,
    row::{Row, each},
};

/// A version of a team's method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MethodRecord {
    /// From 1.
    pub version: u32,
    /// As it was written.
    pub words: String,
    /// When it was published.
    pub at: DateTime<Utc>,
}

impl Reads<'_> {
    /// Every version, newest first.
    pub async fn published_methods(
        &self,
        project: ProjectId,
    ) -> Result<Vec<MethodRecord>, StorageError> {
        let rows = published_method::Entity::find()
            .filter(Column::Project.eq(project.0))
            .order_by_desc(Column::Version);
        each(rows.all(&self.db).await.settle()?, |row| {
            let at = Row::of("published_method", row.version);
            Ok(MethodRecord {
                version: at.number("version", row.version)?,
                words: row.words,
                at: row.at,
            })
        })
    }
}

impl WriteTx {
    /// Publishes a version; those before it stay.
    ///
    /// # Errors
    /// Another one of that number is there already.
    pub async fn publish_method(
        &self,
        project: ProjectId,
        new: &MethodRecord,
    ) -> Result<(), StorageError> {
        let row = published_method::Model {
            project: project.0,
            version: new.version.into(),
            words: new.words.clone(),
            at: new.at,
        };
        published_method::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        Ok(())
    }
}
