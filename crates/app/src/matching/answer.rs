//! Answering a match, once for both items; and taking an answer back.

use cairn_domain::{Action, AuditAct, MatchId, MatchVerdict};
use cairn_storage::Store;

use super::cluster::follow;
use crate::{
    App, AppError, Visit,
    audit::{self, By},
};

/// Says what two files are to each other. Pairs that follow from it are settled with it.
pub async fn answer_match(
    app: &App,
    visit: &Visit,
    id: MatchId,
    verdict: MatchVerdict,
) -> Result<(), AppError> {
    say(app, visit, id, Some(verdict)).await
}

/// Takes back what was said of two files; what followed from it is open again.
pub async fn take_back(app: &App, visit: &Visit, id: MatchId) -> Result<(), AppError> {
    say(app, visit, id, None).await
}

async fn say(
    app: &App,
    visit: &Visit,
    id: MatchId,
    verdict: Option<MatchVerdict>,
) -> Result<(), AppError> {
    visit.permit(Action::AnswerMatch)?;
    let (app, project) = (app.clone(), visit.project.id);
    let (user, by) = (visit.user, By::member(visit));
    Store::detached(async move {
        let tx = app.store.begin().await?;
        let known = tx.read().find_pair(project, id).await?;
        let known = known.ok_or(AppError::NotFound)?;
        // Whatever is said of them, bytes that are the same are the same file.
        if known.exact {
            return Err(AppError::invalid("verdict", "match-exact"));
        }
        if verdict.is_some() || known.verdict.is_some() {
            tx.answer_match(id, verdict, Some(user), app.clock.now())
                .await?;
            follow(&tx, project, &app.clock).await?;
            let act = AuditAct::MatchAnswered { pair: id, verdict };
            audit::record(&app, &tx, by, act).await?;
        }
        tx.commit().await.map_err(AppError::from)
    })
    .await
}
