//! What becomes of a form: a redirect to the item when it went through; else the same page with
//! every reason in words and everything that was typed.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use cairn_app::{
    AppError, FieldError, Visit,
    review::{self, Dossier},
};
use cairn_domain::ShortId;
use cairn_review::{Refusal, Refusals};

use super::page;
use crate::{
    extract::Member,
    forms::Fields,
    i18n::Translator,
    present::{FormError, Reason, reasons, refusals::field_message},
    problem::WebError,
};

/// The forms of the workspace and of the sign-off desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pages) enum Form {
    Claim,
    Release,
    Triage,
    Geolocation,
    Reference,
    Chronolocation,
    Move,
    Settle,
    Object,
    Answer,
    SignOff,
    Match,
    Comment,
    KeepFrame,
    Redact,
    ConfirmRedaction,
    Ask,
    Sealed,
}

impl Form {
    /// Its id on the page, if what is typed into it is kept.
    pub(in crate::pages) fn drafted(self) -> Option<&'static str> {
        let [triage, geolocation, chronolocation] = review::DRAFTED;
        match self {
            Self::Triage => Some(triage),
            Self::Geolocation => Some(geolocation),
            Self::Chronolocation => Some(chronolocation),
            _ => None,
        }
    }
}

/// A form that came back.
pub(in crate::pages) struct Posted {
    form: Option<Form>,
    fields: Fields,
    pub(in crate::pages) errors: Vec<FormError>,
    pub(in crate::pages) refusals: Vec<Reason>,
    /// What the person had seen, if the item has moved on since.
    pub(in crate::pages) stale_since: Option<u64>,
}

impl Posted {
    /// A page that was only opened.
    pub(in crate::pages) fn nothing() -> Self {
        Self {
            form: None,
            fields: Fields::default(),
            errors: Vec::new(),
            refusals: Vec::new(),
            stale_since: None,
        }
    }

    /// A form that the server did not take. `None` for errors that are not about the form.
    pub(in crate::pages) fn refused(
        t: &Translator,
        dossier: &Dossier,
        form: Form,
        fields: Fields,
        error: &AppError,
    ) -> Option<Self> {
        let seen = seen(&fields);
        let stale = Refusals(vec![Refusal::Stale {
            seen,
            now: dossier.item.state.seq,
        }]);
        let mut posted = Self {
            form: Some(form),
            fields,
            ..Self::nothing()
        };
        let refusals = match error {
            AppError::Invalid(errors) => {
                posted.errors = errors.iter().map(|error| said_of(t, error)).collect();
                return Some(posted);
            }
            AppError::Refused(refusals) => refusals,
            // Somebody else's change was recorded between our reading and our writing.
            AppError::Conflict => &stale,
            _ => return None,
        };
        posted.stale_since = refusals.has("stale").then_some(seen);
        posted.refusals = reasons(t, refusals, &dossier.names);
        Some(posted)
    }

    /// What was typed into a form, if it is the one that came back.
    pub(in crate::pages) fn typed(&self, form: Form) -> Option<&Fields> {
        (self.form == Some(form)).then_some(&self.fields)
    }

    /// The text of one field of a form that came back, or nothing.
    pub(in crate::pages) fn text(&self, form: Form, name: &str) -> String {
        self.typed(form)
            .map(|fields| fields.text(name))
            .unwrap_or_default()
    }

    /// 422 for what cannot be read, 409 for what is refused.
    pub(in crate::pages) fn status(&self) -> StatusCode {
        if self.errors.is_empty() {
            StatusCode::CONFLICT
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        }
    }
}

/// What is wrong with a field: in words of its own where it has some (`error-<code>-<field>`), so
/// that the summary on top says which answer is meant.
fn said_of(t: &Translator, error: &FieldError) -> FormError {
    let key = format!("error-{}-{}", error.code, error.field.replace('_', "-"));
    let message = match t.knows(&key) {
        true => t.get1(key, "detail", &error.detail),
        false => field_message(t, error),
    };
    FormError {
        field: error.field,
        message,
    }
}

/// The sequence number that the page showed; a form without one is stale.
pub(super) fn seen(fields: &Fields) -> u64 {
    fields.number("seen").unwrap_or_default()
}

/// Address of an item's page.
pub(in crate::pages) fn item_href(visit: &Visit, short: &ShortId) -> String {
    format!("/projects/{}/items/{short}", visit.project.code)
}

/// Answers a posted form of the workspace.
pub(super) async fn answer<T>(
    member: &Member,
    short: &ShortId,
    form: Form,
    fields: Fields,
    outcome: Result<T, AppError>,
    done: &str,
) -> Result<Response, WebError> {
    let error = match outcome {
        Ok(_) => {
            if let Some(sent) = form.drafted() {
                let (app, visit) = (member.visitor.app(), &member.visit);
                review::keep_draft(app, visit, short, sent, Vec::new()).await?;
            }
            let to = format!("{}?done={done}", item_href(&member.visit, short));
            return Ok(Redirect::to(&to).into_response());
        }
        Err(error) => error,
    };
    if member.visitor.wants_json {
        return Err(error.into());
    }
    let mut read = page::read(member.visitor.app(), member, short).await?;
    read.around.look_at(member, form, &fields).await?;
    match Posted::refused(&member.visitor.t, &read.dossier, form, fields, &error) {
        Some(posted) => page::answer(posted.status(), member, &read, &posted, ""),
        None => Err(error.into()),
    }
}

/// The page again with everything that was typed, and what follows from it; nothing is recorded.
pub(super) async fn looked(
    member: &Member,
    short: &ShortId,
    form: Form,
    fields: Fields,
) -> Result<Response, WebError> {
    let mut read = page::read(member.visitor.app(), member, short).await?;
    read.around.look_at(member, form, &fields).await?;
    let posted = Posted {
        form: Some(form),
        fields,
        ..Posted::nothing()
    };
    page::answer(StatusCode::OK, member, &read, &posted, "")
}
