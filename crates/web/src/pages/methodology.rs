//! Where a lead writes how the team works. What is saved is public at once, as a version of its own.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use cairn_app::{
    AppError,
    public::{own_methods, publish_method},
    stored::MethodRecord,
};

use crate::{
    Web,
    extract::Member,
    forms::Fields,
    present::{FormError, Moment, form_errors, moment, refusals::error_of},
    problem::WebError,
    shell::{Shell, Tab},
    visitor::page_with,
};

#[derive(Template)]
#[template(path = "methodology.html")]
struct MethodologyPage {
    shell: Shell,
    code: String,
    words: String,
    /// The version it is written over.
    seen: u32,
    versions: Vec<Version>,
    /// What somebody else published since; empty unless the form was sent over it.
    newer: String,
    errors: Vec<FormError>,
}

impl MethodologyPage {
    fn error(&self) -> &str {
        error_of(&self.errors, "words")
    }
}

/// A version that was published.
struct Version {
    number: u32,
    at: Moment,
}

/// `GET /projects/{code}/methodology`
pub(crate) async fn show(State(web): State<Web>, member: Member) -> Result<Response, WebError> {
    let known = own_methods(&web.app, &member.visit).await?;
    let words = known.first().map_or("", |newest| newest.words.as_str());
    let page = present(&member, &known, words, Vec::new());
    page_with(StatusCode::OK, &page)
}

/// `POST /projects/{code}/methodology`
pub(crate) async fn save(
    State(web): State<Web>,
    member: Member,
    fields: Fields,
) -> Result<Response, WebError> {
    let (words, seen) = (fields.text("words"), fields.number("seen").unwrap_or(0));
    let (status, errors) = match publish_method(&web.app, &member.visit, seen, &words).await {
        Ok(()) => {
            let code = &member.visit.project.code;
            let to = format!("/projects/{code}/methodology?done=method-published");
            return Ok(Redirect::to(&to).into_response());
        }
        Err(AppError::Invalid(errors)) => (StatusCode::UNPROCESSABLE_ENTITY, errors),
        Err(AppError::Conflict) => (StatusCode::CONFLICT, Vec::new()),
        Err(other) => return Err(other.into()),
    };
    let known = own_methods(&web.app, &member.visit).await?;
    let errors = form_errors(&member.visitor.t, &errors);
    let mut page = present(&member, &known, &words, errors);
    if status == StatusCode::CONFLICT {
        page.newer = known
            .first()
            .map_or_else(String::new, |one| one.words.clone());
    }
    page_with(status, &page)
}

fn present(
    Member { visitor, visit }: &Member,
    known: &[MethodRecord],
    words: &str,
    errors: Vec<FormError>,
) -> MethodologyPage {
    let t = &visitor.t;
    let version = |one: &MethodRecord| Version {
        number: one.version,
        at: moment(one.at, &visit.project.zone),
    };
    MethodologyPage {
        shell: visitor.shell_in(visit, Some(Tab::Releases), t.get("method-title")),
        code: visit.project.code.to_string(),
        words: words.to_owned(),
        seen: known.first().map_or(0, |newest| newest.version),
        versions: known.iter().map(version).collect(),
        newer: String::new(),
        errors,
    }
}
