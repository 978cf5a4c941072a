//! "Have we seen this before?", with a file that is not kept.

use askama::Template;
use axum::{
    extract::{FromRequest, Multipart, Request, multipart::Field},
    http::StatusCode,
    response::Response,
};
use cairn_app::{
    AppError,
    matching::{self, Asked, AskedFor},
};
use cairn_domain::Action;

use crate::{
    extract::Member,
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
    /// What was found, once something was asked.
    answer: Option<Answer>,
    errors: Vec<FormError>,
}

struct Answer {
    compared: u64,
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

/// `GET /projects/{code}/seen-before`
pub(crate) async fn ask_form(member: Member) -> Result<Response, WebError> {
    member.visit.permit(Action::ViewItems)?;
    draw(&member, None, Vec::new(), StatusCode::OK)
}

/// `POST /projects/{code}/seen-before`
pub(crate) async fn ask(member: Member, request: Request) -> Result<Response, WebError> {
    // Before the body is looked at: what may not be seen does not exist.
    member.visit.permit(Action::ViewItems)?;
    let asked = match receive(&member, request).await {
        Ok(asked) => matching::ask_by_file(member.visitor.app(), &member.visit, asked).await,
        Err(error) => Err(error),
    };
    match asked {
        Ok((found, compared)) => {
            let found = found.iter().map(|one| card(&member, one)).collect();
            let answer = Answer { compared, found };
            draw(&member, Some(answer), Vec::new(), StatusCode::OK)
        }
        Err(AppError::Invalid(errors)) if !member.visitor.wants_json => {
            let words = form_errors(&member.visitor.t, &errors);
            draw(&member, None, words, invalid_status(&errors))
        }
        Err(other) => Err(other.into()),
    }
}

async fn receive(member: &Member, request: Request) -> Result<AskedFor, AppError> {
    let broken = |_| AppError::invalid("files", "upload-broken");
    let form = Multipart::from_request(request, &()).await;
    let mut form = form.map_err(|_| AppError::invalid("files", "upload-broken"))?;
    let mut asked = AskedFor::begin(member.visitor.app()).await?;
    while let Some(field) = form.next_field().await.map_err(broken)? {
        if field.name() == Some("files") {
            take(&mut asked, field).await?;
        }
    }
    Ok(asked)
}

async fn take(asked: &mut AskedFor, mut field: Field<'_>) -> Result<(), AppError> {
    let broken = |_| AppError::invalid("files", "upload-broken");
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        asked.write(&chunk).await?;
    }
    Ok(())
}

fn card(member: &Member, one: &Asked) -> FoundCard {
    let (t, code) = (&member.visitor.t, &member.visit.project.code);
    FoundCard {
        id: format!("{code}-{}", one.short),
        href: format!("/projects/{code}/items/{}", one.short),
        title: one.title.clone(),
        file: title(t, &one.file),
        headline: likeness::headline(t, one.relation, one.score),
        reasons: likeness::reasons(t, one.distance, &one.how),
    }
}

fn draw(
    member: &Member,
    answer: Option<Answer>,
    errors: Vec<FormError>,
    status: StatusCode,
) -> Result<Response, WebError> {
    let (visitor, visit) = (&member.visitor, &member.visit);
    let template = AskPage {
        shell: visitor.shell_in(visit, Some(Tab::Duplicates), visitor.t.get("ask-title")),
        href: format!("/projects/{}/seen-before", visit.project.code),
        limit: size_words(visitor.app().settings.max_file_bytes),
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
