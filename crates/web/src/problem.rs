//! The one way errors leave: a problem document (RFC 9457) for programs, a page for people.

use std::sync::Arc;

use askama::Template;
use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use cairn_app::{AppError, FieldError};
use serde::Serialize;

use crate::{
    present::{
        refusals::{self, Reason},
        uploads,
    },
    shell::Shell,
    tus,
    visitor::{Visitor, page_with},
};

/// An error on its way out of a handler.
#[derive(Debug)]
pub struct WebError(pub AppError);

impl<E: Into<AppError>> From<E> for WebError {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

/// The error, for the layer that knows who asked.
#[derive(Debug, Clone)]
pub(crate) struct Raised(Arc<AppError>);

impl Raised {
    /// Its kind, as programs read it.
    pub(crate) fn kind(&self) -> &'static str {
        kind(&self.0)
    }
}

impl IntoResponse for WebError {
    fn into_response(self) -> Response {
        let mut response = status(&self.0).into_response();
        response.extensions_mut().insert(Raised(Arc::new(self.0)));
        response
    }
}

/// The status of a form that cannot be taken: where a file is what stands in the way, the one that
/// HTTP has for it.
pub(crate) fn invalid_status(errors: &[FieldError]) -> StatusCode {
    let of_file = |error: &FieldError| match error.code {
        "file-empty" | "upload-broken" => Some(StatusCode::BAD_REQUEST),
        "file-kind" => Some(StatusCode::UNSUPPORTED_MEDIA_TYPE),
        "file-large" | "files-many" => Some(StatusCode::PAYLOAD_TOO_LARGE),
        _ => None,
    };
    errors
        .iter()
        .find_map(of_file)
        .unwrap_or(StatusCode::UNPROCESSABLE_ENTITY)
}

fn status(error: &AppError) -> StatusCode {
    match error {
        AppError::NotFound => StatusCode::NOT_FOUND,
        AppError::SignInNeeded | AppError::WrongCredentials | AppError::CodeNeeded => {
            StatusCode::UNAUTHORIZED
        }
        AppError::SecondFactorMissing | AppError::ProofNeeded => StatusCode::FORBIDDEN,
        AppError::Gone => StatusCode::GONE,
        AppError::ReadOnly | AppError::Locked => StatusCode::SERVICE_UNAVAILABLE,
        AppError::Throttled { .. } => StatusCode::TOO_MANY_REQUESTS,
        AppError::TooSlow => StatusCode::REQUEST_TIMEOUT,
        AppError::Refused(_) | AppError::Conflict => StatusCode::CONFLICT,
        AppError::Invalid(errors) => invalid_status(errors),
        AppError::Upload(refusal) => uploads::status(refusal),
        AppError::Full => StatusCode::INSUFFICIENT_STORAGE,
        AppError::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// RFC 9457.
#[derive(Debug, Serialize)]
struct Problem {
    #[serde(rename = "type")]
    kind: String,
    title: String,
    status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    refusals: Vec<Reason>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<Named>,
}

#[derive(Debug, Serialize)]
struct Named {
    field: &'static str,
    code: &'static str,
    message: String,
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    shell: Shell,
    heading: String,
    what_to_do: String,
    reasons: Vec<Reason>,
    messages: Vec<String>,
}

/// Turns an error into what the visitor can read. Faults of ours are logged here, once.
pub(crate) fn present(visitor: &Visitor, raised: &Raised) -> Response {
    let error = &*raised.0;
    if let AppError::Internal(source) = error {
        // The rest of such an address is somebody's secret.
        let path = match tus::is_under(&visitor.path) {
            true => tus::UNDER,
            false => visitor.path.as_str(),
        };
        tracing::error!(path, error = %source, "internal error");
    }
    if let Some(way) = way_in(visitor, error) {
        return Redirect::to(&way).into_response();
    }
    let mut response = if visitor.wants_json {
        document(visitor, error)
    } else {
        page(visitor, error)
    };
    match error {
        AppError::Throttled { retry_after_s } => {
            let seconds = HeaderValue::from(*retry_after_s);
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
        AppError::TooSlow => {
            let close = HeaderValue::from_static("close");
            response.headers_mut().insert(header::CONNECTION, close);
        }
        _ => {}
    }
    response
}

/// Where a person goes first, if something is missing that they can give on a page of its own.
fn way_in(visitor: &Visitor, error: &AppError) -> Option<String> {
    let page = match error {
        AppError::SignInNeeded => "/login",
        AppError::CodeNeeded => "/login/code",
        AppError::SecondFactorMissing => "/account/second-factor",
        _ => return None,
    };
    (!visitor.wants_json).then(|| format!("{page}?next={}", visitor.path))
}

fn kind(error: &AppError) -> &'static str {
    match error {
        AppError::NotFound => "not-found",
        AppError::SignInNeeded => "sign-in-needed",
        AppError::WrongCredentials => "wrong-credentials",
        AppError::CodeNeeded => "code-needed",
        AppError::SecondFactorMissing => "second-factor-missing",
        AppError::ProofNeeded => "proof-needed",
        AppError::Gone => "gone",
        AppError::ReadOnly => "read-only",
        AppError::Locked => "locked",
        AppError::Throttled { .. } => "throttled",
        AppError::TooSlow => "too-slow",
        AppError::Refused(_) => "refused",
        AppError::Invalid(_) => "invalid",
        AppError::Conflict => "conflict",
        AppError::Upload(_) => "upload",
        AppError::Full => "disk-full",
        AppError::Internal(_) => "internal",
    }
}

fn reasons(visitor: &Visitor, error: &AppError) -> Vec<Reason> {
    match error {
        AppError::Refused(found) => refusals::reasons(&visitor.t, found, &Default::default()),
        _ => Vec::new(),
    }
}

/// The sentence about this very case, where the kind of error has one.
fn detail(visitor: &Visitor, error: &AppError) -> Option<String> {
    match error {
        AppError::Upload(refusal) => Some(uploads::words(&visitor.t, refusal)),
        AppError::Full => Some(visitor.t.get("problem-disk-full-do")),
        _ => None,
    }
}

fn what_to_do(visitor: &Visitor, error: &AppError) -> String {
    let key = format!("problem-{}-do", kind(error));
    match error {
        AppError::Throttled { retry_after_s } => visitor.t.get1(key, "seconds", retry_after_s),
        _ => visitor.t.get(key),
    }
}

fn document(visitor: &Visitor, error: &AppError) -> Response {
    let status = status(error);
    let errors = match error {
        AppError::Invalid(errors) => errors.as_slice(),
        _ => &[],
    };
    let errors = errors.iter().map(|error| Named {
        field: error.field,
        code: error.code,
        message: refusals::field_message(&visitor.t, error),
    });
    let problem = Problem {
        kind: format!("urn:cairn:problem:{}", kind(error)),
        title: visitor.t.get(format!("problem-{}", kind(error))),
        status: status.as_u16(),
        detail: detail(visitor, error),
        refusals: reasons(visitor, error),
        errors: errors.collect(),
    };
    (
        status,
        [(header::CONTENT_TYPE, "application/problem+json")],
        Json(problem),
    )
        .into_response()
}

fn page(visitor: &Visitor, error: &AppError) -> Response {
    let heading = visitor.t.get(format!("problem-{}", kind(error)));
    let messages = match error {
        AppError::Invalid(errors) => errors
            .iter()
            .map(|error| refusals::field_message(&visitor.t, error))
            .collect(),
        _ => Vec::new(),
    };
    let template = ErrorPage {
        shell: visitor.shell(heading.clone()),
        what_to_do: what_to_do(visitor, error),
        reasons: reasons(visitor, error),
        heading,
        messages,
    };
    page_with(status(error), &template).unwrap_or_else(|_| status(error).into_response())
}
