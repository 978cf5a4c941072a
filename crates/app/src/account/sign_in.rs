//! Signing in and out, and recognising who comes back.

use cairn_domain::{Digest, SessionId, UserId};
use cairn_storage::{AccountRecord, SessionRecord, Store};
use chrono::TimeDelta;

use super::password;
use crate::{App, AppError, Attempt, Network};

/// Last use is written at most this often, so that reading pages does not mean writing rows.
const TOUCH_EVERY: TimeDelta = TimeDelta::minutes(5);

/// A fresh session.
#[derive(Debug)]
pub struct SignedIn {
    /// Goes into the cookie; only its digest is stored.
    pub token: String,
    /// Who signed in.
    pub user: UserId,
}

/// Checks name and password and begins a session. `network` is used for counting attempts in
/// memory and nothing else.
pub async fn sign_in(
    app: &App,
    email: &str,
    password: &str,
    network: Network,
) -> Result<SignedIn, AppError> {
    app.count(Attempt::SignIn, network)?;
    app.count_account(email)?;
    let account = app
        .store
        .read()
        .find_account_by_email(&email.trim().to_lowercase())
        .await?;
    let stored = account
        .as_ref()
        .map(|account| account.password_hash.clone());
    let fits = password::fits(app, password, stored).await?;
    match account {
        Some(account) if fits => begin_session(app, account.id).await,
        _ => Err(AppError::WrongCredentials),
    }
}

async fn begin_session(app: &App, user: UserId) -> Result<SignedIn, AppError> {
    let now = app.clock.now();
    let token = hex::encode(app.dice.bytes::<32>());
    let session = SessionRecord {
        id: SessionId(app.dice.uuid(now)),
        user,
        created_at: now,
        last_seen_at: now,
        expires_at: now + TimeDelta::minutes(i64::from(app.settings.session_max_min)),
    };
    let (store, digest) = (app.store.clone(), Digest::of_bytes(token.as_bytes()));
    Store::detached(async move {
        let tx = store.begin().await?;
        tx.insert_session(&session, &digest).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await?;
    Ok(SignedIn { token, user })
}

/// Who holds a session token, if it is still good.
pub async fn resume_session(app: &App, token: &str) -> Result<Option<AccountRecord>, AppError> {
    let digest = Digest::of_bytes(token.as_bytes());
    let Some(session) = app.store.read().find_session(&digest).await? else {
        return Ok(None);
    };
    let now = app.clock.now();
    let idle = TimeDelta::minutes(i64::from(app.settings.session_idle_min));
    if now >= session.expires_at || now - session.last_seen_at >= idle {
        return Ok(None);
    }
    if now - session.last_seen_at >= TOUCH_EVERY {
        let store = app.store.clone();
        Store::detached(async move {
            let tx = store.begin().await?;
            tx.touch_session(session.id, now).await?;
            tx.commit().await.map_err(AppError::from)
        })
        .await?;
    }
    Ok(app.store.read().find_account(session.user).await?)
}

/// Ends a session. Unknown tokens are as good as ended.
pub async fn sign_out(app: &App, token: &str) -> Result<(), AppError> {
    let digest = Digest::of_bytes(token.as_bytes());
    let Some(session) = app.store.read().find_session(&digest).await? else {
        return Ok(());
    };
    let (store, now) = (app.store.clone(), app.clock.now());
    Store::detached(async move {
        let tx = store.begin().await?;
        tx.revoke_session(session.id, now).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await
}
