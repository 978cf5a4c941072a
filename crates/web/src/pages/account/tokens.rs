//! Tokens for programs: made, listed with the day of their last use, ended.

use axum::{http::StatusCode, response::Response};
use cairn_app::{
    AppError,
    account::{self, TokenDraft},
    stored::{AccountRecord, TokenRecord},
};
use cairn_domain::{Action, Role, TokenScope, token_allows};

use super::{answer, settle};
use crate::{
    forms::Fields,
    present::{Choice, choices, form_errors},
    problem::{WebError, invalid_status},
    visitor::Visitor,
};

/// What the page shows of tokens.
pub(super) struct Tokens {
    pub(super) lines: Vec<TokenLine>,
    /// Projects that a token can be made for.
    pub(super) projects: Vec<Choice>,
    /// What one can be for.
    pub(super) scopes: Vec<Choice>,
    pub(super) typed: Typed,
}

pub(super) struct TokenLine {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) project: String,
    pub(super) scope: String,
    pub(super) expires: String,
    /// A day, or that it never was.
    pub(super) last_used: String,
}

/// What was typed into the form, or made from it.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) token_name: String,
    pub(super) token_days: String,
    project: String,
    scope: String,
    /// The secret of a token that was just made.
    pub(super) made: String,
}

/// `POST /account/tokens`
pub(crate) async fn create_token(visitor: Visitor, fields: Fields) -> Result<Response, WebError> {
    let user = visitor.signed_in()?.id;
    let draft = TokenDraft {
        project: fields.text("project"),
        name: fields.text("token-name"),
        scope: fields.text("scope"),
        days: fields.text("days"),
    };
    let mut typed = Typed::default();
    match account::create_token(visitor.app(), user, &draft).await {
        Ok(secret) => {
            typed.made = secret;
            answer(&visitor, StatusCode::OK, typed, Vec::new()).await
        }
        Err(AppError::Invalid(errors)) if !visitor.wants_json => {
            typed.token_name = draft.name;
            typed.token_days = draft.days;
            typed.project = draft.project;
            typed.scope = draft.scope;
            let (status, errors) = (invalid_status(&errors), form_errors(&visitor.t, &errors));
            answer(&visitor, status, typed, errors).await
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /account/tokens/revoke`
pub(crate) async fn revoke_token(visitor: Visitor, fields: Fields) -> Result<Response, WebError> {
    let user = visitor.signed_in()?.id;
    let outcome = match fields.text("token").parse() {
        Ok(token) => account::revoke_token(visitor.app(), user, token).await,
        Err(_) => Err(AppError::invalid("tokens", "choice-missing")),
    };
    settle(&visitor, outcome, "token-ended").await
}

pub(super) async fn present(
    visitor: &Visitor,
    account: &AccountRecord,
    mut typed: Typed,
) -> Result<Tokens, AppError> {
    let app = visitor.app();
    let memberships = app.store.read().memberships_of(account.id).await?;
    let tokens = account::tokens(app, account.id).await?;
    if typed.token_days.is_empty() {
        typed.token_days = "90".to_owned();
    }
    let project_of = |token: &TokenRecord| {
        let mut of = memberships.iter().map(|(project, _)| project);
        let found = of.find(|project| project.id == token.project);
        found.map(|project| project.code.to_string())
    };
    let line = |token: &TokenRecord| TokenLine {
        project: project_of(token).unwrap_or_default(),
        id: token.id.to_string(),
        scope: visitor.t.vocab("token-scope", token.scope),
        name: token.name.clone(),
        expires: token.expires_at.format("%-d %b %Y").to_string(),
        last_used: match token.last_used_on {
            Some(day) => day.format("%-d %b %Y").to_string(),
            None => visitor.t.get("tokens-never"),
        },
    };
    let is_of_use = |role: Role| {
        let of_scope = |scope: &TokenScope| {
            let mut actions = Action::ALL.iter();
            actions.any(|action| token_allows(role, *scope, *action))
        };
        TokenScope::ALL.iter().any(of_scope)
    };
    let open = memberships.iter().filter(|(_, role)| is_of_use(*role));
    let choice = |code: String| Choice {
        selected: code == typed.project,
        words: code.clone(),
        meaning: String::new(),
        code,
    };
    Ok(Tokens {
        lines: tokens.iter().map(line).collect(),
        scopes: choices(&visitor.t, "token-scope", TokenScope::ALL, &[&typed.scope]),
        projects: open
            .map(|(project, _)| choice(project.code.to_string()))
            .collect(),
        typed,
    })
}
