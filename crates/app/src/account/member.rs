//! Changing who is in a project, as somebody who runs it.

use cairn_domain::{Action, Role, UserId};
use cairn_storage::Store;

use crate::{App, AppError, Visit};

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
    let store = app.store.clone();
    Store::detached(async move {
        let tx = store.begin().await?;
        match change {
            MemberChange::Role(role) => tx.set_membership(project, user, role).await?,
            MemberChange::Remove => tx.remove_membership(project, user).await?,
        }
        tx.commit().await.map_err(AppError::from)
    })
    .await
}
