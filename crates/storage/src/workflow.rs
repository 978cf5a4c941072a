//! Workflows, numbered and immutable: an edit writes the next version.

use cairn_domain::ProjectId;
use cairn_review::WorkflowDraft;
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, sea_query::Expr,
};

use crate::{
    Reads, StorageError, WriteTx,
    entity::{project, workflow},
    error::Settle,
    row::{Row, micros, to_json},
};

const MISSING: StorageError = StorageError::Missing { what: "workflow" };

impl Reads<'_> {
    /// One version of a project's workflow; it must be there.
    pub async fn workflow(
        &self,
        project: ProjectId,
        version: u32,
    ) -> Result<WorkflowDraft, StorageError> {
        let row = workflow::Entity::find_by_id((project.0, version.into()));
        let row = row.one(&self.db).await.settle()?.ok_or(MISSING)?;
        draft(&row)
    }

    /// The newest version of a project's workflow and its number.
    pub async fn newest_workflow(
        &self,
        project: ProjectId,
    ) -> Result<(u32, WorkflowDraft), StorageError> {
        let row = workflow::Entity::find()
            .filter(workflow::Column::Project.eq(project.0))
            .order_by_desc(workflow::Column::Version);
        let row = row.one(&self.db).await.settle()?.ok_or(MISSING)?;
        let version = Row::of("workflow", project).number("version", row.version)?;
        Ok((version, draft(&row)?))
    }
}

impl WriteTx {
    /// Adds a version, which new items start under from now on. `Taken` if it is there already.
    pub async fn insert_workflow(
        &self,
        project: ProjectId,
        version: u32,
        draft: &WorkflowDraft,
        at: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        let row = workflow::Model {
            project: project.0,
            version: version.into(),
            draft: to_json(draft)?,
            created_at: micros(at),
        };
        workflow::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.db)
            .await
            .or_taken("workflow version")?;
        project::Entity::update_many()
            .col_expr(
                project::Column::WorkflowVersion,
                Expr::value(i64::from(version)),
            )
            .filter(project::Column::Id.eq(project.0))
            .exec(&self.db)
            .await
            .settle()?;
        Ok(())
    }
}

fn draft(row: &workflow::Model) -> Result<WorkflowDraft, StorageError> {
    Row::of("workflow", format!("{} {}", row.project, row.version)).json("draft", &row.draft)
}
