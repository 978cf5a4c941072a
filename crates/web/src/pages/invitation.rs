//! Taking an invitation up: with a new account, or with one's own.

use askama::Template;
use axum::{
    extract::Path,
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
#[template(path = "account/invitation.html")]
struct InvitationPage {
    shell: Shell,
    project: String,
    role: String,
    action: String,
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

/// `GET /invitation/{secret}`
pub(crate) async fn show(
    visitor: Visitor,
    Path(secret): Path<String>,
) -> Result<Response, WebError> {
    let open = account::open_invitation(visitor.app(), &secret).await?;
    answer(
        &visitor,
        &open,
        &secret,
        &Fields::default(),
        StatusCode::OK,
        Vec::new(),
    )
}

/// `POST /invitation/{secret}`
pub(crate) async fn accept(
    visitor: Visitor,
    jar: CookieJar,
    Path(secret): Path<String>,
    fields: Fields,
) -> Result<Response, WebError> {
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
        action: format!("/invitation/{secret}"),
        email: fields.text("email"),
        typed_name: fields.text("name"),
        shortest: account::SHORTEST_PASSWORD,
        errors,
    };
    page_with(status, &page)
}
