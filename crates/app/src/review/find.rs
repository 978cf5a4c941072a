//! What every finding needs: how sure its author is and why, and the road by which it is recorded.

use cairn_domain::{
    Actor, AuditAct, Confidence, Digest, Finding, FindingBody, FindingId, FindingKind, ItemId,
    Permit, ShortId,
};
use cairn_review::{Act, Case, Command, follow_up};
use cairn_storage::{ProjectRecord, Store, WriteTx};

use super::{Acted, decide_and_record, facts};
use crate::{
    App, AppError, FieldError, Visit,
    audit::{self, By},
    typed,
};

/// How sure and why: asked of every finding.
#[derive(Debug, Clone, Default)]
pub struct Verdict {
    /// Sequence number of the item the author saw.
    pub seen: u64,
    /// Code of a [`Confidence`].
    pub confidence: String,
    /// Reasoning in words.
    pub reasoning: String,
    /// The conclusion is that it cannot be established.
    pub impossible: bool,
}

pub(super) fn code<T: std::str::FromStr>(
    field: &'static str,
    text: &str,
    errors: &mut Vec<FieldError>,
) -> Option<T> {
    let value = text.parse().ok();
    if value.is_none() {
        errors.push(FieldError::with(field, "choice-missing", text));
    }
    value
}

pub(super) fn non_empty(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Checks what every finding needs, then stores it and records the event in one transaction.
pub(super) async fn save(
    app: &App,
    visit: &Visit,
    _permit: &Permit,
    short: &ShortId,
    body: Option<FindingBody>,
    verdict: &Verdict,
    mut errors: Vec<FieldError>,
) -> Result<Acted, AppError> {
    let confidence: Option<Confidence> = code("confidence", &verdict.confidence, &mut errors);
    if verdict.reasoning.trim().is_empty() {
        errors.push(FieldError::new("reasoning", "reasoning-missing"));
    }
    typed::paragraph("reasoning", &verdict.reasoning, &mut errors);
    let (Some(body), Some(confidence), true) = (body, confidence, errors.is_empty()) else {
        return Err(AppError::Invalid(errors));
    };
    let now = app.clock.now();
    let finding = Finding {
        id: FindingId(app.dice.uuid(now)),
        author: visit.user,
        recorded_at: now,
        body,
        confidence,
        reasoning: verdict.reasoning.trim().to_owned(),
    };
    store_and_record(app, visit, short, finding, verdict.seen).await
}

async fn store_and_record(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    finding: Finding,
    seen: u64,
) -> Result<Acted, AppError> {
    let act = Act::RecordFinding {
        finding: finding.id,
        kind: finding.body.kind(),
        positive: finding.body.is_positive(),
        digest: Digest::of_json(&finding),
    };
    let command = Command {
        seen,
        words: String::new(),
        act,
    };
    let (app, project, actor, short) = (
        app.clone(),
        visit.project.clone(),
        visit.actor(),
        short.clone(),
    );
    let by = By::member(visit);
    Store::detached(async move {
        let tx = app.store.begin().await?;
        let item = tx
            .read()
            .find_item(project.id, &short)
            .await?
            .ok_or(AppError::NotFound)?;
        tx.insert_finding(item.id, &finding).await?;
        let (id, kind) = (item.id, finding.body.kind());
        let mut acted = decide_and_record(&app, &tx, &project, item, actor, &command).await?;
        if let Some(moved) = follow(&app, &tx, &project, id, actor, kind).await? {
            acted.state = moved.state;
            acted.events.extend(moved.events);
        }
        let recorded = AuditAct::FindingRecorded {
            finding: finding.id,
        };
        audit::record(&app, &tx, by.on(id), recorded).await?;
        tx.commit().await?;
        Ok(acted)
    })
    .await
}

/// Moves the item on if the answer was the last that a blind stage waited for.
async fn follow(
    app: &App,
    tx: &WriteTx,
    project: &ProjectRecord,
    item: ItemId,
    actor: Actor,
    kind: FindingKind,
) -> Result<Option<Acted>, AppError> {
    let item = tx.read().load_item(item).await?;
    let workflow = app
        .workflow(&tx.read(), project.id, item.state.workflow)
        .await?;
    let facts = facts(app, &tx.read(), project, &item).await?;
    let case = Case {
        workflow: &workflow,
        state: &item.state,
        facts: &facts,
        by: actor,
    };
    let Some(to) = follow_up(&case, kind) else {
        return Ok(None);
    };
    let command = Command {
        seen: item.state.seq,
        words: String::new(),
        act: Act::Move { to },
    };
    let moved = decide_and_record(app, tx, project, item, actor, &command).await?;
    Ok(Some(moved))
}
