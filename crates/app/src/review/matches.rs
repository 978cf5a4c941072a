//! Answering a match, once for both items.

use cairn_domain::{Action, MatchId, MatchVerdict, ShortId};
use cairn_storage::Store;

use crate::{App, AppError, Visit};

/// Says what two files are to each other.
pub async fn answer_match(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    id: MatchId,
    verdict: MatchVerdict,
) -> Result<(), AppError> {
    visit.permit(Action::AnswerMatch)?;
    let (store, project, short) = (app.store.clone(), visit.project.id, short.clone());
    let (user, now) = (visit.user, app.clock.now());
    Store::detached(async move {
        let tx = store.begin().await?;
        let item = tx
            .read()
            .find_item(project, &short)
            .await?
            .ok_or(AppError::NotFound)?;
        let known = tx.read().matches_of(item.id).await?;
        if !known.iter().any(|row| row.id == id) {
            return Err(AppError::NotFound);
        }
        tx.answer_match(id, verdict, Some(user), now).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await
}
