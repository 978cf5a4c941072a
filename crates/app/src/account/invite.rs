//! Invitations: a link that lets one person into one project, in a role that was fixed when it was
//! made, once and for at most seven days.

use cairn_domain::{Action, AuditAct, InvitationId, ProjectId, Role, UserId};
use cairn_storage::{AccountRecord, InvitationRecord, ProjectRecord, Store};
use chrono::TimeDelta;

use super::create::{self, NewAccount};
use crate::{
    App, AppError, FieldError, Visit,
    audit::{self, By},
    keys,
};

/// The longest an invitation is good for, in days.
pub const LONGEST_INVITATION_DAYS: u32 = 7;

/// What whoever invites says.
#[derive(Debug, Clone)]
pub struct InvitationDraft {
    /// In which role.
    pub role: String,
    /// For whom, in their own words.
    pub note: String,
    /// How many days it is good for.
    pub days: String,
}

/// An invitation that is still good, and where it leads.
#[derive(Debug, Clone)]
pub struct OpenInvitation {
    /// The invitation.
    pub invitation: InvitationRecord,
    /// The project.
    pub project: ProjectRecord,
}

/// Makes an invitation as somebody who runs the project; gives the secret of its link, which is
/// shown this once.
pub async fn invite(app: &App, visit: &Visit, draft: &InvitationDraft) -> Result<String, AppError> {
    let permit = visit.permit(Action::Administer)?;
    invite_into(app, permit.project(), Some(visit.user), draft).await
}

/// Makes an invitation; nobody invites if it is the operator at the command line.
pub async fn invite_into(
    app: &App,
    project: ProjectId,
    invited_by: Option<UserId>,
    draft: &InvitationDraft,
) -> Result<String, AppError> {
    let (role, days) = read(draft)?;
    let now = app.clock.now();
    let record = InvitationRecord {
        id: InvitationId(app.dice.uuid(now)),
        project,
        role,
        note: draft.note.trim().to_owned(),
        invited_by,
        created_at: now,
        expires_at: now + TimeDelta::days(days.into()),
        used_at: None,
        revoked_at: None,
    };
    let secret = hex::encode(app.dice.bytes::<32>());
    let (app, digest) = (app.clone(), keys::secret_digest(app, &secret)?);
    Store::detached(async move {
        let tx = app.store.begin().await?;
        tx.insert_invitation(&record, &digest).await?;
        let act = AuditAct::InvitationMade {
            invitation: record.id,
            role,
        };
        let by = By::account(invited_by).inside(project);
        audit::record(&app, &tx, by, act).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await?;
    Ok(secret)
}

fn read(draft: &InvitationDraft) -> Result<(Role, u32), AppError> {
    let mut errors = Vec::new();
    let role = draft.role.parse();
    if role.is_err() {
        errors.push(FieldError::new("role", "choice-missing"));
    }
    let days = draft.days.trim().parse().ok();
    let days = days.filter(|days| (1..=LONGEST_INVITATION_DAYS).contains(days));
    if days.is_none() {
        let most = LONGEST_INVITATION_DAYS.to_string();
        errors.push(FieldError::with("days", "invitation-days", most));
    }
    match (role, days) {
        (Ok(role), Some(days)) => Ok((role, days)),
        _ => Err(AppError::Invalid(errors)),
    }
}

/// The invitation behind the secret of a link. `Gone` if it was used, taken back or has run out,
/// `NotFound` if there never was one.
pub async fn open_invitation(app: &App, secret: &str) -> Result<OpenInvitation, AppError> {
    let digest = keys::secret_digest(app, secret)?;
    let reads = app.store.read();
    let found = reads.find_invitation(&digest).await?;
    let invitation = found.ok_or(AppError::NotFound)?;
    let is_spent = invitation.used_at.is_some() || invitation.revoked_at.is_some();
    if is_spent || invitation.expires_at <= app.clock.now() {
        return Err(AppError::Gone);
    }
    let project = reads.load_project(invitation.project).await?;
    Ok(OpenInvitation {
        invitation,
        project,
    })
}

/// Takes an invitation up with a new account.
pub async fn accept_as_new(app: &App, secret: &str, new: NewAccount) -> Result<UserId, AppError> {
    let open = open_invitation(app, secret).await?;
    let new = NewAccount {
        is_operator: false,
        ..new
    };
    let record = create::prepare(app, &new, &[&open.project.name]).await?;
    let user = record.id;
    take_up(app, open.invitation, user, Some(record)).await?;
    Ok(user)
}

/// Takes an invitation up with the account that somebody is signed in to.
pub async fn accept(app: &App, secret: &str, user: UserId) -> Result<ProjectRecord, AppError> {
    let open = open_invitation(app, secret).await?;
    let reads = app.store.read();
    if reads.membership(open.project.id, user).await?.is_some() {
        return Err(AppError::invalid("form", "already-member"));
    }
    take_up(app, open.invitation, user, None).await?;
    Ok(open.project)
}

async fn take_up(
    app: &App,
    invitation: InvitationRecord,
    user: UserId,
    new: Option<AccountRecord>,
) -> Result<(), AppError> {
    let (app, now) = (app.clone(), app.clock.now());
    Store::detached(async move {
        let tx = app.store.begin().await?;
        if let Some(account) = &new {
            tx.insert_account(account).await.map_err(create::taken)?;
        }
        // The row decides: of two who click at once, one comes in.
        if !tx.use_invitation(invitation.id, user, now).await? {
            return Err(AppError::Gone);
        }
        let (project, role) = (invitation.project, invitation.role);
        let joined = create::let_in(&tx, project, user, role).await?;
        let used = AuditAct::InvitationUsed {
            invitation: invitation.id,
        };
        let acts = [new.as_ref().map(create::created), Some(used), joined];
        for act in acts.into_iter().flatten() {
            let by = By::account(user).inside(project);
            audit::record(&app, &tx, by, act).await?;
        }
        tx.commit().await.map_err(AppError::from)
    })
    .await
}

/// Takes an invitation back.
pub async fn revoke_invitation(app: &App, visit: &Visit, id: InvitationId) -> Result<(), AppError> {
    let permit = visit.permit(Action::Administer)?;
    let (app, by, now) = (app.clone(), By::member(visit), app.clock.now());
    Store::detached(async move {
        let tx = app.store.begin().await?;
        if !tx.revoke_invitation(permit.project(), id, now).await? {
            return Err(AppError::NotFound);
        }
        let act = AuditAct::InvitationRevoked { invitation: id };
        audit::record(&app, &tx, by, act).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await
}

/// The invitations into a project that can still be taken up.
pub async fn open_invitations(app: &App, visit: &Visit) -> Result<Vec<InvitationRecord>, AppError> {
    let permit = visit.permit(Action::Administer)?;
    let now = app.clock.now();
    let reads = app.store.read();
    Ok(reads.open_invitations(permit.project(), now).await?)
}
