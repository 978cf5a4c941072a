//! Looking at a file one step at a time. Every step is a form; with script the same request answers
//! with the step, so that the page stays where it is.

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use cairn_app::{AppError, review};
use cairn_domain::{Action, FileId, MatchId, ShortId};
use serde::Serialize;

use super::item::{audience, item_href, viewing};
use crate::{
    extract::{Member, Record},
    forms::Fields,
    present::media::{MediaCard, Step, media_cards},
    problem::WebError,
};

/// What the island is told after a step.
#[derive(Serialize)]
struct Looked {
    /// Every step; those taken with their addresses.
    steps: Vec<Step>,
    /// How many were taken.
    taken: usize,
}

/// `POST …/reveal`: takes steps of looking at one file; none covers it.
pub(crate) async fn step(
    member: Member,
    Record(short): Record,
    fields: Fields,
) -> Result<Response, WebError> {
    member.visit.permit(Action::ViewItems)?;
    let file: FileId = fields
        .text("file")
        .parse()
        .map_err(|_| AppError::invalid("file", "form-unreadable"))?;
    let steps = fields.number("steps").unwrap_or(0);
    let app = member.visitor.app();
    review::reveal(app, &member.visit, &short, file, steps).await?;
    let card = card(&member, &short, file).await?;
    if member.visitor.wants_json {
        let (steps, taken) = (card.steps, card.taken);
        return Ok(Json(Looked { steps, taken }).into_response());
    }
    Ok(back(&member, &short, &fields, &card))
}

/// `POST …/cover`: covers everything of the item, for this person.
pub(crate) async fn cover(member: Member, Record(short): Record) -> Result<Response, WebError> {
    review::cover(member.visitor.app(), &member.visit, &short).await?;
    if member.visitor.wants_json {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let item = item_href(&member.visit, &short);
    Ok(Redirect::to(&item).into_response())
}

async fn card(member: &Member, short: &ShortId, file: FileId) -> Result<MediaCard, AppError> {
    let app = member.visitor.app();
    let dossier = review::dossier(app, &member.visit, short).await?;
    let audience = audience(&member.visit, &dossier, app.clock.now());
    let viewing = viewing(&member.visitor.t, &member.visit, &audience);
    let wanted = file.to_string();
    let mut cards = media_cards(&viewing, &dossier.files).into_iter();
    cards
        .find(|card| card.file == wanted)
        .ok_or(AppError::NotFound)
}

/// `matches/<id>`, the page that compares two files.
fn is_compare(page: &str) -> bool {
    let id = page.strip_prefix("matches/").map(str::parse::<MatchId>);
    id.is_some_and(|id| id.is_ok())
}

/// To the page the form stood on.
fn back(member: &Member, short: &ShortId, fields: &Fields, card: &MediaCard) -> Response {
    let item = item_href(&member.visit, short);
    let (code, anchor) = (&member.visit.project.code, &card.id);
    let to = match fields.text("page").as_str() {
        "dossier" => format!("/projects/{code}/sign-off/{short}#{anchor}"),
        page if is_compare(page) => format!("/projects/{code}/{page}#{anchor}"),
        "shadow" => format!("{item}/shadow#{anchor}"),
        "redact" => format!("{item}/files/{}/redact#{anchor}", card.sha256),
        _ => format!("{item}#{anchor}"),
    };
    Redirect::to(&to).into_response()
}
