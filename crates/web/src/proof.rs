//! Asking for the password, a code or a passkey once more, before what cannot easily be taken back.
//! The page that asks carries everything that was typed and sends it on: nothing is lost and nothing
//! is kept.

use askama::Template;
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::Request,
    http::{HeaderValue, Method, StatusCode, header},
    middleware::{Next, from_fn},
    response::{IntoResponse, Redirect, Response},
    routing::MethodRouter,
};
use cairn_app::{AppError, account};

use crate::{
    Web,
    forms::Fields,
    pages::sign_in::{cookie, own_path},
    present::{FormError, form_errors},
    problem::WebError,
    shell::Shell,
    visitor::{SESSION, Visitor, page_with},
};

/// The field that carries the proof through the form it was asked for.
const FIELD: &str = "proof";
/// What stands first in what a device answered.
const FROM_DEVICE: &str = "{\"ceremony\":";
/// The largest form that is carried through the page that asks.
const MOST_BYTES: usize = 1 << 20;

#[derive(Template)]
#[template(path = "account/proof.html")]
struct ProofPage {
    shell: Shell,
    action: String,
    carried: Vec<(String, String)>,
    is_written: bool,
    /// Whether a passkey will do.
    has_passkey: bool,
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
        )
        .await;
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
            Ok(secret) => {
                let request = Request::from_parts(parts, Body::from(bytes));
                return Ok(renewed(secret, next.run(request).await));
            }
            Err(error @ AppError::Invalid(_)) => error,
            Err(other) => return Err(other.into()),
        },
    };
    Ok(ask(visitor, parts.uri.path(), pairs, true, &error).await)
}

/// Hands the new secret of the session out, unless what was asked for began another session.
fn renewed(secret: String, mut response: Response) -> Response {
    let set = response.headers().get_all(header::SET_COOKIE).iter();
    let mut set = set.filter_map(|cookie| cookie.to_str().ok());
    let begins = |cookie: &str| cookie.split('=').next() == Some(SESSION);
    if set.any(begins) {
        return response;
    }
    let cookie = cookie(SESSION, secret, true).to_string();
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

fn pairs(bytes: &Bytes) -> Result<Vec<(String, String)>, AppError> {
    serde_urlencoded::from_bytes(bytes).map_err(|_| AppError::invalid("form", "form-unreadable"))
}

/// A passkey comes as what a script puts into the field of the password.
async fn prove(visitor: &Visitor, proof: &str) -> Result<String, AppError> {
    let (app, session) = (visitor.app(), visitor.session().map_err(|error| error.0)?);
    match visitor.site() {
        Some(site) if proof.starts_with(FROM_DEVICE) => {
            account::prove_with_passkey(app, site, session, proof).await
        }
        _ => account::prove(app, session, proof, &visitor.knock()).await,
    }
}

async fn ask(
    visitor: &Visitor,
    action: &str,
    carried: Vec<(String, String)>,
    is_written: bool,
    error: &AppError,
) -> Response {
    let has_passkey = match may_answer(visitor).await {
        Ok(has_passkey) => has_passkey,
        Err(error) => return error.into_response(),
    };
    let errors = match error {
        AppError::Invalid(errors) => form_errors(&visitor.t, errors),
        _ => Vec::new(),
    };
    let template = ProofPage {
        shell: visitor.shell(visitor.t.get("prove-title")),
        action: action.to_owned(),
        carried,
        is_written,
        has_passkey,
        errors,
    };
    page_with(StatusCode::FORBIDDEN, &template).unwrap_or_else(IntoResponse::into_response)
}

async fn may_answer(visitor: &Visitor) -> Result<bool, WebError> {
    let user = visitor.signed_in()?.id;
    let passkeys = account::passkeys(visitor.app(), user).await?;
    Ok(visitor.site().is_some() && !passkeys.is_empty())
}

/// `POST /account/proof`: for what was asked for by its address alone.
pub(crate) async fn give(visitor: Visitor, fields: Fields) -> Result<Response, WebError> {
    visitor.session()?;
    let next = fields.text("next");
    match prove(&visitor, &fields.text(FIELD)).await {
        Ok(secret) => {
            let next = Redirect::to(&own_path(&next));
            Ok(renewed(secret, next.into_response()))
        }
        Err(error @ AppError::Invalid(_)) => {
            let carried = vec![("next".to_owned(), next)];
            Ok(ask(&visitor, "/account/proof", carried, false, &error).await)
        }
        Err(other) => Err(other.into()),
    }
}
