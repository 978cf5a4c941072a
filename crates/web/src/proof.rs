//! Asking for the password or a code once more, before what cannot easily be taken back. The page
//! that asks carries everything that was typed and sends it on: nothing is lost and nothing is kept.

use askama::Template;
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::Request,
    http::{Method, StatusCode},
    middleware::{Next, from_fn},
    response::{IntoResponse, Redirect, Response},
    routing::MethodRouter,
};
use cairn_app::{AppError, account};

use crate::{
    Web,
    forms::Fields,
    pages::sign_in::own_path,
    present::{FormError, form_errors},
    problem::WebError,
    shell::Shell,
    visitor::{Visitor, page_with},
};

/// The field that carries the proof through the form it was asked for.
const FIELD: &str = "proof";
/// The largest form that is carried through the page that asks.
const MOST_BYTES: usize = 1 << 20;

#[derive(Template)]
#[template(path = "account/proof.html")]
struct ProofPage {
    shell: Shell,
    action: String,
    carried: Vec<(String, String)>,
    is_written: bool,
    errors: Vec<FormError>,
}

/// Lets requests through whose session was proved within the last ten minutes, and asks the others.
pub(crate) fn proved(handlers: MethodRouter<Web>) -> MethodRouter<Web> {
    handlers.layer(from_fn(check))
}

async fn check(request: Request, next: Next) -> Response {
    let Some(visitor) = request.extensions().get::<Visitor>().cloned() else {
        return WebError(AppError::Internal("the visitor layer is missing".into())).into_response();
    };
    let has_proof = match visitor.session() {
        Ok(session) => session.has_proof(visitor.app().clock.now()),
        // Nobody to ask: the door behind says what is missing.
        Err(_) => true,
    };
    if has_proof {
        return next.run(request).await;
    }
    if visitor.wants_json {
        return WebError(AppError::ProofNeeded).into_response();
    }
    if request.method() == Method::GET {
        let wanted = request.uri().to_string();
        let carried = vec![("next".to_owned(), wanted)];
        return ask(
            &visitor,
            "/account/proof",
            carried,
            false,
            &AppError::ProofNeeded,
        );
    }
    match through(&visitor, request, next).await {
        Ok(response) => response,
        Err(error) => error.into_response(),
    }
}

/// A form that comes with its proof goes through; one without is asked for it.
async fn through(visitor: &Visitor, request: Request, next: Next) -> Result<Response, WebError> {
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, MOST_BYTES)
        .await
        .map_err(|_| AppError::invalid("form", "form-unreadable"))?;
    let mut pairs = pairs(&bytes)?;
    let proof = pairs.iter().position(|(name, _)| name == FIELD);
    let proof = proof.map(|at| pairs.remove(at).1);
    let error = match &proof {
        None => AppError::ProofNeeded,
        Some(proof) => match prove(visitor, proof).await {
            Ok(()) => {
                let request = Request::from_parts(parts, Body::from(bytes));
                return Ok(next.run(request).await);
            }
            Err(error @ AppError::Invalid(_)) => error,
            Err(other) => return Err(other.into()),
        },
    };
    Ok(ask(visitor, parts.uri.path(), pairs, true, &error))
}

fn pairs(bytes: &Bytes) -> Result<Vec<(String, String)>, AppError> {
    serde_urlencoded::from_bytes(bytes).map_err(|_| AppError::invalid("form", "form-unreadable"))
}

async fn prove(visitor: &Visitor, proof: &str) -> Result<(), AppError> {
    let session = visitor.session().map_err(|error| error.0)?;
    account::prove(visitor.app(), session, proof, &visitor.knock()).await
}

fn ask(
    visitor: &Visitor,
    action: &str,
    carried: Vec<(String, String)>,
    is_written: bool,
    error: &AppError,
) -> Response {
    let errors = match error {
        AppError::Invalid(errors) => form_errors(&visitor.t, errors),
        _ => Vec::new(),
    };
    let template = ProofPage {
        shell: visitor.shell(visitor.t.get("prove-title")),
        action: action.to_owned(),
        carried,
        is_written,
        errors,
    };
    page_with(StatusCode::FORBIDDEN, &template).unwrap_or_else(IntoResponse::into_response)
}

/// `POST /account/proof`: for what was asked for by its address alone.
pub(crate) async fn give(visitor: Visitor, fields: Fields) -> Result<Response, WebError> {
    visitor.session()?;
    let next = fields.text("next");
    match prove(&visitor, &fields.text(FIELD)).await {
        Ok(()) => Ok(Redirect::to(&own_path(&next)).into_response()),
        Err(error @ AppError::Invalid(_)) => {
            let carried = vec![("next".to_owned(), next)];
            Ok(ask(&visitor, "/account/proof", carried, false, &error))
        }
        Err(other) => Err(other.into()),
    }
}
