//! One's own account: password, second factor, where one is signed in.

mod passkeys;
mod second_factor;
mod tokens;

use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use cairn_app::{
    AppError,
    account::{self, Resumed, SecondFactorState},
    stored::{SessionRecord, SignInRecord},
};
use cairn_domain::SignInOutcome;

use self::tokens::{Tokens, Typed};
use crate::{
    forms::Fields,
    present::{FormError, Moment, form_errors, moment},
    problem::{WebError, invalid_status},
    shell::Shell,
    visitor::{Visitor, page_with},
};

pub(crate) use passkeys::{add_passkey, begin_passkey, passkeys, remove_passkey, site};
pub(crate) use second_factor::{confirm, renew_recovery_codes, setup};
pub(crate) use tokens::{create_token, revoke_token};

#[derive(Template)]
#[template(path = "account/account.html")]
struct AccountPage {
    shell: Shell,
    email: String,
    second_factor: SecondFactorState,
    /// Whether browsers keep passkeys for this site.
    has_passkeys: bool,
    sessions: Vec<SessionLine>,
    sign_ins: Vec<SignInLine>,
    is_operator: bool,
    tokens: Tokens,
    shortest: usize,
    errors: Vec<FormError>,
}

impl AccountPage {
    fn error(&self, field: &str) -> &str {
        crate::present::refusals::error_of(&self.errors, field)
    }
}

/// One place where somebody is signed in.
struct SessionLine {
    id: String,
    device: String,
    since: String,
    /// The day is enough to recognise one's own.
    last_seen: String,
    is_this: bool,
}

/// One time that somebody came in, or tried.
struct SignInLine {
    at: Moment,
    means: String,
    outcome: String,
    /// Whether somebody else may have tried.
    is_odd: bool,
    device: String,
}

/// `GET /account`
pub(crate) async fn show(visitor: Visitor) -> Result<Response, WebError> {
    answer(&visitor, StatusCode::OK, Typed::default(), Vec::new()).await
}

/// `POST /account/password`
pub(crate) async fn change_password(
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, WebError> {
    let resumed = visitor.session()?;
    let (present, new) = (fields.text("present"), fields.text("password"));
    let (app, knock) = (visitor.app(), visitor.knock());
    let outcome = account::change_password(app, resumed, &present, &new, &knock).await;
    settle(&visitor, outcome, "password-changed").await
}

/// `POST /account/sessions/end`
pub(crate) async fn end_session(visitor: Visitor, fields: Fields) -> Result<Response, WebError> {
    let resumed = visitor.session()?;
    let outcome = match fields.text("session").parse() {
        Ok(session) => account::end_session(visitor.app(), resumed.account.id, session).await,
        Err(_) => Err(AppError::invalid("sessions", "choice-missing")),
    };
    settle(&visitor, outcome, "session-ended").await
}

/// `POST /account/sessions/end-others`
pub(crate) async fn end_other_sessions(visitor: Visitor) -> Result<Response, WebError> {
    let resumed = visitor.session()?;
    let outcome = account::end_other_sessions(visitor.app(), resumed).await;
    settle(&visitor, outcome, "sessions-ended").await
}

/// Back to the page when it went well, the page with its errors when not.
async fn settle(
    visitor: &Visitor,
    outcome: Result<(), AppError>,
    done: &str,
) -> Result<Response, WebError> {
    match outcome {
        Ok(()) => Ok(Redirect::to(&format!("/account?done={done}")).into_response()),
        Err(AppError::Invalid(errors)) if !visitor.wants_json => {
            let status = invalid_status(&errors);
            answer(
                visitor,
                status,
                Typed::default(),
                form_errors(&visitor.t, &errors),
            )
            .await
        }
        Err(other) => Err(other.into()),
    }
}

async fn answer(
    visitor: &Visitor,
    status: StatusCode,
    typed: Typed,
    errors: Vec<FormError>,
) -> Result<Response, WebError> {
    let resumed = visitor.session()?;
    let (app, account) = (visitor.app(), &resumed.account);
    let sessions = account::sessions(app, account.id).await?;
    let page = AccountPage {
        shell: visitor.shell(visitor.t.get("account-title")),
        email: account.email.clone(),
        second_factor: account::second_factor_state(app, account).await?,
        has_passkeys: visitor.site().is_some(),
        sessions: sessions
            .into_iter()
            .map(|session| line(visitor, resumed, session))
            .collect(),
        sign_ins: account::recent_sign_ins(app, account.id)
            .await?
            .into_iter()
            .map(|one| sign_in_line(visitor, one))
            .collect(),
        is_operator: account.is_operator,
        tokens: tokens::present(visitor, account, typed).await?,
        shortest: account::SHORTEST_PASSWORD,
        errors,
    };
    page_with(status, &page)
}

fn line(visitor: &Visitor, resumed: &Resumed, session: SessionRecord) -> SessionLine {
    let day = |at: chrono::DateTime<chrono::Utc>| at.format("%-d %b %Y").to_string();
    SessionLine {
        id: session.id.to_string(),
        is_this: session.id == resumed.session.id,
        since: day(session.created_at),
        last_seen: day(session.last_seen_at),
        device: if session.device.is_empty() {
            visitor.t.get("account-device-unknown")
        } else {
            session.device
        },
    }
}

fn sign_in_line(visitor: &Visitor, one: SignInRecord) -> SignInLine {
    SignInLine {
        at: moment(one.at, "UTC"),
        means: visitor.t.vocab("sign-in-means", one.means),
        outcome: visitor.t.vocab("sign-in-outcome", one.outcome),
        is_odd: one.outcome != SignInOutcome::In,
        device: one.device,
    }
}
