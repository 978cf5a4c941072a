//! Changing what carries an incident, merging and splitting.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use cairn_app::{
    AppError,
    incident::{self, SourceDraft},
};
use cairn_domain::ShortId;

use super::{form::counts, show::again};
use crate::{
    Web,
    extract::{Member, Record},
    forms::Fields,
    problem::WebError,
};

/// Back to the page with a word that it was done, or the page again with what is wrong.
pub(super) async fn answer(
    web: &Web,
    member: &Member,
    (asked, fields): (&ShortId, Fields),
    outcome: Result<ShortId, AppError>,
    done: &str,
) -> Result<Response, WebError> {
    match outcome {
        Ok(short) => {
            let code = &member.visit.project.code;
            let to = format!("/projects/{code}/incidents/{short}?done={done}");
            Ok(Redirect::to(&to).into_response())
        }
        Err(AppError::Invalid(errors)) => again(web, member, asked, fields, &errors).await,
        Err(other) => Err(other.into()),
    }
}

/// `POST /projects/{code}/incidents/{short}/sources`: adds a source, or takes away the one named by
/// `remove`.
pub(crate) async fn sources(
    State(web): State<Web>,
    member: Member,
    Record(short): Record,
    fields: Fields,
) -> Result<Response, WebError> {
    let (app, visit) = (&web.app, &member.visit);
    let outcome = match fields.text("remove").as_str() {
        "" => incident::add_source(app, visit, &short, &source_draft(&fields)).await,
        gone => incident::remove_source(app, visit, &short, gone).await,
    };
    let outcome = outcome.map(|()| short.clone());
    answer(&web, &member, (&short, fields), outcome, "incident-saved").await
}

fn source_draft(fields: &Fields) -> SourceDraft {
    SourceDraft {
        origin: fields.text("origin"),
        kind: fields.text("kind"),
        title: fields.text("source_title"),
        url: fields.text("url"),
        url_public: fields.ticked("url_public"),
        published_on: fields.text("published_on"),
        killed: counts(fields, "source_killed"),
        injured: counts(fields, "source_injured"),
    }
}

/// `POST /projects/{code}/incidents/{short}/facts`: says what carries one fact.
pub(crate) async fn facts(
    State(web): State<Web>,
    member: Member,
    Record(short): Record,
    fields: Fields,
) -> Result<Response, WebError> {
    let (field, by) = (fields.text("field"), fields.all("by"));
    let outcome = incident::carry_fact(&web.app, &member.visit, &short, &field, by).await;
    let outcome = outcome.map(|()| short.clone());
    answer(&web, &member, (&short, fields), outcome, "incident-saved").await
}

/// `POST /projects/{code}/incidents/{short}/merge`
pub(crate) async fn merge(
    State(web): State<Web>,
    member: Member,
    Record(short): Record,
    fields: Fields,
) -> Result<Response, WebError> {
    let (into, reason) = (fields.text("into"), fields.text("reason"));
    let merged = incident::merge_incidents(&web.app, &member.visit, &short, &into, &reason).await;
    let outcome = merged.map(|into| into.short);
    answer(&web, &member, (&short, fields), outcome, "incident-merged").await
}

/// `POST /projects/{code}/incidents/{short}/split`
pub(crate) async fn split(
    State(web): State<Web>,
    member: Member,
    Record(short): Record,
    fields: Fields,
) -> Result<Response, WebError> {
    let (title, reason) = (fields.text("split_title"), fields.text("split_reason"));
    let (words, items) = ((title.as_str(), reason.as_str()), fields.all("items"));
    let made = incident::split_incident(&web.app, &member.visit, &short, words, items).await;
    let outcome = made.map(|made| made.short);
    answer(&web, &member, (&short, fields), outcome, "incident-split").await
}
