//! Coming back with the seven words.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use cairn_app::{AppError, intake};
use cairn_domain::Consent;

use super::{
    sign_in::cookie,
    submit::{FRESH, the_project},
};
use crate::{
    Web,
    forms::Fields,
    present::{Choice, FormError, Moment, choices, form_errors, moment, refusals::error_of},
    problem::WebError,
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
        Err(AppError::Invalid(errors)) => {
            let errors = form_errors(&visitor.t, &errors);
            let again = AskPage::new(&visitor, code, errors).await;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &again)
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /receipt/withdraw`
pub(crate) async fn withdraw(
    State(web): State<Web>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, WebError> {
    intake::withdraw(&web.app, &fields.text("code")).await?;
    show(State(web), visitor, fields).await
}

/// `POST /receipt/consent`
pub(crate) async fn consent(
    State(web): State<Web>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, WebError> {
    intake::change_consent(&web.app, &fields.text("code"), &fields.text("consent")).await?;
    show(State(web), visitor, fields).await
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
        let standing = receipt.standing.code().replace('_', "-");
        Self {
            shell: shell(visitor, "receipt-title").await,
            consents: choices(
                &visitor.t,
                "consent",
                Consent::ALL,
                &[receipt.consent.code()],
            ),
            can_change_consent: receipt.can_change_consent,
            standing: visitor.t.get(format!("standing-{standing}")),
            standing_words: visitor.t.get(format!("standing-{standing}-words")),
            since: moment(receipt.since, &receipt.zone),
            received: moment(receipt.received_at, &receipt.zone),
            project: receipt.project.clone(),
            files: receipt.files,
            links: receipt.links,
            sha256: receipt.sha256.clone(),
            can_withdraw: receipt.can_withdraw,
            code,
        }
    }
}
