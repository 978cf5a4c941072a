//! Taking an invitation up: with a new account, or with one's own. The code of an invitation stands behind the `#` of
//! its link, which browsers send to nobody; it comes here in forms alone.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use cairn_app::{
    AppError,
    account::{self, NewAccount, OpenInvitation},
};

use super::sign_in::let_in;
use crate::{
    forms::Fields,
    present::{FormError, form_errors},
    problem::WebError,
    shell::Shell,
    visitor::{Visitor, page_with},
};

#[derive(Template)]
#[template(path = "account/join.html")]
struct JoinPage {
    shell: Shell,
    /// Whether a link was followed that has the code in its address.
    is_old: bool,
    errors: Vec<FormError>,
}

impl JoinPage {
    fn error(&self, field: &str) -> &str {
        crate::present::refusals::error_of(&self.errors, field)
    }
}

#[derive(Template)]
#[template(path = "account/invitation.html")]
struct InvitationPage {
    shell: Shell,
    project: String,
    role: String,
    secret: String,
    email: String,
    typed_name: String,
    shortest: usize,
    errors: Vec<FormError>,
}

impl InvitationPage {
    fn error(&self, field: &str) -> &str {
        crate::present::refusals::error_of(&self.errors, field)
    }
}

/// `GET /join`: asks for the code; the page's script takes it out of the address.
pub(crate) async fn ask(visitor: Visitor) -> Result<Response, WebError> {
    ask_again(&visitor, StatusCode::OK, false, Vec::new())
}

/// `GET /invitation/{secret}`: links as they once were. Their address has told the code to whoever keeps
/// addresses, so it is not taken from there.
pub(crate) async fn old(visitor: Visitor) -> Result<Response, WebError> {
    ask_again(&visitor, StatusCode::GONE, true, Vec::new())
}

fn ask_again(
    visitor: &Visitor,
    status: StatusCode,
    is_old: bool,
    errors: Vec<FormError>,
) -> Result<Response, WebError> {
    let page = JoinPage {
        shell: visitor.shell(visitor.t.get("invitation-title")),
        is_old,
        errors,
    };
    page_with(status, &page)
}

/// `POST /join`: what the invitation is to.
pub(crate) async fn show(visitor: Visitor, fields: Fields) -> Result<Response, WebError> {
    let secret = secret(&fields);
    match account::open_invitation(visitor.app(), &secret).await {
        Ok(open) => {
            let nothing = Fields::default();
            answer(
                &visitor,
                &open,
                &secret,
                &nothing,
                StatusCode::OK,
                Vec::new(),
            )
        }
        Err(AppError::NotFound) => {
            let message = visitor.t.get("error-invitation-unknown");
            let errors = vec![FormError {
                field: "code",
                message,
            }];
            ask_again(&visitor, StatusCode::UNPROCESSABLE_ENTITY, false, errors)
        }
        Err(other) => Err(other.into()),
    }
}

/// The code as it was pasted: alone, or with the link around it.
fn secret(fields: &Fields) -> String {
    let typed = fields.text("code");
    let code = typed.trim().rsplit(['#', '/']).next();
    code.unwrap_or_default().to_owned()
}

/// `POST /join/accept`
pub(crate) async fn accept(
    visitor: Visitor,
    jar: CookieJar,
    fields: Fields,
) -> Result<Response, WebError> {
    let secret = secret(&fields);
    let open = account::open_invitation(visitor.app(), &secret).await?;
    let outcome = match &visitor.account {
        Some(account) => account::accept(visitor.app(), &secret, account.id)
            .await
            .map(|_| jar),
        None => join(&visitor, jar, &secret, &fields).await,
    };
    match outcome {
        Ok(jar) => Ok((jar, Redirect::to("/projects?done=joined")).into_response()),
        Err(AppError::Invalid(errors)) => {
            let errors = form_errors(&visitor.t, &errors);
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            answer(&visitor, &open, &secret, &fields, status, errors)
        }
        Err(other) => Err(other.into()),
    }
}

/// A new account, signed in at once.
async fn join(
    visitor: &Visitor,
    jar: CookieJar,
    secret: &str,
    fields: &Fields,
) -> Result<CookieJar, AppError> {
    let (email, password) = (fields.text("email"), fields.text("password"));
    let new = NewAccount {
        email: email.clone(),
        name: fields.text("name"),
        password: password.clone(),
        is_operator: false,
    };
    account::accept_as_new(visitor.app(), secret, new).await?;
    let knock = visitor.knock();
    let signed_in = account::sign_in(visitor.app(), &email, &password, &knock).await?;
    Ok(let_in(jar, signed_in))
}

fn answer(
    visitor: &Visitor,
    open: &OpenInvitation,
    secret: &str,
    fields: &Fields,
    status: StatusCode,
    errors: Vec<FormError>,
) -> Result<Response, WebError> {
    let page = InvitationPage {
        shell: visitor.shell(visitor.t.get("invitation-title")),
        project: open.project.name.clone(),
        role: visitor.t.vocab("role", open.invitation.role),
        secret: secret.to_owned(),
        email: fields.text("email"),
        typed_name: fields.text("name"),
        shortest: account::SHORTEST_PASSWORD,
        errors,
    };
    page_with(status, &page)
}
