//! Signing in and out, and choosing a language.

use askama::Template;
use axum::{
    Extension,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::{
    CookieJar,
    cookie::{Cookie, SameSite},
};
use cairn_app::{AppError, Network, account};

use crate::{
    Web,
    forms::Fields,
    present::FormError,
    problem::WebError,
    shell::Shell,
    visitor::{SESSION, Visitor, page, page_with},
};

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    shell: Shell,
    email: String,
    next: String,
    errors: Vec<FormError>,
}

/// `GET /login`
pub(crate) async fn form(
    visitor: Visitor,
    query: axum::extract::RawQuery,
) -> Result<Response, WebError> {
    if visitor.account.is_some() {
        return Ok(Redirect::to("/projects").into_response());
    }
    let next = query
        .0
        .as_deref()
        .and_then(|q| q.strip_prefix("next="))
        .unwrap_or_default();
    page(&SignInPage::new(&visitor, "", next, Vec::new()))
}

/// `POST /login`
pub(crate) async fn sign_in(
    State(web): State<Web>,
    visitor: Visitor,
    jar: CookieJar,
    Extension(network): Extension<Network>,
    fields: Fields,
) -> Result<Response, WebError> {
    let (email, next) = (fields.text("email"), fields.text("next"));
    match account::sign_in(&web.app, &email, &fields.text("password"), network).await {
        Ok(signed_in) => {
            let jar = jar.add(cookie(SESSION, signed_in.token, true));
            Ok((jar, Redirect::to(&own_path(&next))).into_response())
        }
        Err(AppError::WrongCredentials) => {
            let message = visitor.t.get("error-wrong-credentials");
            let errors = vec![FormError {
                field: "email",
                message,
            }];
            page_with(
                StatusCode::UNAUTHORIZED,
                &SignInPage::new(&visitor, &email, &next, errors),
            )
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /logout`
pub(crate) async fn sign_out(State(web): State<Web>, jar: CookieJar) -> Result<Response, WebError> {
    if let Some(cookie) = jar.get(SESSION) {
        account::sign_out(&web.app, cookie.value()).await?;
    }
    let gone = jar.remove(cookie(SESSION, String::new(), true));
    Ok((gone, Redirect::to("/")).into_response())
}

/// `POST /language`
pub(crate) async fn language(jar: CookieJar, fields: Fields) -> Response {
    let jar = jar.add(cookie("lang", fields.text("lang"), false));
    (jar, Redirect::to(&own_path(&fields.text("next")))).into_response()
}

impl SignInPage {
    fn new(visitor: &Visitor, email: &str, next: &str, errors: Vec<FormError>) -> Self {
        Self {
            shell: visitor.shell(visitor.t.get("sign-in-title")),
            email: email.to_owned(),
            next: next.to_owned(),
            errors,
        }
    }
}

/// A cookie for this host only. Browsers count loopback addresses as secure.
pub(crate) fn cookie(name: &'static str, value: String, http_only: bool) -> Cookie<'static> {
    Cookie::build((name, value))
        .path("/")
        .secure(true)
        .http_only(http_only)
        .same_site(SameSite::Lax)
        .build()
}

/// Only paths of our own: never somebody else's address after signing in.
fn own_path(next: &str) -> String {
    let own = next.starts_with('/') && !next.starts_with("//") && !next.contains('\\');
    if own {
        next.to_owned()
    } else {
        "/projects".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_own_paths_are_followed() {
        assert_eq!(own_path("/projects/AFG/queue"), "/projects/AFG/queue");
        for elsewhere in [
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "",
        ] {
            assert_eq!(own_path(elsewhere), "/projects");
        }
    }
}
