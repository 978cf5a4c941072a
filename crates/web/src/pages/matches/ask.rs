//! "Have we seen this before?", with a file that is not kept.

use askama::Template;
use axum::{
    extract::{FromRequest, Multipart, Path, Request},
    http::StatusCode,
    response::Response,
};
use cairn_app::{
    AppError,
    intake::UnkeptFile,
    matching::{self, Asked},
};
use cairn_domain::{Action, Digest};

use crate::{
    extract::{Member, Record},
    file_form::pour,
    forms::Fields,
    present::{FormError, form_errors, likeness, media::title, refusals::error_of, size_words},
    problem::{WebError, invalid_status},
    shell::{Shell, Tab},
    visitor::page_with,
};

#[derive(Template)]
#[template(path = "matches/ask.html", whitespace = "minimize")]
struct AskPage {
    shell: Shell,
    href: String,
    limit: String,
    /// Whether there are other projects to look in.
    has_others: bool,
    everywhere: bool,
    /// What was found, once something was asked.
    answer: Option<Answer>,
    errors: Vec<FormError>,
}

struct Answer {
    compared: u64,
    /// What was asked with, if that was a kept frame.
    of_frame: String,
    found: Vec<FoundCard>,
}

struct FoundCard {
    id: String,
    href: String,
    title: String,
    file: String,
    headline: String,
    reasons: Vec<String>,
}

/// What of the form is kept when it is shown again.
#[derive(Default)]
struct Form {
    everywhere: bool,
}

/// `GET /projects/{code}/seen-before`
pub(crate) async fn ask_form(member: Member) -> Result<Response, WebError> {
    member.visit.permit(Action::ViewItems)?;
    draw(&member, None, &Form::default(), Vec::new(), StatusCode::OK).await
}

/// `POST /projects/{code}/seen-before`
pub(crate) async fn ask(member: Member, request: Request) -> Result<Response, WebError> {
    // Before the body is looked at: what may not be seen does not exist.
    member.visit.permit(Action::ViewItems)?;
    let mut form = Form::default();
    let (app, visit) = (member.visitor.app(), &member.visit);
    let asked = match receive(&member, &mut form, request).await {
        Ok(asked) => matching::ask_by_file(app, visit, asked, form.everywhere).await,
        Err(error) => Err(error),
    };
    answered(&member, asked, &form, |_| String::new()).await
}

/// `POST /projects/{code}/items/{short}/files/{sha256}/seen-before`
pub(crate) async fn ask_by_frame(
    member: Member,
    Record(short): Record,
    Path((_, _, sha256)): Path<(String, String, String)>,
    fields: Fields,
) -> Result<Response, WebError> {
    let sha256: Digest = sha256.parse().map_err(|_| AppError::NotFound)?;
    let (app, visit, number) = (member.visitor.app(), &member.visit, fields.text("frame"));
    let asked = matching::ask_by_frame(app, visit, &short, &sha256, &number).await;
    let id = format!("{}-{short}", visit.project.code);
    let words = |compared: u64| {
        let known = [
            ("frame", number.clone()),
            ("item", id.clone()),
            ("files", compared.to_string()),
        ];
        member.visitor.t.with("ask-frame", &known)
    };
    answered(&member, asked, &Form::default(), words).await
}

async fn answered(
    member: &Member,
    asked: Result<(Vec<Asked>, u64), AppError>,
    form: &Form,
    of_frame: impl Fn(u64) -> String,
) -> Result<Response, WebError> {
    match asked {
        Ok((found, compared)) => {
            let answer = Answer {
                compared,
                of_frame: of_frame(compared),
                found: found.iter().map(|one| card(member, one)).collect(),
            };
            draw(member, Some(answer), form, Vec::new(), StatusCode::OK).await
        }
        Err(AppError::Invalid(errors)) if !member.visitor.wants_json => {
            let words = form_errors(&member.visitor.t, &errors);
            draw(member, None, form, words, invalid_status(&errors)).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn receive(
    member: &Member,
    filled: &mut Form,
    request: Request,
) -> Result<UnkeptFile, AppError> {
    let broken = |_| AppError::invalid("files", "upload-broken");
    let form = Multipart::from_request(request, &()).await;
    let mut form = form.map_err(|_| AppError::invalid("files", "upload-broken"))?;
    let mut asked = UnkeptFile::begin(member.visitor.app()).await?;
    while let Some(field) = form.next_field().await.map_err(broken)? {
        match field.name() {
            Some("files") => {
                pour(field, &mut asked).await?;
            }
            Some("everywhere") => filled.everywhere = true,
            _ => {}
        }
    }
    Ok(asked)
}

fn card(member: &Member, one: &Asked) -> FoundCard {
    let (t, code) = (&member.visitor.t, &one.project);
    FoundCard {
        id: format!("{code}-{}", one.short),
        href: format!("/projects/{code}/items/{}", one.short),
        title: one.title.clone(),
        file: title(t, &one.file),
        headline: likeness::headline(t, one.relation, one.score),
        reasons: likeness::reasons(t, one.distance, &one.how),
    }
}

async fn draw(
    member: &Member,
    answer: Option<Answer>,
    form: &Form,
    errors: Vec<FormError>,
    status: StatusCode,
) -> Result<Response, WebError> {
    let (visitor, visit) = (&member.visitor, &member.visit);
    let template = AskPage {
        shell: visitor.shell_in(visit, Some(Tab::Duplicates), visitor.t.get("ask-title")),
        href: format!("/projects/{}/seen-before", visit.project.code),
        limit: size_words(visitor.app().settings.max_file_bytes),
        has_others: matching::has_other_projects(visitor.app(), visit).await?,
        everywhere: form.everywhere,
        answer,
        errors,
    };
    page_with(status, &template)
}

impl AskPage {
    fn error(&self, field: &str) -> &str {
        error_of(&self.errors, field)
    }
}
