//! The sign-off desk: what waits for a lead, and the dossier that a lead signs.

mod checks;
mod desk;
mod page;
mod public_view;

use axum::response::{IntoResponse, Redirect, Response};
use cairn_app::{
    AppError,
    review::{self, Acted},
};
use cairn_domain::ShortId;

use super::item::{Form, Posted, item_href};
use crate::{
    extract::{Member, Record},
    forms::Fields,
    problem::WebError,
    visitor::{page as render, page_with},
};

/// `GET /projects/{code}/sign-off`
pub(crate) async fn desk(member: Member) -> Result<Response, WebError> {
    let app = member.visitor.app();
    let waiting = review::sign_off_desk(app, &member.visit).await?;
    render(&desk::present(&member, &waiting, app.clock.now()))
}

/// `GET /projects/{code}/sign-off/{short}`
pub(crate) async fn dossier(member: Member, Record(short): Record) -> Result<Response, WebError> {
    let app = member.visitor.app();
    let dossier = review::dossier(app, &member.visit, &short).await?;
    render(&page::present(
        &member,
        &dossier,
        &Posted::nothing(),
        app.clock.now(),
    ))
}

/// Answers a sign-off: the item when it went through, the dossier with the reasons when not.
pub(super) async fn answer(
    member: &Member,
    short: &ShortId,
    fields: Fields,
    outcome: Result<Acted, AppError>,
) -> Result<Response, WebError> {
    let error = match outcome {
        Ok(_) => {
            let to = format!("{}?done=signed-off", item_href(&member.visit, short));
            return Ok(Redirect::to(&to).into_response());
        }
        Err(error) => error,
    };
    if member.visitor.wants_json {
        return Err(error.into());
    }
    let app = member.visitor.app();
    let dossier = review::dossier(app, &member.visit, short).await?;
    match Posted::refused(&member.visitor.t, &dossier, Form::SignOff, fields, &error) {
        Some(posted) => {
            let now = app.clock.now();
            page_with(
                posted.status(),
                &page::present(member, &dossier, &posted, now),
            )
        }
        None => Err(error.into()),
    }
}
