//! Projects.

use cairn_domain::{ProjectCode, ProjectId, Sealing};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, sea_query::Expr,
};

use crate::{
    Reads, StorageError, WriteTx,
    entity::project,
    error::Settle,
    row::{Row, each, micros, to_json},
};

/// A project as stored.
#[derive(Debug, Clone, PartialEq)]
pub struct ProjectRecord {
    /// The row.
    pub id: ProjectId,
    /// What people say in front of its short ids.
    pub code: ProjectCode,
    /// Name.
    pub name: String,
    /// A paragraph for the public site.
    pub summary: String,
    /// IANA name of the zone its times are shown in.
    pub zone: String,
    /// How long a claim on an item holds, in minutes.
    pub lease_minutes: u32,
    /// Published coordinates are snapped to cells of this size in metres; 0 leaves them as found.
    pub publish_cell_m: f64,
    /// Everything in it is invented.
    pub is_demo: bool,
    /// The workflow version that new items start under: the newest.
    pub workflow_version: u32,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// What of files' metadata is sealed, and who may open it.
    pub sealing: Sealing,
    /// Matches that score at least this may be confirmed together; none: one by one only.
    pub confirm_from: Option<f64>,
}

impl Reads<'_> {
    /// Every project, oldest first.
    pub async fn projects(&self) -> Result<Vec<ProjectRecord>, StorageError> {
        let rows = project::Entity::find().order_by_asc(project::Column::CreatedAt);
        each(rows.all(&self.db).await.settle()?, record)
    }

    /// A project by its code.
    pub async fn find_project(
        &self,
        code: &ProjectCode,
    ) -> Result<Option<ProjectRecord>, StorageError> {
        let row = project::Entity::find().filter(project::Column::Code.eq(code.as_str()));
        row.one(&self.db).await.settle()?.map(record).transpose()
    }

    /// A project that must be there.
    pub async fn load_project(&self, id: ProjectId) -> Result<ProjectRecord, StorageError> {
        let row = project::Entity::find_by_id(id.0).one(&self.db).await;
        row.settle()?
            .map(record)
            .unwrap_or(Err(StorageError::Missing { what: "project" }))
    }
}

impl WriteTx {
    /// Opens a project. `Taken` if its code is.
    pub async fn insert_project(&self, new: &ProjectRecord) -> Result<(), StorageError> {
        let row = project::Model {
            id: new.id.0,
            code: new.code.to_string(),
            name: new.name.clone(),
            summary: new.summary.clone(),
            zone: new.zone.clone(),
            lease_minutes: new.lease_minutes.into(),
            publish_cell_m: new.publish_cell_m,
            is_demo: new.is_demo,
            workflow_version: new.workflow_version.into(),
            created_at: micros(new.created_at),
            sealing: to_json(&new.sealing)?,
            confirm_from: new.confirm_from,
        };
        project::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.db)
            .await
            .or_taken("project code")?;
        Ok(())
    }

    /// Changes what is sealed from now on, and who may open it.
    pub async fn set_sealing(&self, id: ProjectId, to: &Sealing) -> Result<(), StorageError> {
        let update = project::Entity::update_many()
            .col_expr(project::Column::Sealing, Expr::value(to_json(to)?))
            .filter(project::Column::Id.eq(id.0));
        update.exec(&self.db).await.settle()?;
        Ok(())
    }

    /// Changes from which score on matches may be confirmed together.
    pub async fn set_confirm_from(
        &self,
        id: ProjectId,
        score: Option<f64>,
    ) -> Result<(), StorageError> {
        let update = project::Entity::update_many()
            .col_expr(project::Column::ConfirmFrom, Expr::value(score))
            .filter(project::Column::Id.eq(id.0));
        update.exec(&self.db).await.settle()?;
        Ok(())
    }
}

fn record(row: project::Model) -> Result<ProjectRecord, StorageError> {
    let at = Row::of("project", row.id);
    Ok(ProjectRecord {
        id: ProjectId(row.id),
        code: at.parse("code", &row.code)?,
        lease_minutes: at.number("lease_minutes", row.lease_minutes)?,
        workflow_version: at.number("workflow_version", row.workflow_version)?,
        name: row.name,
        summary: row.summary,
        zone: row.zone,
        publish_cell_m: row.publish_cell_m,
        is_demo: row.is_demo,
        created_at: row.created_at,
        sealing: at.json("sealing", &row.sealing)?,
        confirm_from: row.confirm_from,
    })
}
