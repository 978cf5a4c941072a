//! `/accounts`: who has an account on this instance, for whoever runs it; closing one, and ending its
//! sessions.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use cairn_app::{
    AppError,
    account::{self, AccountChange, AccountStanding},
};

use crate::{
    forms::Fields,
    present::{FormError, form_errors},
    problem::{WebError, invalid_status},
    shell::Shell,
    visitor::{Visitor, page_with},
};

#[derive(Template)]
#[template(path = "accounts.html")]
struct AccountsPage {
    shell: Shell,
    lines: Vec<Line>,
    errors: Vec<FormError>,
}

struct Line {
    id: String,
    email: String,
    name: String,
    is_operator: bool,
    is_own: bool,
    since: String,
    sessions: u64,
    /// A day; empty if somebody may come in.
    disabled: String,
}

/// `GET /accounts`
pub(crate) async fn show(visitor: Visitor) -> Result<Response, WebError> {
    answer(&visitor, StatusCode::OK, Vec::new()).await
}

/// `POST /accounts/disable`
pub(crate) async fn disable(visitor: Visitor, fields: Fields) -> Result<Response, WebError> {
    change(
        &visitor,
        &fields,
        AccountChange::Disable,
        "account-disabled",
    )
    .await
}

/// `POST /accounts/enable`
pub(crate) async fn enable(visitor: Visitor, fields: Fields) -> Result<Response, WebError> {
    change(&visitor, &fields, AccountChange::Enable, "account-enabled").await
}

/// `POST /accounts/end-sessions`
pub(crate) async fn end_sessions(visitor: Visitor, fields: Fields) -> Result<Response, WebError> {
    let change_to = AccountChange::EndSessions;
    change(&visitor, &fields, change_to, "account-sessions-ended").await
}

async fn change(
    visitor: &Visitor,
    fields: &Fields,
    change: AccountChange,
    done: &str,
) -> Result<Response, WebError> {
    let operator = visitor.signed_in()?;
    let outcome = match fields.text("account").parse() {
        Ok(user) => account::change_account(visitor.app(), Some(operator), user, change).await,
        // For everyone else there is no such page, whatever they send.
        Err(_) if !operator.is_operator => Err(AppError::NotFound),
        Err(_) => Err(AppError::invalid("accounts", "choice-missing")),
    };
    match outcome {
        Ok(()) => Ok(Redirect::to(&format!("/accounts?done={done}")).into_response()),
        Err(AppError::Invalid(errors)) if !visitor.wants_json => {
            let (status, errors) = (invalid_status(&errors), form_errors(&visitor.t, &errors));
            answer(visitor, status, errors).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn answer(
    visitor: &Visitor,
    status: StatusCode,
    errors: Vec<FormError>,
) -> Result<Response, WebError> {
    let operator = visitor.signed_in()?;
    let accounts = account::accounts(visitor.app(), operator).await?;
    let page = AccountsPage {
        shell: visitor.shell(visitor.t.get("accounts-title")),
        lines: accounts
            .into_iter()
            .map(|one| Line::of(one, operator.id))
            .collect(),
        errors,
    };
    page_with(status, &page)
}

impl Line {
    fn of(standing: AccountStanding, own: cairn_domain::UserId) -> Self {
        let account = standing.account;
        let day = |at: chrono::DateTime<chrono::Utc>| at.format("%-d %b %Y").to_string();
        Self {
            id: account.id.to_string(),
            is_own: account.id == own,
            email: account.email,
            name: account.name,
            is_operator: account.is_operator,
            since: day(account.created_at),
            sessions: standing.sessions,
            disabled: account.disabled_at.map(day).unwrap_or_default(),
        }
    }
}
