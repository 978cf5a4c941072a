//! A member inside a project: the one answer to "what may this person see at all".

use cairn_domain::{Action, Actor, Permit, ProjectCode, Role, UserId, grant, permit};
use cairn_review::Refusal;
use cairn_storage::ProjectRecord;

use crate::{App, AppError};

/// A signed-in member who has entered a project. Without membership there is no visit, only 404.
#[derive(Debug, Clone)]
pub struct Visit {
    /// The project.
    pub project: ProjectRecord,
    /// The account.
    pub user: UserId,
    /// Its role here.
    pub role: Role,
}

impl Visit {
    /// Enters a project. What the account may not see does not exist for it.
    pub async fn enter(app: &App, user: UserId, code: &ProjectCode) -> Result<Self, AppError> {
        let reads = app.store.read();
        let project = reads.find_project(code).await?.ok_or(AppError::NotFound)?;
        let role = reads
            .membership(project.id, user)
            .await?
            .ok_or(AppError::NotFound)?;
        Ok(Self {
            project,
            user,
            role,
        })
    }

    /// The member as an actor.
    pub fn actor(&self) -> Actor {
        Actor::Member {
            user: self.user,
            role: self.role,
        }
    }

    /// Whether the member may do something here.
    pub fn may(&self, action: Action) -> bool {
        permit::allows(self.role, action)
    }

    /// The permit for an action: 404 to whoever may not even see items, else the roles that may.
    pub fn permit(&self, action: Action) -> Result<Permit, AppError> {
        match grant(self.actor(), self.project.id, action) {
            Some(permit) => Ok(permit),
            None if !self.may(Action::ViewItems) => Err(AppError::NotFound),
            None => Err(AppError::refuse(Refusal::NeedsRole {
                any_of: roles_for(action),
            })),
        }
    }

    /// The permit to open sealed metadata: for the one role that the project names. For everyone
    /// else there is nothing to open.
    pub fn sealed_permit(&self) -> Result<Permit, AppError> {
        self.opens_sealed()
            .then(|| grant(self.actor(), self.project.id, Action::OpenSealed))
            .flatten()
            .ok_or(AppError::NotFound)
    }

    /// Whether the project names the member's role to open sealed metadata.
    pub fn opens_sealed(&self) -> bool {
        self.role == self.project.sealing.reader && self.may(Action::OpenSealed)
    }
}

fn roles_for(action: Action) -> Vec<Role> {
    Role::ALL
        .iter()
        .copied()
        .filter(|role| permit::allows(*role, action))
        .collect()
}
