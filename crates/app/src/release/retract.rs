//! Taking a published item back in the open. Its page changes at once; the next release leaves it
//! out and lists it among the retractions. Earlier releases stay as they were.

use cairn_domain::{Action, AuditAct, RetractionReason, ShortId};
use cairn_review::{Act, Command, Outcome, Trigger};
use cairn_storage::{ItemRecord, RetractionRecord, Store, WriteTx};

use super::{projection::made_from, standing::standing};
use crate::{
    App, AppError, Visit,
    audit::{self, By},
    review::decide_and_record,
};

/// Why a record is withdrawn, as everybody will read it.
#[derive(Debug, Clone)]
pub struct Retraction {
    /// The kind of reason.
    pub kind: RetractionReason,
    /// The reason in words.
    pub words: String,
    /// The record that tells it instead.
    pub replaced_by: Option<ShortId>,
}

/// Retracts a published item with a reason that everybody will read.
pub async fn retract(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    seen: u64,
    why: Retraction,
) -> Result<(), AppError> {
    let permit = visit.permit(Action::Retract)?;
    let (app, visit, short) = (app.clone(), visit.clone(), short.clone());
    let why = Retraction {
        words: why.words.trim().to_owned(),
        ..why
    };
    Store::detached(async move {
        let tx = app.store.begin().await?;
        let item = tx
            .read()
            .find_item(visit.project.id, &short)
            .await?
            .ok_or(AppError::NotFound)?;
        let workflow = app
            .workflow(&tx.read(), visit.project.id, item.state.workflow)
            .await?;
        let to = retract_move(&workflow, &item).ok_or(AppError::Conflict)?;
        let command = Command {
            seen,
            words: why.words.clone(),
            act: Act::Move { to },
        };
        let project = &visit.project;
        let before = item.clone();
        decide_and_record(&app, &tx, project, item, permit.actor(), &command).await?;
        take_down(&app, &tx, &visit, &before, &why).await?;
        let act = AuditAct::Retracted {
            reason: why.kind,
            incident: before.state.incident,
        };
        audit::record(&app, &tx, By::member(&visit).on(before.id), act).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// The person's move from a published stage to a retracted one.
fn retract_move(
    workflow: &cairn_review::Workflow,
    item: &ItemRecord,
) -> Option<cairn_review::MoveKey> {
    let leads_to_retracted = |mv: &&cairn_review::Move| {
        let outcome = workflow.stage(&mv.to).and_then(|stage| stage.outcome);
        mv.trigger == Trigger::Person && outcome == Some(Outcome::Retracted)
    };
    let moves = workflow.moves_from(&item.state.stage);
    moves
        .into_iter()
        .find(leads_to_retracted)
        .map(|mv| mv.key.clone())
}

/// Removes the item from its incident's public page; an incident without evidence goes with it.
async fn take_down(
    app: &App,
    tx: &WriteTx,
    visit: &Visit,
    item: &ItemRecord,
    why: &Retraction,
) -> Result<(), AppError> {
    let (reads, project_id) = (tx.read(), visit.project.id);
    let Some(incident_id) = item.state.incident else {
        return Ok(());
    };
    let incident = reads.load_incident(incident_id).await?;
    let Some(known) = reads.find_published(project_id, &incident.short).await? else {
        return Ok(());
    };
    let last = reads
        .latest_release(project_id)
        .await?
        .map_or(0, |release| release.version);
    let record = |short: &ShortId| RetractionRecord {
        short: short.clone(),
        kind: Some(why.kind),
        replaced_by: why.replaced_by.clone(),
        reason: why.words.clone(),
        at: app.clock.now(),
        last_release: last,
    };
    tx.record_retraction(project_id, &record(&item.short))
        .await?;
    for gone in made_from(&reads, item).await? {
        tx.unpublish_blob(project_id, &gone).await?;
    }
    let standing = Box::pin(standing(tx, &visit.project, &incident, &known)).await?;
    let mut row = standing.row;
    if standing.incident.evidence.is_empty() {
        tx.record_retraction(project_id, &record(&incident.short))
            .await?;
        row.retracted = Some(record(&incident.short));
    }
    tx.publish_incident(project_id, &row).await?;
    // Another item may show the same bytes; whatever is still shown stays published.
    for blob in &standing.blobs {
        tx.publish_blob(project_id, &blob.sha256, &blob.mime, blob.size_bytes)
            .await?;
    }
    Ok(())
}
