//! Who must have a second factor: a setting of the instance, leads and admins until somebody says
//! otherwise.

use cairn_domain::{AuditAct, Role, SECOND_FACTOR_ROLES};
use cairn_storage::{AccountRecord, Store};

use crate::{
    App, AppError,
    audit::{self, By},
};

const KEY: &str = "second_factor_roles";

/// The roles whose holders must have a second factor, in any project. With `admin` among them,
/// whoever runs the instance must have one too.
pub async fn second_factor_roles(app: &App) -> Result<Vec<Role>, AppError> {
    let set = app.store.read().setting(KEY).await?;
    match set {
        None => Ok(SECOND_FACTOR_ROLES.to_vec()),
        Some(roles) => serde_json::from_value(roles).map_err(AppError::internal),
    }
}

/// Says which roles must have a second factor; none is an answer.
pub async fn require_second_factor(app: &App, roles: &[Role]) -> Result<(), AppError> {
    let value = serde_json::to_value(roles).map_err(AppError::internal)?;
    let (app, roles) = (app.clone(), roles.to_vec());
    Store::detached(async move {
        let tx = app.store.begin().await?;
        tx.set_setting(KEY, &value).await?;
        let act = AuditAct::SecondFactorRequired { roles };
        audit::record(&app, &tx, By::nobody(), act).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await
}

/// Whether an account must have a second factor.
pub(super) async fn needs_second_factor(
    app: &App,
    account: &AccountRecord,
) -> Result<bool, AppError> {
    let asked = second_factor_roles(app).await?;
    if asked.is_empty() {
        return Ok(false);
    }
    if account.is_operator && asked.contains(&Role::Admin) {
        return Ok(true);
    }
    let held = app.store.read().roles_of(account.id).await?;
    Ok(held.iter().any(|role| asked.contains(role)))
}
