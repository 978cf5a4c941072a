//! Recording a redaction: the row, the event, and the job that makes the copy, in one transaction.

use cairn_domain::{Action, Digest, File, JobId, Redaction, RedactionId, ShortId};
use cairn_review::{Act, Command};
use cairn_storage::{NewJob, Store};

use super::{MAKE, RedactionDraft, draft::parse};
use crate::{
    App, AppError, Visit,
    review::{Acted, decide_and_record},
};

/// Covers parts of a copy of one file of an item.
pub async fn redact(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    file: &Digest,
    draft: &RedactionDraft,
) -> Result<Acted, AppError> {
    visit.permit(Action::Redact)?;
    let file = file_of(app, visit, short, file).await?;
    let body = parse(draft, file.kind).map_err(AppError::Invalid)?;
    let now = app.clock.now();
    let redaction = Redaction {
        id: RedactionId(app.dice.uuid(now)),
        file: file.id,
        author: visit.user,
        recorded_at: now,
        body,
    };
    let command = Command {
        seen: draft.seen,
        words: String::new(),
        act: Act::Redact {
            redaction: redaction.id,
            file: redaction.file,
            digest: Digest::of_json(&redaction),
        },
    };
    let acted = store(app, visit, short, redaction, command).await?;
    app.wake_workers();
    Ok(acted)
}

async fn file_of(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    sha256: &Digest,
) -> Result<File, AppError> {
    let reads = app.store.read();
    let item = reads.find_item(visit.project.id, short).await?;
    let item = item.ok_or(AppError::NotFound)?;
    let mut files = reads.files_of(item.id).await?.into_iter();
    files
        .find(|file| file.sha256 == *sha256)
        .ok_or(AppError::NotFound)
}

async fn store(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    redaction: Redaction,
    command: Command,
) -> Result<Acted, AppError> {
    let (app, project, actor, short) = (
        app.clone(),
        visit.project.clone(),
        visit.actor(),
        short.clone(),
    );
    Store::detached(async move {
        let tx = app.store.begin().await?;
        let item = tx
            .read()
            .find_item(project.id, &short)
            .await?
            .ok_or(AppError::NotFound)?;
        let id = item.id;
        tx.insert_redaction(id, &redaction).await?;
        let acted = decide_and_record(&app, &tx, &project, item, actor, &command).await?;
        tx.enqueue(&NewJob {
            id: JobId(app.dice.uuid(redaction.recorded_at)),
            kind: MAKE.to_owned(),
            payload: serde_json::json!({ "item": id, "redaction": redaction.id }),
            not_before: redaction.recorded_at,
        })
        .await?;
        tx.commit().await?;
        Ok(acted)
    })
    .await
}
