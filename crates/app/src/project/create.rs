//! Opening a project with one of the workflow templates.

use cairn_domain::{AuditAct, ProjectCode, ProjectId, Sealing};
use cairn_review::{Workflow, workflow};
use cairn_storage::{ProjectRecord, StorageError, Store};

use crate::{
    App, AppError,
    audit::{self, By},
};

/// What a project needs.
#[derive(Debug, Clone)]
pub struct NewProject {
    /// Short code.
    pub code: ProjectCode,
    /// Name.
    pub name: String,
    /// A paragraph for the public site.
    pub summary: String,
    /// IANA name of the zone its times are shown in.
    pub zone: String,
    /// One of [`workflow::TEMPLATES`].
    pub template: String,
    /// How long a claim on an item holds, in minutes.
    pub lease_minutes: u32,
    /// Published coordinates are snapped to cells of this size in metres; 0 publishes them as found.
    pub publish_cell_m: f64,
    /// Everything in it is invented.
    pub is_demo: bool,
}

/// Creates a project and its first workflow version.
pub async fn create_project(app: &App, new: NewProject) -> Result<ProjectId, AppError> {
    let draft = workflow::template(&new.template)
        .ok_or_else(|| AppError::invalid("template", "template-unknown"))?;
    Workflow::try_from_draft(draft.clone(), 1)
        .map_err(|_| AppError::invalid("template", "template-flawed"))?;
    new.zone
        .parse::<chrono_tz::Tz>()
        .map_err(|_| AppError::invalid("zone", "zone-unknown"))?;
    let now = app.clock.now();
    let record = ProjectRecord {
        id: ProjectId(app.dice.uuid(now)),
        code: new.code,
        name: new.name,
        summary: new.summary,
        zone: new.zone,
        lease_minutes: new.lease_minutes,
        publish_cell_m: new.publish_cell_m,
        is_demo: new.is_demo,
        workflow_version: 1,
        created_at: now,
        sealing: Sealing::default(),
        confirm_from: None,
    };
    let (app, id) = (app.clone(), record.id);
    Store::detached(async move {
        let tx = app.store.begin().await?;
        tx.insert_project(&record).await?;
        tx.insert_workflow(id, 1, &draft, now).await?;
        let by = By::nobody().inside(id);
        audit::record(&app, &tx, by, AuditAct::ProjectOpened).await?;
        tx.commit().await
    })
    .await
    .map_err(|error: StorageError| match error {
        StorageError::Taken { .. } => AppError::invalid("code", "code-taken"),
        other => other.into(),
    })?;
    Ok(id)
}
