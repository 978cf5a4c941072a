//! Covering parts of a copy of one file, and confirming that the copy covers enough.

mod form;
mod page;

use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use cairn_app::{
    AppError,
    redaction::{self, Confirming},
    review::{self, Acted},
};
use cairn_domain::{Action, Digest, ShortId};

use super::item::{Form, Posted, item_href};
use crate::{
    extract::{Member, Record},
    forms::Fields,
    problem::WebError,
    visitor::{page as render, page_with},
};

type Address = Path<(String, String, String)>;

/// The file of an item that the address names.
struct Target {
    short: ShortId,
    sha256: Digest,
}

impl Target {
    /// What cannot be a digest names nothing.
    fn of(short: ShortId, Path((_, _, sha256)): &Address) -> Result<Self, AppError> {
        let sha256 = sha256.parse().map_err(|_| AppError::NotFound)?;
        Ok(Self { short, sha256 })
    }
}

/// `GET /projects/{code}/items/{short}/files/{sha256}/redact`
pub(crate) async fn show(
    member: Member,
    Record(short): Record,
    address: Address,
) -> Result<Response, WebError> {
    member.visit.permit(Action::Redact)?;
    let target = Target::of(short, &address)?;
    render(&draw(&member, &target, &Posted::nothing()).await?)
}

/// `POST …/redact`
pub(crate) async fn record(
    member: Member,
    Record(short): Record,
    address: Address,
    fields: Fields,
) -> Result<Response, WebError> {
    let target = Target::of(short, &address)?;
    let (app, draft) = (member.visitor.app(), form::draft(&fields));
    let Target { short, sha256 } = &target;
    let outcome = redaction::redact(app, &member.visit, short, sha256, &draft).await;
    answer(&member, &target, Form::Redact, fields, outcome).await
}

/// `POST …/redact/confirm`
pub(crate) async fn confirm(
    member: Member,
    Record(short): Record,
    address: Address,
    fields: Fields,
) -> Result<Response, WebError> {
    let target = Target::of(short, &address)?;
    let (app, visit) = (member.visitor.app(), &member.visit);
    let outcome = match visit
        .permit(Action::Redact)
        .and_then(|_| looked_at(&fields))
    {
        Ok(copy) => redaction::confirm_redaction(app, visit, &target.short, copy).await,
        Err(error) => Err(error),
    };
    answer(&member, &target, Form::ConfirmRedaction, fields, outcome).await
}

fn looked_at(fields: &Fields) -> Result<Confirming, AppError> {
    let unreadable = || AppError::invalid("looked", "form-unreadable");
    Ok(Confirming {
        seen: fields.number("seen").unwrap_or_default(),
        redaction: fields.number("redaction").ok_or_else(unreadable)?,
        copy: fields.number("copy").ok_or_else(unreadable)?,
        looked: fields.ticked("looked"),
    })
}

async fn draw(
    member: &Member,
    target: &Target,
    posted: &Posted,
) -> Result<page::RedactPage, AppError> {
    let app = member.visitor.app();
    let dossier = review::dossier(app, &member.visit, &target.short).await?;
    page::present(member, &dossier, &target.sha256, posted, app.clock.now())
        .ok_or(AppError::NotFound)
}

/// The same page: with what was done, or with every reason and everything that was typed.
async fn answer(
    member: &Member,
    target: &Target,
    form: Form,
    fields: Fields,
    outcome: Result<Acted, AppError>,
) -> Result<Response, WebError> {
    let error = match outcome {
        Ok(_) => {
            let done = match form {
                Form::Redact => "redacted",
                _ => "redaction-confirmed",
            };
            let item = item_href(&member.visit, &target.short);
            let to = format!("{item}/files/{}/redact?done={done}", target.sha256);
            return Ok(Redirect::to(&to).into_response());
        }
        Err(error) => error,
    };
    if member.visitor.wants_json {
        return Err(error.into());
    }
    let app = member.visitor.app();
    let dossier = review::dossier(app, &member.visit, &target.short).await?;
    match Posted::refused(&member.visitor.t, &dossier, form, fields, &error) {
        Some(posted) => page_with(posted.status(), &draw(member, target, &posted).await?),
        None => Err(error.into()),
    }
}
