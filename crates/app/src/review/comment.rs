//! Remarks beside the log: what people say to each other about an item.

use cairn_domain::{Action, AuditAct, ShortId};
use cairn_storage::{CommentRecord, Store};

use crate::{
    App, AppError, Visit,
    audit::{self, By},
};

/// Longest comment in characters.
const LONGEST: usize = 10_000;

/// Writes a comment on an item.
pub async fn comment(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    body: &str,
) -> Result<(), AppError> {
    visit.permit(Action::Comment)?;
    let body = body.trim().to_owned();
    if body.is_empty() {
        return Err(AppError::invalid("body", "comment-empty"));
    }
    if body.chars().count() > LONGEST {
        return Err(AppError::invalid("body", "comment-long"));
    }
    let (app, project, short) = (app.clone(), visit.project.id, short.clone());
    let by = By::member(visit);
    let remark = CommentRecord {
        author: Some(visit.user),
        at: app.clock.now(),
        body,
    };
    Store::detached(async move {
        let tx = app.store.begin().await?;
        let item = tx
            .read()
            .find_item(project, &short)
            .await?
            .ok_or(AppError::NotFound)?;
        let comment = tx.insert_comment(item.id, &remark).await?;
        let act = AuditAct::CommentWritten { comment };
        audit::record(&app, &tx, by.on(item.id), act).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await
}
