//! Lists of items: the queue by stage and the sign-off desk.

use std::{collections::HashMap, sync::Arc};

use cairn_domain::{Action, UserId};
use cairn_review::{Stage, StageKind, Workflow};
use cairn_storage::{QueueFilter, QueuePage, QueueRow};

use crate::{App, AppError, Visit};

/// One page of the queue with everything its page shows.
#[derive(Debug)]
pub struct Queue {
    /// The workflow's stages with the number of items at each, in the order people meet them.
    pub stages: Vec<(Stage, u64)>,
    /// The rows.
    pub page: QueuePage,
    /// Names of the people who hold items on this page.
    pub names: HashMap<UserId, String>,
}

/// Reads a page of the queue.
pub async fn queue(app: &App, visit: &Visit, filter: &QueueFilter) -> Result<Queue, AppError> {
    visit.permit(Action::ViewItems)?;
    let reads = app.store.read();
    let page = reads.queue(visit.project.id, filter).await?;
    let holders: Vec<_> = page
        .rows
        .iter()
        .filter_map(|row| row.lease)
        .map(|lease| lease.by)
        .collect();
    let names = reads.account_names(&holders).await?;
    let workflow = newest(app, visit).await?;
    let counts: HashMap<_, _> = reads
        .stage_counts(visit.project.id)
        .await?
        .into_iter()
        .collect();
    let count = |stage: &Stage| counts.get(&stage.key.0).copied().unwrap_or(0);
    let stages = workflow
        .stages()
        .iter()
        .map(|stage| (stage.clone(), count(stage)))
        .collect();
    Ok(Queue {
        stages,
        page,
        names,
    })
}

async fn newest(app: &App, visit: &Visit) -> Result<Arc<Workflow>, AppError> {
    let version = visit.project.workflow_version;
    app.workflow(&app.store.read(), visit.project.id, version)
        .await
}

/// What waits for a lead.
#[derive(Debug)]
pub struct SignOffDesk {
    /// Items at a judgement stage that a release does not take yet, longest waiting first.
    pub waiting: Vec<QueueRow>,
    /// Names of the people who hold items here.
    pub names: HashMap<UserId, String>,
}

/// Reads the sign-off desk. Verifiers may look; only leads can act there.
pub async fn sign_off_desk(app: &App, visit: &Visit) -> Result<SignOffDesk, AppError> {
    visit.permit(Action::ViewItems)?;
    let workflow = newest(app, visit).await?;
    let mut waiting = Vec::new();
    for stage in workflow
        .stages()
        .iter()
        .filter(|stage| waits_for_a_lead(&workflow, stage))
    {
        let filter = QueueFilter {
            stage: Some(stage.key.0.clone()),
            limit: 200,
            ..QueueFilter::default()
        };
        waiting.extend(
            app.store
                .read()
                .queue(visit.project.id, &filter)
                .await?
                .rows,
        );
    }
    let holders: Vec<_> = waiting
        .iter()
        .filter_map(|row| row.lease)
        .map(|l| l.by)
        .collect();
    let names = app.store.read().account_names(&holders).await?;
    Ok(SignOffDesk { waiting, names })
}

/// A judgement stage that a release move leaves is past the lead's desk.
fn waits_for_a_lead(workflow: &Workflow, stage: &Stage) -> bool {
    let released = workflow
        .moves_from(&stage.key)
        .into_iter()
        .any(|mv| mv.trigger == cairn_review::Trigger::Release);
    stage.kind == StageKind::Judgement && !released
}
