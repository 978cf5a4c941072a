//! Creating accounts and making them members.

use cairn_domain::{AuditAct, ProjectId, Role, UserId};
use cairn_storage::{AccountRecord, StorageError, Store, WriteTx};

use super::{breached, password, strength};
use crate::{
    App, AppError, FieldError,
    audit::{self, By},
};

/// What an account needs.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// Sign-in name.
    pub email: String,
    /// What others see.
    pub name: String,
    /// At least 15 characters.
    pub password: String,
    /// May run the instance.
    pub is_operator: bool,
}

/// Creates an account. Called by the operator's command line and by setup, never by a stranger.
pub async fn create_account(app: &App, new: NewAccount) -> Result<UserId, AppError> {
    let record = prepare(app, &new, &[]).await?;
    let (app, id) = (app.clone(), record.id);
    Store::detached(async move {
        let tx = app.store.begin().await?;
        tx.insert_account(&record).await.map_err(taken)?;
        audit::record(&app, &tx, By::nobody(), created(&record)).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await?;
    Ok(id)
}

/// The act of making an account.
pub(super) fn created(record: &AccountRecord) -> AuditAct {
    AuditAct::AccountCreated {
        account: record.id,
        operator: record.is_operator,
    }
}

/// Checks what an account needs and hashes its password; `context` are words beside name and
/// sign-in name that everybody knows.
pub(super) async fn prepare(
    app: &App,
    new: &NewAccount,
    context: &[&str],
) -> Result<AccountRecord, AppError> {
    check(new, context)?;
    breached::require_unknown(app, &new.password).await?;
    let now = app.clock.now();
    Ok(AccountRecord {
        id: UserId(app.dice.uuid(now)),
        email: new.email.trim().to_lowercase(),
        name: new.name.trim().to_owned(),
        password_hash: password::hash(app, &new.password).await?,
        is_operator: new.is_operator,
        created_at: now,
        disabled_at: None,
    })
}

/// A sign-in name that somebody else has.
pub(super) fn taken(error: StorageError) -> AppError {
    match error {
        StorageError::Taken { .. } => AppError::invalid("email", "email-taken"),
        other => other.into(),
    }
}

fn check(new: &NewAccount, context: &[&str]) -> Result<(), AppError> {
    let mut errors = Vec::new();
    if !new.email.contains('@') {
        errors.push(FieldError::new("email", "email-unreadable"));
    }
    if new.name.trim().is_empty() {
        errors.push(FieldError::new("name", "name-missing"));
    }
    let known = [&[new.name.as_str(), new.email.as_str()], context].concat();
    errors.extend(strength::check(&new.password, &known).err());
    if errors.is_empty() {
        Ok(())
    } else {
        Err(AppError::Invalid(errors))
    }
}

/// Makes an account a member of a project, or changes its role.
pub async fn join_project(
    app: &App,
    project: ProjectId,
    user: UserId,
    role: Role,
) -> Result<(), AppError> {
    let app = app.clone();
    Store::detached(async move {
        let tx = app.store.begin().await?;
        let act = let_in(&tx, project, user, role).await?;
        if let Some(act) = act {
            audit::record(&app, &tx, By::nobody().inside(project), act).await?;
        }
        tx.commit().await.map_err(AppError::from)
    })
    .await
}

/// Makes an account a member or changes its role, and says which; nothing if it had that role.
pub(super) async fn let_in(
    tx: &WriteTx,
    project: ProjectId,
    account: UserId,
    role: Role,
) -> Result<Option<AuditAct>, StorageError> {
    let before = tx.read().membership(project, account).await?;
    tx.set_membership(project, account, role).await?;
    Ok(match before {
        None => Some(AuditAct::MemberAdded { account, role }),
        Some(before) if before == role => None,
        Some(_) => Some(AuditAct::RoleChanged { account, role }),
    })
}
