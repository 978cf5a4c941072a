//! What people do with their own account: where they are signed in, and their password.

use cairn_domain::{AuditAct, SessionId, UserId};
use cairn_storage::{SessionRecord, Store};

use super::{
    breached, guess, password,
    sign_in::{Knock, Resumed},
    strength,
};
use crate::{
    App, AppError,
    audit::{self, By},
};

/// Where an account is signed in, last used first.
pub async fn sessions(app: &App, user: UserId) -> Result<Vec<SessionRecord>, AppError> {
    let now = app.clock.now();
    Ok(app.store.read().sessions_of(user, now).await?)
}

/// Ends one of one's own sessions; it is refused from the next request on.
pub async fn end_session(app: &App, user: UserId, session: SessionId) -> Result<(), AppError> {
    let (store, now) = (app.store.clone(), app.clock.now());
    Store::detached(async move {
        let tx = store.begin().await?;
        let ended = tx.revoke_session_of(user, session, now).await?;
        tx.commit().await?;
        if ended {
            Ok(())
        } else {
            Err(AppError::NotFound)
        }
    })
    .await
}

/// Ends all of one's own sessions but the present one.
pub async fn end_other_sessions(app: &App, resumed: &Resumed) -> Result<(), AppError> {
    let (store, now) = (app.store.clone(), app.clock.now());
    let (user, keep) = (resumed.account.id, resumed.session.id);
    Store::detached(async move {
        let tx = store.begin().await?;
        tx.revoke_sessions_of(user, Some(keep), now).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await
}

/// Changes one's own password: ends every other session, and forgets every known browser.
pub async fn change_password(
    app: &App,
    resumed: &Resumed,
    present: &str,
    new: &str,
    knock: &Knock<'_>,
) -> Result<(), AppError> {
    let account = &resumed.account;
    let counted = guess::begin(app, &account.email, knock).await?;
    if !password::fits(app, present, Some(account.password_hash.clone())).await? {
        return Err(AppError::invalid("present", "present-password-wrong"));
    }
    counted.right(app);
    set(
        app,
        account.id,
        &account.name,
        &account.email,
        new,
        Some(resumed.session.id),
    )
    .await
}

/// Gives an account another password and ends all its sessions; for the operator.
pub async fn replace_password(app: &App, user: UserId, new: &str) -> Result<(), AppError> {
    let account = app.store.read().find_account(user).await?;
    let account = account.ok_or(AppError::NotFound)?;
    set(app, user, &account.name, &account.email, new, None).await
}

async fn set(
    app: &App,
    user: UserId,
    name: &str,
    email: &str,
    new: &str,
    keep: Option<SessionId>,
) -> Result<(), AppError> {
    let projects = app.store.read().memberships_of(user).await?;
    let mut context = vec![name, email];
    context.extend(projects.iter().map(|(project, _)| project.name.as_str()));
    strength::require(new, &context)?;
    breached::require_unknown(app, new).await?;
    let hash = password::hash(app, new).await?;
    let (app, now) = (app.clone(), app.clock.now());
    Store::detached(async move {
        let tx = app.store.begin().await?;
        tx.set_password_hash(user, &hash).await?;
        tx.revoke_sessions_of(user, keep, now).await?;
        tx.forget_devices(user, now).await?;
        let act = AuditAct::PasswordChanged { account: user };
        // Whoever keeps a session does it themselves.
        let by = By::account(keep.map(|_| user));
        audit::record(&app, &tx, by, act).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await
}
