//! Changing who is in a project, as somebody who runs it.

use cairn_domain::{Action, AuditAct, Role, UserId};
use cairn_storage::Store;

use super::create::let_in;
use crate::{
    App, AppError, Visit,
    audit::{self, By},
};

/// What happens to a membership.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberChange {
    /// Another role.
    Role(Role),
    /// None any more.
    Remove,
}

/// Changes a membership. The last admin stays one.
pub async fn change_member(
    app: &App,
    visit: &Visit,
    user: UserId,
    change: MemberChange,
) -> Result<(), AppError> {
    let permit = visit.permit(Action::Administer)?;
    let project = permit.project();
    let members = app.store.read().members(project).await?;
    let present = members.iter().find(|(account, _)| account.id == user);
    let (_, present) = present.ok_or(AppError::NotFound)?;
    let admins = members.iter().filter(|(_, role)| *role == Role::Admin);
    if *present == Role::Admin && change != MemberChange::Role(Role::Admin) && admins.count() == 1 {
        return Err(AppError::invalid("role", "last-admin"));
    }
    let (app, by) = (app.clone(), By::member(visit));
    Store::detached(async move {
        let tx = app.store.begin().await?;
        let act = match change {
            MemberChange::Role(role) => let_in(&tx, project, user, role).await?,
            MemberChange::Remove => {
                tx.remove_membership(project, user).await?;
                Some(AuditAct::MemberRemoved { account: user })
            }
        };
        if let Some(act) = act {
            audit::record(&app, &tx, by, act).await?;
        }
        tx.commit().await.map_err(AppError::from)
    })
    .await
}
