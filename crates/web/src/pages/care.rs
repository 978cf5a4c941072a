//! Care for whoever looks: the page for what they do not want to be given and how much they have looked
//! at, and the button for the next item.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use cairn_app::{
    AppError,
    care::{self, Exposure, Next},
};
use cairn_domain::ContentNote;

use crate::{
    extract::Member,
    forms::Fields,
    present::{Choice, FormError, choices, form_errors},
    problem::{WebError, invalid_status},
    shell::Shell,
    visitor::{Visitor, page_with},
};

#[derive(Template)]
#[template(path = "account/care.html")]
struct CarePage {
    shell: Shell,
    exposure: Exposure,
    notes: Vec<Choice>,
    errors: Vec<FormError>,
}

/// `GET /account/care`
pub(crate) async fn show(visitor: Visitor) -> Result<Response, WebError> {
    answer(&visitor, StatusCode::OK, Vec::new()).await
}

/// `POST /account/care`
pub(crate) async fn save(visitor: Visitor, fields: Fields) -> Result<Response, WebError> {
    let user = visitor.signed_in()?.id;
    match care::set_opt_outs(visitor.app(), user, fields.all("note")).await {
        Ok(()) => Ok(Redirect::to("/account/care?done=care-saved").into_response()),
        Err(AppError::Invalid(errors)) if !visitor.wants_json => {
            let (status, errors) = (invalid_status(&errors), form_errors(&visitor.t, &errors));
            answer(&visitor, status, errors).await
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /account/break`: gives back what one holds, and asks nothing.
pub(crate) async fn rest(visitor: Visitor) -> Result<Response, WebError> {
    care::rest(visitor.app(), visitor.signed_in()?.id).await?;
    Ok(Redirect::to("/account/care?done=care-rest").into_response())
}

/// `POST /projects/{code}/queue/next`
pub(crate) async fn next(member: Member) -> Result<Response, WebError> {
    let (app, code) = (member.visitor.app(), &member.visit.project.code);
    let to = match care::next_for_me(app, &member.visit).await? {
        Next::Taken { short, is_known } => {
            let done = if is_known { "next-known" } else { "claimed" };
            format!("/projects/{code}/items/{short}?done={done}")
        }
        Next::Nothing => format!("/projects/{code}/queue?done=next-nothing"),
    };
    Ok(Redirect::to(&to).into_response())
}

async fn answer(
    visitor: &Visitor,
    status: StatusCode,
    errors: Vec<FormError>,
) -> Result<Response, WebError> {
    let (app, user) = (visitor.app(), visitor.signed_in()?.id);
    let unwanted = care::opt_outs(app, user).await?;
    let unwanted: Vec<_> = unwanted.iter().map(ToString::to_string).collect();
    let unwanted: Vec<_> = unwanted.iter().map(String::as_str).collect();
    let page = CarePage {
        shell: visitor.shell(visitor.t.get("care-title")),
        exposure: care::exposure(app, user).await?,
        notes: choices(&visitor.t, "content-note", ContentNote::ALL, &unwanted),
        errors,
    };
    page_with(status, &page)
}
