//! Tokens for programs: 256 bits, one project, one scope, an end. A token opens a [`TokenVisit`]
//! and never a [`crate::Visit`], so no use case that moves, signs or administers can be called with
//! one.

use cairn_domain::{
    Action, AuditAct, ProjectCode, Role, TokenId, TokenScope, UserId, token_allows,
};
use cairn_storage::{ProjectRecord, Store, TokenRecord};
use chrono::TimeDelta;

use crate::{
    App, AppError, FieldError,
    audit::{self, By},
    keys,
};

/// What every token begins with, so that scanners of published code find it.
const PREFIX: &str = "cairn_";
/// The longest a token is good for, in days.
pub const LONGEST_TOKEN_DAYS: u32 = 365;

/// What whoever makes a token says.
#[derive(Debug, Clone)]
pub struct TokenDraft {
    /// Code of the project.
    pub project: String,
    /// What it is for.
    pub name: String,
    /// What it may do: code of a [`TokenScope`].
    pub scope: String,
    /// How many days it is good for.
    pub days: String,
}

/// A program inside a project, in somebody's place.
#[derive(Debug, Clone)]
pub struct TokenVisit {
    /// The project.
    pub project: ProjectRecord,
    /// In whose place.
    pub user: UserId,
    role: Role,
    scope: TokenScope,
}

impl TokenVisit {
    /// Whether the program may do something: never more than its scope, never more than its owner.
    pub fn require(&self, action: Action) -> Result<(), AppError> {
        if token_allows(self.role, self.scope, action) {
            Ok(())
        } else {
            Err(AppError::NotFound)
        }
    }
}

/// Makes a token for a project of one's own; gives the secret, which is shown this once.
pub async fn create_token(app: &App, user: UserId, draft: &TokenDraft) -> Result<String, AppError> {
    let mut errors = Vec::new();
    let name = draft.name.trim().to_owned();
    if name.is_empty() {
        errors.push(FieldError::new("token-name", "token-name-missing"));
    }
    let days = draft.days.trim().parse::<u32>().ok();
    let days = days.filter(|days| (1..=LONGEST_TOKEN_DAYS).contains(days));
    if days.is_none() {
        let most = LONGEST_TOKEN_DAYS.to_string();
        errors.push(FieldError::with("days", "token-days", most));
    }
    let scope: Option<TokenScope> = draft.scope.parse().ok();
    if scope.is_none() {
        errors.push(FieldError::new("scope", "choice-missing"));
    }
    let scope = scope.unwrap_or(TokenScope::Read);
    let project = own_project(app, user, scope, &draft.project).await?;
    if project.is_none() {
        errors.push(FieldError::new("project", "token-project"));
    }
    let (Some(days), Some(project), true) = (days, project, errors.is_empty()) else {
        return Err(AppError::Invalid(errors));
    };
    let now = app.clock.now();
    let record = TokenRecord {
        id: TokenId(app.dice.uuid(now)),
        user,
        project: project.id,
        name,
        scope,
        created_at: now,
        expires_at: now + TimeDelta::days(days.into()),
        last_used_on: None,
    };
    keep(app, record).await
}

async fn own_project(
    app: &App,
    user: UserId,
    scope: TokenScope,
    code: &str,
) -> Result<Option<ProjectRecord>, AppError> {
    let memberships = app.store.read().memberships_of(user).await?;
    let is_of_use = |role: Role| {
        let mut actions = Action::ALL.iter();
        actions.any(|action| token_allows(role, scope, *action))
    };
    let mut open = memberships.into_iter().filter(|(_, role)| is_of_use(*role));
    let found = open.find(|(project, _)| project.code.to_string() == code);
    Ok(found.map(|(project, _)| project))
}

async fn keep(app: &App, record: TokenRecord) -> Result<String, AppError> {
    let secret = format!("{PREFIX}{}", hex::encode(app.dice.bytes::<32>()));
    let (app, digest) = (app.clone(), keys::secret_digest(app, &secret)?);
    Store::detached(async move {
        let tx = app.store.begin().await?;
        tx.insert_token(&record, &digest).await?;
        let act = AuditAct::TokenMade {
            token: record.id,
            scope: record.scope,
        };
        let by = By::account(record.user).inside(record.project);
        audit::record(&app, &tx, by, act).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await?;
    Ok(secret)
}

/// One's own tokens, newest first.
pub async fn tokens(app: &App, user: UserId) -> Result<Vec<TokenRecord>, AppError> {
    Ok(app.store.read().tokens_of(user).await?)
}

/// Ends one of one's own tokens; it is refused from the next request on.
pub async fn revoke_token(app: &App, user: UserId, id: TokenId) -> Result<(), AppError> {
    let (app, now) = (app.clone(), app.clock.now());
    Store::detached(async move {
        let tx = app.store.begin().await?;
        if !tx.revoke_token(user, id, now).await? {
            return Err(AppError::NotFound);
        }
        let act = AuditAct::TokenRevoked { token: id };
        audit::record(&app, &tx, By::account(user), act).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await
}

/// Lets a program into a project. What it may not see does not exist for it.
pub async fn enter_with_token(
    app: &App,
    secret: &str,
    code: &ProjectCode,
) -> Result<TokenVisit, AppError> {
    let digest = keys::secret_digest(app, secret)?;
    let reads = app.store.read();
    let now = app.clock.now();
    let token = reads.find_token(&digest).await?;
    let token = token
        .filter(|token| token.expires_at > now)
        .ok_or(AppError::SignInNeeded)?;
    let project = reads.find_project(code).await?;
    let project = project
        .filter(|project| project.id == token.project)
        .ok_or(AppError::NotFound)?;
    let owner = reads.find_account(token.user).await?;
    if owner.is_none_or(|owner| owner.disabled_at.is_some()) {
        return Err(AppError::SignInNeeded);
    }
    let role = reads.membership(project.id, token.user).await?;
    let role = role.ok_or(AppError::NotFound)?;
    if token.last_used_on != Some(now.date_naive()) {
        note_use(app, token.id).await?;
    }
    Ok(TokenVisit {
        project,
        user: token.user,
        role,
        scope: token.scope,
    })
}

async fn note_use(app: &App, id: TokenId) -> Result<(), AppError> {
    let (store, today) = (app.store.clone(), app.clock.now().date_naive());
    Store::detached(async move {
        let tx = store.begin().await?;
        tx.touch_token(id, today).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await
}
