//! Taking in a table of claims. The table itself goes back and forth with the page, so that nothing
//! is stored before somebody says so and nothing typed is lost.

use askama::Template;
use axum::{
    extract::{FromRequest, Multipart, Request, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use cairn_app::{
    AppError,
    claim::{self, Preview, PreviewRow, RowOutcome},
};
use cairn_domain::Action;

use super::words::csv_answer;
use crate::{
    Web,
    extract::Member,
    i18n::Translator,
    present::{FormError, form_errors, refusals::error_of},
    problem::WebError,
    shell::{Shell, Tab},
    visitor::page_with,
};

/// Rows that a page shows; the counts are of all.
const SHOWN: usize = 500;

#[derive(Template)]
#[template(path = "claims/import.html")]
struct ImportPage {
    shell: Shell,
    list_href: String,
    text: String,
    preview: Option<PreviewView>,
    errors: Vec<FormError>,
}

struct PreviewView {
    summary: String,
    good: usize,
    bad: usize,
    unread: String,
    rows: Vec<Row>,
    more: usize,
}

struct Row {
    line: u64,
    badge: &'static str,
    outcome: String,
    /// Address and id of the claim it is, if it is known.
    known: Option<(String, String)>,
    date: String,
    claimant: String,
    province: String,
    statement: String,
    /// Column, what stands there, what is wrong with it.
    faults: Vec<(&'static str, String, String)>,
}

/// `GET /projects/{code}/claims/import`
pub(crate) async fn import_form(member: Member) -> Result<Response, WebError> {
    member.visit.permit(Action::EditClaims)?;
    draw(&member, String::new(), None, Vec::new(), StatusCode::OK)
}

/// `GET /projects/{code}/claims/template.csv`
pub(crate) async fn template_csv(member: Member) -> Result<Response, WebError> {
    member.visit.permit(Action::ViewItems)?;
    csv_answer(claim::template()?, "claims-template.csv")
}

/// `POST /projects/{code}/claims/import`: looks at the table; with `confirm`, stores it.
pub(crate) async fn import_table(
    State(web): State<Web>,
    member: Member,
    request: Request,
) -> Result<Response, WebError> {
    // Before the body is looked at.
    member.visit.permit(Action::EditClaims)?;
    let mut sent = Sent::default();
    if let Err(error) = sent.receive(request).await {
        return refused(&member, sent.text, None, error);
    }
    let (app, visit) = (&web.app, &member.visit);
    let only_whole = match sent.confirm.as_str() {
        "good" => false,
        "all" => true,
        _ => return looked_at(&web, &member, sent.text, Vec::new(), StatusCode::OK).await,
    };
    match claim::import(app, visit, &sent.text, only_whole).await {
        Ok(done) => {
            let code = &visit.project.code;
            let key = match done.left_out {
                0 => "claims-imported",
                _ => "claims-imported-part",
            };
            Ok(Redirect::to(&format!("/projects/{code}/claims?done={key}")).into_response())
        }
        Err(AppError::Invalid(errors)) if !member.visitor.wants_json => {
            let words = form_errors(&member.visitor.t, &errors);
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            looked_at(&web, &member, sent.text, words, status).await
        }
        Err(other) => Err(other.into()),
    }
}

/// What came with the form.
#[derive(Default)]
struct Sent {
    text: String,
    confirm: String,
}

impl Sent {
    /// Fills in what came before the form broke. A file that was chosen stands for the text.
    async fn receive(&mut self, request: Request) -> Result<(), AppError> {
        let broken = |_| AppError::invalid("table", "upload-broken");
        let form = Multipart::from_request(request, &()).await;
        let mut form = form.map_err(|_| AppError::invalid("table", "form-unreadable"))?;
        let mut file = String::new();
        while let Some(field) = form.next_field().await.map_err(broken)? {
            let name = field.name().unwrap_or_default().to_owned();
            let bytes = field.bytes().await.map_err(broken)?;
            let text = String::from_utf8_lossy(&bytes).into_owned();
            match name.as_str() {
                "table" => self.text = text,
                "file" => file = text,
                "confirm" => self.confirm = text,
                _ => {}
            }
        }
        if !file.trim().is_empty() {
            self.text = file;
        }
        Ok(())
    }
}

async fn looked_at(
    web: &Web,
    member: &Member,
    text: String,
    errors: Vec<FormError>,
    status: StatusCode,
) -> Result<Response, WebError> {
    match claim::preview(&web.app, &member.visit, &text).await {
        Ok(preview) => draw(member, text, Some(&preview), errors, status),
        Err(error) => refused(member, text, None, error),
    }
}

fn refused(
    member: &Member,
    text: String,
    preview: Option<&Preview>,
    error: AppError,
) -> Result<Response, WebError> {
    match error {
        AppError::Invalid(errors) if !member.visitor.wants_json => {
            let words = form_errors(&member.visitor.t, &errors);
            draw(
                member,
                text,
                preview,
                words,
                StatusCode::UNPROCESSABLE_ENTITY,
            )
        }
        other => Err(other.into()),
    }
}

fn draw(
    Member { visitor, visit }: &Member,
    text: String,
    preview: Option<&Preview>,
    errors: Vec<FormError>,
    status: StatusCode,
) -> Result<Response, WebError> {
    let t = &visitor.t;
    let code = visit.project.code.to_string();
    let template = ImportPage {
        shell: visitor.shell_in(visit, Some(Tab::Claims), t.get("claims-import-title")),
        list_href: format!("/projects/{code}/claims"),
        preview: preview.map(|preview| view(t, &code, preview)),
        text,
        errors,
    };
    page_with(status, &template)
}

fn view(t: &Translator, code: &str, preview: &Preview) -> PreviewView {
    let counts = [
        ("total", preview.rows.len().to_string()),
        ("good", preview.good().to_string()),
        ("known", preview.known().to_string()),
        ("bad", preview.bad().to_string()),
    ];
    // What is wrong comes first: that is what somebody has to do something about.
    let is_bad = |row: &&PreviewRow| matches!(row.outcome, RowOutcome::Bad(_));
    let rows = preview.rows.iter();
    let ordered = rows
        .clone()
        .filter(is_bad)
        .chain(rows.filter(|row| !is_bad(row)));
    PreviewView {
        summary: t.with("claims-import-summary", &counts),
        good: preview.good(),
        bad: preview.bad(),
        unread: preview.unread.join(", "),
        rows: ordered.take(SHOWN).map(|one| row(t, code, one)).collect(),
        more: preview.rows.len().saturating_sub(SHOWN),
    }
}

fn row(t: &Translator, code: &str, one: &PreviewRow) -> Row {
    let draft = &one.draft;
    let (badge, outcome, known, faults) = match &one.outcome {
        RowOutcome::Good(_) => ("settled", t.get("claims-row-good"), None, Vec::new()),
        RowOutcome::Known(short) => {
            let href = format!("/projects/{code}/claims/{short}");
            let known = Some((href, format!("{code}-{short}")));
            ("", t.get("claims-row-known"), known, Vec::new())
        }
        RowOutcome::Twice(line) => (
            "",
            t.get1("claims-row-twice", "line", line),
            None,
            Vec::new(),
        ),
        RowOutcome::Bad(errors) => {
            let words = form_errors(t, errors);
            let fault = |error: &FormError| {
                let typed: String = draft.field(error.field).chars().take(80).collect();
                (error.field, typed, error.message.clone())
            };
            let faults = words.iter().map(fault).collect();
            ("refused", t.get("claims-row-bad"), None, faults)
        }
    };
    Row {
        line: one.line,
        badge,
        outcome,
        known,
        date: draft.date.clone(),
        claimant: draft.claimant.clone(),
        province: draft.province.clone(),
        statement: draft.statement.clone(),
        faults,
    }
}

impl ImportPage {
    fn error(&self, field: &str) -> &str {
        error_of(&self.errors, field)
    }
}
