//! Coming back with the seven words.

use std::collections::HashMap;

use askama::Template;
use axum::{
    Json,
    extract::{Multipart, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use cairn_app::{
    AppError, FieldError,
    intake::{self, Addition, Said, Speech},
};
use cairn_domain::Consent;

use super::{
    sign_in::cookie,
    submit::{FRESH, the_project},
};
use crate::{
    Web, file_form,
    forms::Fields,
    i18n::Translator,
    present::{
        Choice, FormError, Moment, Reason, choices, form_errors, moment, reasons,
        refusals::error_of, size_words,
    },
    problem::{WebError, invalid_status},
    shell::Shell,
    visitor::{Visitor, page, page_with},
};

#[derive(Template)]
#[template(path = "receipt_new.html")]
struct FreshPage {
    shell: Shell,
    words: Vec<String>,
}

#[derive(Template)]
#[template(path = "receipt_ask.html")]
struct AskPage {
    shell: Shell,
    code: String,
    errors: Vec<FormError>,
}

#[derive(Template)]
#[template(path = "receipt.html")]
struct ReceiptPage {
    shell: Shell,
    code: String,
    project: String,
    standing: String,
    standing_words: String,
    since: Moment,
    received: Moment,
    files: usize,
    links: usize,
    sha256: Vec<String>,
    can_withdraw: bool,
    consents: Vec<Choice>,
    can_change_consent: bool,
    can_note: bool,
    can_add: bool,
    talk: Vec<Line>,
    max_file_bytes: u64,
    max_upload_bytes: u64,
    max_files: usize,
    /// What was just done; empty if the page was only opened.
    done: String,
    errors: Vec<FormError>,
    refusals: Vec<Reason>,
    /// What was typed into a form that came back.
    typed: Typed,
}

/// One line of the conversation.
struct Line {
    /// `question` or `own`: whose it is.
    side: &'static str,
    heading: String,
    when: Moment,
    words: String,
    /// The number of a question that can be answered.
    question: Option<u64>,
}

#[derive(Default)]
struct Typed {
    note: String,
    links: String,
    reply: String,
    question: Option<u64>,
}

/// `GET /receipt/new`: shows the words of a submission just made, once.
pub(crate) async fn fresh(visitor: Visitor, jar: CookieJar) -> Result<Response, WebError> {
    let Some(words) = jar.get(FRESH).map(|cookie| cookie.value().to_owned()) else {
        return Ok(Redirect::to("/receipt").into_response());
    };
    let words = words.split('-').map(str::to_owned).collect();
    let template = FreshPage {
        shell: shell(&visitor, "receipt-new-title").await,
        words,
    };
    Ok((
        jar.remove(cookie(FRESH, String::new(), true)),
        page(&template)?,
    )
        .into_response())
}

/// `GET /receipt`
pub(crate) async fn ask(visitor: Visitor) -> Result<Response, WebError> {
    page(&AskPage::new(&visitor, String::new(), Vec::new()).await)
}

/// `POST /receipt`: by POST, so that the words never stand in an address or a log.
pub(crate) async fn show(
    State(web): State<Web>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, WebError> {
    let code = fields.text("code");
    match intake::find_receipt(&web.app, &code).await {
        Ok(receipt) => page(&ReceiptPage::new(&visitor, code, &receipt).await),
        Err(AppError::Invalid(errors)) => ask_again(&visitor, code, &errors).await,
        Err(other) => Err(other.into()),
    }
}

/// `POST /receipt/withdraw`
pub(crate) async fn withdraw(visitor: Visitor, fields: Fields) -> Result<Response, WebError> {
    let outcome = intake::withdraw(visitor.app(), &fields.text("code")).await;
    answer(&visitor, fields, outcome, "withdrawn").await
}

/// `POST /receipt/consent`
pub(crate) async fn consent(visitor: Visitor, fields: Fields) -> Result<Response, WebError> {
    let (code, consent) = (fields.text("code"), fields.text("consent"));
    let outcome = intake::change_consent(visitor.app(), &code, &consent).await;
    answer(&visitor, fields, outcome, "consent").await
}

/// `POST /receipt/note`
pub(crate) async fn note(visitor: Visitor, fields: Fields) -> Result<Response, WebError> {
    let (code, words) = (fields.text("code"), fields.text("note"));
    let outcome = intake::add_note(visitor.app(), &code, &words).await;
    answer(&visitor, fields, outcome, "noted").await
}

/// `POST /receipt/reply`
pub(crate) async fn reply(visitor: Visitor, fields: Fields) -> Result<Response, WebError> {
    let (code, words) = (fields.text("code"), fields.text("reply"));
    let question = fields.number("question").unwrap_or_default();
    let outcome = intake::reply(visitor.app(), &code, question, &words).await;
    answer(&visitor, fields, outcome, "replied").await
}

/// `POST /receipt/add`: files and links to what was handed in before.
pub(crate) async fn add(
    State(web): State<Web>,
    visitor: Visitor,
    form: Multipart,
) -> Result<Response, WebError> {
    let (fields, files) = file_form::read(&web, form).await?;
    let outcome = match files {
        Ok(files) => {
            let links = fields.text("links");
            let addition = Addition { files, links };
            intake::add_evidence(&web.app, &fields.text("code"), addition).await
        }
        Err(errors) => Err(AppError::Invalid(errors)),
    };
    answer(&visitor, fields, outcome, "added").await
}

/// The page again: with what was done, or with what was typed and what stood in its way.
async fn answer(
    visitor: &Visitor,
    fields: Fields,
    outcome: Result<(), AppError>,
    done: &'static str,
) -> Result<Response, WebError> {
    let refused = match outcome {
        // A program asks for the page again, with the words.
        Ok(()) if visitor.wants_json => {
            return Ok(Json(serde_json::json!({ "location": "/receipt" })).into_response());
        }
        Ok(()) => None,
        Err(error @ (AppError::Invalid(_) | AppError::Refused(_))) if !visitor.wants_json => {
            Some(error)
        }
        Err(other) => return Err(other.into()),
    };
    let code = fields.text("code");
    match intake::find_receipt(visitor.app(), &code).await {
        Ok(receipt) => {
            let mut drawn = ReceiptPage::new(visitor, code, &receipt).await;
            let status = drawn.came_back(visitor, &fields, refused.as_ref(), done);
            page_with(status, &drawn)
        }
        Err(AppError::Invalid(errors)) => ask_again(visitor, code, &errors).await,
        Err(other) => Err(other.into()),
    }
}

async fn ask_again(
    visitor: &Visitor,
    code: String,
    errors: &[FieldError],
) -> Result<Response, WebError> {
    let errors = form_errors(&visitor.t, errors);
    let again = AskPage::new(visitor, code, errors).await;
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &again)
}

/// The frame of the instance's dataset, if there is one to belong to.
async fn shell(visitor: &Visitor, title: &str) -> Shell {
    let title = visitor.t.get(title);
    match the_project(&visitor.web, None).await {
        Ok(project) => visitor.shell_for(&project, title),
        Err(_) => visitor.shell(title),
    }
}

impl AskPage {
    async fn new(visitor: &Visitor, code: String, errors: Vec<FormError>) -> Self {
        Self {
            shell: shell(visitor, "receipt-title").await,
            code,
            errors,
        }
    }

    fn error(&self, field: &str) -> &str {
        error_of(&self.errors, field)
    }
}

impl ReceiptPage {
    async fn new(visitor: &Visitor, code: String, receipt: &intake::Receipt) -> Self {
        let (t, settings) = (&visitor.t, &visitor.app().settings);
        let standing = receipt.standing.code().replace('_', "-");
        let consent = receipt.consent.code();
        Self {
            shell: shell(visitor, "receipt-title").await,
            consents: choices(t, "consent", Consent::ALL, &[consent]),
            can_change_consent: receipt.can_change_consent,
            can_note: receipt.can_note,
            can_add: receipt.can_add,
            talk: receipt
                .talk
                .iter()
                .map(|said| line(t, said, &receipt.zone))
                .collect(),
            max_file_bytes: settings.max_file_bytes,
            max_upload_bytes: settings.max_upload_bytes,
            max_files: settings.max_files,
            standing: t.get(format!("standing-{standing}")),
            standing_words: t.get(format!("standing-{standing}-words")),
            since: moment(receipt.since, &receipt.zone),
            received: moment(receipt.received_at, &receipt.zone),
            project: receipt.project.clone(),
            files: receipt.files,
            links: receipt.links,
            sha256: receipt.sha256.clone(),
            can_withdraw: receipt.can_withdraw,
            done: String::new(),
            errors: Vec::new(),
            refusals: Vec::new(),
            typed: Typed::default(),
            code,
        }
    }

    /// Says what came of a form; with what status to answer.
    fn came_back(
        &mut self,
        visitor: &Visitor,
        fields: &Fields,
        refused: Option<&AppError>,
        done: &str,
    ) -> StatusCode {
        let Some(error) = refused else {
            self.done = visitor.t.get(format!("receipt-done-{done}"));
            return StatusCode::OK;
        };
        self.typed = Typed {
            note: fields.text("note"),
            links: fields.text("links"),
            reply: fields.text("reply"),
            question: fields.number("question"),
        };
        match error {
            AppError::Invalid(errors) => {
                self.errors = form_errors(&visitor.t, errors);
                invalid_status(errors)
            }
            AppError::Refused(refusals) => {
                self.refusals = reasons(&visitor.t, refusals, &HashMap::new());
                StatusCode::CONFLICT
            }
            _ => StatusCode::CONFLICT,
        }
    }

    fn error(&self, field: &str) -> &str {
        error_of(&self.errors, field)
    }

    /// The largest file, in words.
    fn max_size(&self) -> String {
        size_words(self.max_file_bytes)
    }

    /// The largest upload, in words.
    fn upload_limit(&self) -> String {
        size_words(self.max_upload_bytes)
    }

    /// What was typed as an answer to this question.
    fn reply_to(&self, question: &u64) -> &str {
        if self.typed.question == Some(*question) {
            &self.typed.reply
        } else {
            ""
        }
    }

    /// What is wrong with the answer to this question.
    fn reply_error(&self, question: &u64) -> &str {
        if self.typed.question == Some(*question) {
            self.error("reply")
        } else {
            ""
        }
    }
}

fn line(t: &Translator, said: &Said, zone: &str) -> Line {
    let (side, heading, question) = match said.speech {
        Speech::Question { question, is_open } => {
            let open = is_open.then_some(question);
            ("question", t.get("receipt-talk-question"), open)
        }
        Speech::Answer => ("own", t.get("receipt-talk-answer"), None),
        Speech::Note => ("own", t.get("receipt-talk-note"), None),
        Speech::Added { files, links } => {
            let added = t.get2("receipt-talk-added", "files", files, "links", links);
            ("own", added, None)
        }
    };
    Line {
        side,
        heading,
        when: moment(said.at, zone),
        words: said.words.clone(),
        question,
    }
}
