//! Published claims that no published incident is tied to, and the marks of low visibility. The
//! reads touch `published_` tables and nothing else, as those of `public.rs`.

use cairn_domain::{ProjectId, ShortId};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, sea_query::OnConflict,
};
use serde_json::Value;

use crate::{
    Reads, StorageError, WriteTx,
    entity::{published_claim, published_visibility},
    error::Settle,
    row::{Row, each, to_json},
};

impl Reads<'_> {
    /// What is published of claims that no published incident is tied to, by short id.
    pub async fn published_claims(&self, project: ProjectId) -> Result<Vec<Value>, StorageError> {
        let rows = published_claim::Entity::find()
            .filter(published_claim::Column::Project.eq(project.0))
            .order_by_asc(published_claim::Column::Short);
        each(rows.all(&self.db).await.settle()?, |row| {
            Row::of("published_claim", &row.short).json("body", &row.body)
        })
    }

    /// Provinces that show little, as the newest release says.
    pub async fn published_low_visibility(
        &self,
        project: ProjectId,
    ) -> Result<Vec<String>, StorageError> {
        let row = published_visibility::Entity::find_by_id(project.0);
        match row.one(&self.db).await.settle()? {
            Some(row) => {
                Row::of("published_visibility", row.project).json("provinces", &row.provinces)
            }
            None => Ok(Vec::new()),
        }
    }
}

impl WriteTx {
    /// Publishes claims in place of those that were, with the provinces that show little.
    pub async fn publish_claims(
        &self,
        project: ProjectId,
        claims: &[(ShortId, Value)],
        low_visibility: &[String],
    ) -> Result<(), StorageError> {
        published_claim::Entity::delete_many()
            .filter(published_claim::Column::Project.eq(project.0))
            .exec(&self.db)
            .await
            .settle()?;
        for (short, body) in claims {
            let row = published_claim::Model {
                project: project.0,
                short: short.to_string(),
                body: to_json(body)?,
            };
            published_claim::Entity::insert(row.into_active_model())
                .exec_without_returning(&self.db)
                .await
                .settle()?;
        }
        let row = published_visibility::Model {
            project: project.0,
            provinces: to_json(&low_visibility)?,
        };
        let replace = OnConflict::column(published_visibility::Column::Project)
            .update_column(published_visibility::Column::Provinces)
            .to_owned();
        published_visibility::Entity::insert(row.into_active_model())
            .on_conflict(replace)
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        self.mark_changed(project).await
    }
}
