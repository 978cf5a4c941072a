//! Creating accounts and making them members.

use cairn_domain::{ProjectId, Role, UserId};
use cairn_storage::{AccountRecord, StorageError, Store};

use super::password;
use crate::{App, AppError, FieldError};

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

/// NIST SP 800-63B-4 for passwords as the only factor.
const SHORTEST_PASSWORD: usize = 15;

/// Creates an account. Called by the operator's command line and by setup, never by a stranger.
pub async fn create_account(app: &App, new: NewAccount) -> Result<UserId, AppError> {
    check(&new)?;
    let now = app.clock.now();
    let record = AccountRecord {
        id: UserId(app.dice.uuid(now)),
        email: new.email.trim().to_lowercase(),
        name: new.name.trim().to_owned(),
        password_hash: password::hash(app, &new.password).await?,
        is_operator: new.is_operator,
        created_at: now,
    };
    let (store, id) = (app.store.clone(), record.id);
    Store::detached(async move {
        let tx = store.begin().await?;
        tx.insert_account(&record).await?;
        tx.commit().await
    })
    .await
    .map_err(|error: StorageError| match error {
        StorageError::Taken { .. } => AppError::invalid("email", "email-taken"),
        other => other.into(),
    })?;
    Ok(id)
}

fn check(new: &NewAccount) -> Result<(), AppError> {
    let mut errors = Vec::new();
    if !new.email.contains('@') {
        errors.push(FieldError::new("email", "email-unreadable"));
    }
    if new.name.trim().is_empty() {
        errors.push(FieldError::new("name", "name-missing"));
    }
    if new.password.chars().count() < SHORTEST_PASSWORD {
        errors.push(FieldError::with(
            "password",
            "password-short",
            SHORTEST_PASSWORD.to_string(),
        ));
    }
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
    let store = app.store.clone();
    Store::detached(async move {
        let tx = store.begin().await?;
        tx.set_membership(project, user, role).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await
}
