//! Handing in evidence: no account, no script needed.

use askama::Template;
use axum::{
    Json,
    extract::{Multipart, Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use cairn_app::{
    AppError,
    intake::{self, ReceivedFile, Submission},
    stored::ProjectRecord,
};
use cairn_domain::{Consent, ProjectCode};

use super::sign_in::cookie;
use crate::{
    Web, file_form,
    forms::Fields,
    present::{Choice, FormError, choices, form_errors, refusals::error_of, size_words},
    problem::{WebError, invalid_status},
    shell::Shell,
    visitor::{Visitor, page, page_with},
};

/// The cookie that carries a fresh receipt code to the page that shows it once.
pub(crate) const FRESH: &str = "__Host-receipt";

#[derive(Template)]
#[template(path = "submit.html")]
struct SubmitPage {
    shell: Shell,
    project: ProjectRecord,
    action: String,
    typed: Typed,
    consents: Vec<Choice>,
    errors: Vec<FormError>,
    /// Most in the plain form, in words.
    plain_limit: String,
    max_upload_bytes: u64,
    max_files: usize,
}

/// What was typed, so that an error loses nothing.
#[derive(Debug, Clone, Default)]
struct Typed {
    links: String,
    what: String,
    place: String,
    time: String,
    consent: String,
}

/// `GET /submit`
pub(crate) async fn form(State(web): State<Web>, visitor: Visitor) -> Result<Response, WebError> {
    let project = the_project(&web, None).await?;
    page(&SubmitPage::new(
        &visitor,
        project,
        "/submit",
        Typed::default(),
        Vec::new(),
    ))
}

/// `GET /submit/{code}`
pub(crate) async fn form_for(
    State(web): State<Web>,
    visitor: Visitor,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let project = the_project(&web, Some(&code)).await?;
    let action = format!("/submit/{}", project.code);
    page(&SubmitPage::new(
        &visitor,
        project,
        &action,
        Typed::default(),
        Vec::new(),
    ))
}

/// `POST /submit`
pub(crate) async fn send(
    State(web): State<Web>,
    visitor: Visitor,
    jar: CookieJar,
    form: Multipart,
) -> Result<Response, WebError> {
    let project = the_project(&web, None).await?;
    take(&web, &visitor, jar, project, "/submit", form).await
}

/// `POST /submit/{code}`
pub(crate) async fn send_for(
    State(web): State<Web>,
    visitor: Visitor,
    Path(code): Path<String>,
    jar: CookieJar,
    form: Multipart,
) -> Result<Response, WebError> {
    let project = the_project(&web, Some(&code)).await?;
    let action = format!("/submit/{}", project.code);
    take(&web, &visitor, jar, project, &action, form).await
}

pub(super) async fn the_project(web: &Web, code: Option<&str>) -> Result<ProjectRecord, WebError> {
    let reads = web.app.store.read();
    let found = match code.map(str::parse::<ProjectCode>) {
        Some(Ok(code)) => reads.find_project(&code).await,
        Some(Err(_)) => return Err(AppError::NotFound.into()),
        None => reads
            .projects()
            .await
            .map(|projects| projects.into_iter().next()),
    };
    Ok(found.map_err(AppError::from)?.ok_or(AppError::NotFound)?)
}

async fn take(
    web: &Web,
    visitor: &Visitor,
    jar: CookieJar,
    project: ProjectRecord,
    action: &str,
    form: Multipart,
) -> Result<Response, WebError> {
    let (fields, files) = file_form::read(web, form).await?;
    let typed = Typed::of(&fields);
    let outcome = match files {
        Ok(files) => {
            let submission = typed.clone().submission(files, visitor);
            intake::receive(&web.app, &project, submission).await
        }
        Err(errors) => Err(AppError::Invalid(errors)),
    };
    match outcome {
        Ok(received) => Ok(accepted(visitor, jar, &received.receipt.words())),
        Err(AppError::Invalid(errors)) if !visitor.wants_json => {
            let status = invalid_status(&errors);
            let errors = form_errors(&visitor.t, &errors);
            page_with(
                status,
                &SubmitPage::new(visitor, project, action, typed, errors),
            )
        }
        Err(other) => Err(other.into()),
    }
}

/// The words travel once, in a cookie that the next page clears; never in an address.
fn accepted(visitor: &Visitor, jar: CookieJar, words: &str) -> Response {
    let mut fresh = cookie(FRESH, words.replace(' ', "-"), true);
    fresh.set_max_age(time::Duration::minutes(30));
    let jar = jar.add(fresh);
    if visitor.wants_json {
        let body = serde_json::json!({ "location": "/receipt/new" });
        return (StatusCode::CREATED, jar, Json(body)).into_response();
    }
    (jar, Redirect::to("/receipt/new")).into_response()
}

impl Typed {
    fn of(fields: &Fields) -> Self {
        Self {
            links: fields.text("links"),
            what: fields.text("what"),
            place: fields.text("place"),
            time: fields.text("time"),
            consent: fields.text("consent"),
        }
    }

    fn submission(self, files: Vec<ReceivedFile>, visitor: &Visitor) -> Submission {
        Submission {
            files,
            links: self.links,
            what: self.what,
            place: self.place,
            time: self.time,
            consent: self.consent,
            member: visitor.account.as_ref().map(|account| account.id),
            synthetic: false,
        }
    }
}

impl SubmitPage {
    fn new(
        visitor: &Visitor,
        project: ProjectRecord,
        action: &str,
        typed: Typed,
        errors: Vec<FormError>,
    ) -> Self {
        let shell = visitor.shell_for(&project, visitor.t.get("submit-title"));
        let settings = &visitor.app().settings;
        Self {
            consents: choices(&visitor.t, "consent", Consent::ALL, &[&typed.consent]),
            plain_limit: size_words(settings.max_file_bytes),
            max_upload_bytes: settings.max_upload_bytes,
            max_files: settings.max_files,
            action: action.to_owned(),
            shell,
            project,
            typed,
            errors,
        }
    }

    /// Most in an upload, in words.
    fn upload_limit(&self) -> String {
        size_words(self.max_upload_bytes)
    }

    fn error(&self, field: &str) -> &str {
        error_of(&self.errors, field)
    }
}
