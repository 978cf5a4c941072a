//! Writing claims down.

use cairn_domain::{Action, AuditAct, Claim, ClaimId, Permit, ShortId};
use cairn_storage::{StorageError, Store};
use chrono::NaiveDate;

use super::ClaimDraft;
use crate::{
    App, AppError, Visit,
    audit::{self, By},
};

/// How often another short id is tried when one is taken.
const ATTEMPTS: usize = 5;

/// Writes a claim down.
pub async fn new_claim(app: &App, visit: &Visit, draft: &ClaimDraft) -> Result<Claim, AppError> {
    let permit = visit.permit(Action::EditClaims)?;
    let claim = draft.read(blank(app))?;
    let saved = record_claims(app, &permit, vec![(claim, Some(draft.digest()))]).await?;
    saved
        .into_iter()
        .next()
        .ok_or_else(|| AppError::Internal("a claim was lost".into()))
}

/// A claim that nothing was written into yet.
pub(super) fn blank(app: &App) -> Claim {
    let id = ClaimId(app.dice.uuid(app.clock.now()));
    let short = ShortId::from_random(app.dice.bytes());
    Claim::about(id, short, NaiveDate::default())
}

/// Saves claims, each with the digest of the row it came in as: all of them or none. One whose
/// short id is taken gets another.
pub async fn record_claims(
    app: &App,
    permit: &Permit,
    claims: Vec<(Claim, Option<String>)>,
) -> Result<Vec<Claim>, AppError> {
    let (app, project) = (app.clone(), permit.project());
    let by = By::account(permit.actor().user()).inside(project);
    Store::detached(async move {
        let tx = app.store.begin().await?;
        let mut saved = Vec::with_capacity(claims.len());
        for (mut claim, came_as) in claims {
            let mut attempt = 0;
            while tx.read().find_claim(project, &claim.short).await?.is_some() {
                attempt += 1;
                if attempt == ATTEMPTS {
                    return Err(AppError::Internal("no free short id".into()));
                }
                claim.short = ShortId::from_random(app.dice.bytes());
            }
            tx.insert_claim(project, &claim, came_as).await?;
            saved.push(claim);
        }
        for claim in &saved {
            let act = AuditAct::ClaimChanged { claim: claim.id };
            audit::record(&app, &tx, by, act).await?;
        }
        tx.commit().await?;
        Ok(saved)
    })
    .await
}

/// Replaces what is written of a claim, as the person saw it at revision `seen`.
pub async fn edit_claim(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    seen: u32,
    draft: &ClaimDraft,
) -> Result<Claim, AppError> {
    visit.permit(Action::EditClaims)?;
    let known = find(app, visit, short).await?;
    let edited = draft.read(known)?;
    update(app, visit, &edited, seen).await?;
    Ok(edited)
}

/// A claim of the project.
pub(super) async fn find(app: &App, visit: &Visit, short: &ShortId) -> Result<Claim, AppError> {
    let found = app.store.read().find_claim(visit.project.id, short).await?;
    found.ok_or(AppError::NotFound)
}

/// Saves a changed claim.
pub(super) async fn update(
    app: &App,
    visit: &Visit,
    edited: &Claim,
    seen: u32,
) -> Result<(), AppError> {
    let (app, by, edited) = (app.clone(), By::member(visit), edited.clone());
    Store::detached(async move {
        let tx = app.store.begin().await?;
        tx.update_claim(&edited, seen).await?;
        let act = AuditAct::ClaimChanged { claim: edited.id };
        audit::record(&app, &tx, by, act).await?;
        tx.commit().await
    })
    .await
    .map_err(|error: StorageError| error.into())
}
