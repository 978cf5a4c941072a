//! Closing an account to whoever holds it, for whoever runs the instance: what it did stays, and it can
//! be opened again.

use std::collections::HashMap;

use cairn_domain::{AuditAct, UserId};
use cairn_storage::{AccountRecord, Store};

use crate::{
    App, AppError,
    audit::{self, By},
};

/// One account as whoever runs the instance sees it.
#[derive(Debug, Clone)]
pub struct AccountStanding {
    /// The account.
    pub account: AccountRecord,
    /// How many sessions are open.
    pub sessions: u64,
}

/// Every account by sign-in name, for whoever runs the instance. For everyone else there is no such
/// list.
pub async fn accounts(
    app: &App,
    operator: &AccountRecord,
) -> Result<Vec<AccountStanding>, AppError> {
    if !operator.is_operator {
        return Err(AppError::NotFound);
    }
    let reads = app.store.read();
    let open: HashMap<_, _> = reads.session_counts(app.clock.now()).await?;
    let accounts = reads.accounts().await?.into_iter();
    let standing = |account: AccountRecord| AccountStanding {
        sessions: open.get(&account.id).copied().unwrap_or(0),
        account,
    };
    Ok(accounts.map(standing).collect())
}

/// What happens to an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountChange {
    /// Nobody comes in with it; sessions and tokens end at once.
    Disable,
    /// Somebody may come in again, with a fresh session and fresh tokens.
    Enable,
    /// Its sessions end at once.
    EndSessions,
}

/// Changes an account. `operator` is nobody at the command line. One's own account is left alone: an
/// instance must not lose whoever runs it by a slip.
pub async fn change_account(
    app: &App,
    operator: Option<&AccountRecord>,
    user: UserId,
    change: AccountChange,
) -> Result<(), AppError> {
    if operator.is_some_and(|operator| !operator.is_operator) {
        return Err(AppError::NotFound);
    }
    if operator.is_some_and(|operator| operator.id == user) {
        return Err(AppError::invalid("accounts", "account-own"));
    }
    let account = app.store.read().find_account(user).await?;
    account.ok_or(AppError::NotFound)?;
    let by = By::account(operator.map(|operator| operator.id));
    let app = app.clone();
    Store::detached(async move {
        let (tx, now) = (app.store.begin().await?, app.clock.now());
        let account = user;
        let act = match change {
            AccountChange::Disable if tx.set_disabled(user, Some(now)).await? => {
                tx.revoke_tokens_of(user, now).await?;
                Some(AuditAct::AccountDisabled { account })
            }
            AccountChange::Enable if tx.set_disabled(user, None).await? => {
                Some(AuditAct::AccountEnabled { account })
            }
            AccountChange::EndSessions => Some(AuditAct::SessionsEnded { account }),
            AccountChange::Disable | AccountChange::Enable => None,
        };
        if change != AccountChange::Enable {
            tx.revoke_sessions_of(user, None, now).await?;
            tx.forget_devices(user, now).await?;
        }
        if let Some(act) = act {
            audit::record(&app, &tx, by, act).await?;
        }
        tx.commit().await.map_err(AppError::from)
    })
    .await
}
