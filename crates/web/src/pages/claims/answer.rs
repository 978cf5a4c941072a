//! What people answer about a claim.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use cairn_app::{
    AppError,
    claim::{self, Assessment, LinkDraft},
};
use cairn_domain::{Attribute, ShortId};
use chrono::DateTime;

use super::show::draw;
use crate::{
    Web,
    extract::{Member, Record},
    forms::Fields,
    present::form_errors,
    problem::WebError,
};

/// `POST /projects/{code}/claims/{short}/answer`
pub(crate) async fn answer(
    State(web): State<Web>,
    member: Member,
    Record(short): Record,
    fields: Fields,
) -> Result<Response, WebError> {
    let attribute = |one: &Attribute| (*one, fields.text(&format!("agree_{one}")));
    let draft = LinkDraft {
        incident: fields.text("incident"),
        relation: fields.text("relation"),
        attributes: Attribute::ALL.iter().map(attribute).collect(),
        rationale: fields.text("rationale"),
    };
    let seen = fields.number("seen").unwrap_or_default();
    let outcome = claim::answer(&web.app, &member.visit, &short, seen, &draft).await;
    after(&web, &member, &short, &fields, outcome, "claim-answered").await
}

/// `POST /projects/{code}/claims/{short}/sign`
pub(crate) async fn sign(
    State(web): State<Web>,
    member: Member,
    Record(short): Record,
    fields: Fields,
) -> Result<Response, WebError> {
    let incident = fields.text("signed_incident");
    let at = DateTime::parse_from_rfc3339(&fields.text("decided_at"));
    let at = at.unwrap_or_default().to_utc();
    let outcome = claim::sign(&web.app, &member.visit, &short, &incident, at).await;
    let nothing = Fields::default();
    after(&web, &member, &short, &nothing, outcome, "claim-signed").await
}

/// `POST /projects/{code}/claims/{short}/assess`
pub(crate) async fn assess(
    State(web): State<Web>,
    member: Member,
    Record(short): Record,
    fields: Fields,
) -> Result<Response, WebError> {
    let typed = Assessment {
        status: fields.text("status"),
        searched: fields.text("searched"),
        same_as: fields.text("same_as"),
    };
    let seen = fields.number("seen").unwrap_or_default();
    let outcome = claim::assess(&web.app, &member.visit, &short, seen, &typed).await;
    after(&web, &member, &short, &fields, outcome, "claim-assessed").await
}

async fn after<T>(
    web: &Web,
    Member { visitor, visit }: &Member,
    short: &ShortId,
    typed: &Fields,
    outcome: Result<T, AppError>,
    done: &str,
) -> Result<Response, WebError> {
    match outcome {
        Ok(_) => {
            let code = &visit.project.code;
            let to = format!("/projects/{code}/claims/{short}?done={done}");
            Ok(Redirect::to(&to).into_response())
        }
        Err(AppError::Invalid(errors)) if !visitor.wants_json => {
            let errors = form_errors(&visitor.t, &errors);
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            draw(web, visitor, visit, short, typed, errors, status).await
        }
        Err(other) => Err(other.into()),
    }
}
