//! Signing in and out, and choosing a language.

use askama::Template;
use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::{
    CookieJar,
    cookie::{Cookie, SameSite},
};
use cairn_app::{
    AppError,
    account::{self, Challenge, Resumed, SignedIn, Standing},
};

use crate::{
    Web,
    forms::Fields,
    pages,
    present::{FormError, form_errors},
    problem::WebError,
    shell::Shell,
    visitor::{DEVICE, LANGUAGE, SESSION, Visitor, page, page_with},
};

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    shell: Shell,
    email: String,
    next: String,
    /// Whether browsers keep passkeys for this site.
    has_passkeys: bool,
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
    page(&SignInPage::new(&visitor, "", &next_in(&query), Vec::new()))
}

/// Where to go on afterwards, as the address says.
pub(crate) fn next_in(query: &axum::extract::RawQuery) -> String {
    let query = query.0.as_deref();
    let next = query.and_then(|query| query.strip_prefix("next="));
    next.unwrap_or_default().to_owned()
}

/// `POST /login`
pub(crate) async fn sign_in(
    State(web): State<Web>,
    visitor: Visitor,
    jar: CookieJar,
    fields: Fields,
) -> Result<Response, WebError> {
    let (email, next) = (fields.text("email"), fields.text("next"));
    let password = fields.text("password");
    match account::sign_in(&web.app, &email, &password, &visitor.knock()).await {
        Ok(signed_in) => {
            let to = own_path(&next);
            let to = if signed_in.needs_code {
                format!("/login/code?next={to}")
            } else {
                to
            };
            Ok((let_in(jar, signed_in), Redirect::to(&to)).into_response())
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

#[derive(Template)]
#[template(path = "account/code.html")]
struct CodePage {
    shell: Shell,
    next: String,
    /// Whether codes of an app are asked for, or a recovery code alone.
    has_codes: bool,
    /// Whether a passkey will do.
    has_passkey: bool,
    errors: Vec<FormError>,
}

/// `GET /login/code`
pub(crate) async fn code_form(
    visitor: Visitor,
    query: axum::extract::RawQuery,
) -> Result<Response, WebError> {
    let Some(resumed) = half(&visitor) else {
        return Ok(Redirect::to("/login").into_response());
    };
    let next = next_in(&query);
    code_page(&visitor, resumed, StatusCode::OK, next, Vec::new()).await
}

async fn code_page(
    visitor: &Visitor,
    resumed: &Resumed,
    status: StatusCode,
    next: String,
    errors: Vec<FormError>,
) -> Result<Response, WebError> {
    let state = account::second_factor_state(visitor.app(), &resumed.account).await?;
    let page = CodePage {
        shell: visitor.shell(visitor.t.get("code-title")),
        next,
        has_codes: state.has_codes,
        has_passkey: state.passkeys > 0 && visitor.site().is_some(),
        errors,
    };
    page_with(status, &page)
}

/// `POST /login/code`
pub(crate) async fn give_code(
    visitor: Visitor,
    jar: CookieJar,
    fields: Fields,
) -> Result<Response, WebError> {
    let Some(resumed) = half(&visitor) else {
        return Ok(Redirect::to("/login").into_response());
    };
    let next = fields.text("next");
    let code = fields.text("code");
    match account::give_code(visitor.app(), resumed, &code, &visitor.knock()).await {
        Ok(signed_in) => {
            let to = Redirect::to(&own_path(&next));
            Ok((let_in(jar, signed_in), to).into_response())
        }
        Err(AppError::Invalid(errors)) => {
            let (errors, status) = (form_errors(&visitor.t, &errors), StatusCode::UNAUTHORIZED);
            code_page(&visitor, resumed, status, next, errors).await
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /login/passkey/begin`
pub(crate) async fn begin_with_passkey(visitor: Visitor) -> Result<Json<Challenge>, WebError> {
    let (app, site) = (visitor.app(), pages::account::site(&visitor)?);
    let (resumed, knock) = (visitor.resumed.as_ref(), visitor.knock());
    let challenge = account::begin_with_passkey(app, site, resumed, &knock).await?;
    Ok(Json(challenge))
}

/// `POST /login/passkey`: in the place of name, password and code, or of the code alone.
pub(crate) async fn sign_in_with_passkey(
    visitor: Visitor,
    jar: CookieJar,
    fields: Fields,
) -> Result<Response, WebError> {
    let (given, next) = (fields.text("passkey"), fields.text("next"));
    let (app, site) = (visitor.app(), pages::account::site(&visitor)?);
    let (half, knock) = (half(&visitor), visitor.knock());
    match account::sign_in_with_passkey(app, site, half, &given, &knock).await {
        Ok(signed_in) => {
            let to = Redirect::to(&own_path(&next));
            Ok((let_in(jar, signed_in), to).into_response())
        }
        Err(AppError::Invalid(errors)) => {
            let (errors, status) = (form_errors(&visitor.t, &errors), StatusCode::UNAUTHORIZED);
            match half {
                Some(half) => code_page(&visitor, half, status, next, errors).await,
                None => page_with(status, &SignInPage::new(&visitor, "", &next, errors)),
            }
        }
        Err(other) => Err(other.into()),
    }
}

/// Somebody who has given their password and not their code.
fn half(visitor: &Visitor) -> Option<&Resumed> {
    let resumed = visitor.resumed.as_ref();
    resumed.filter(|resumed| resumed.standing == Standing::CodeNeeded)
}

/// The cookies of a fresh session.
pub(crate) fn let_in(jar: CookieJar, signed_in: SignedIn) -> CookieJar {
    let jar = jar.add(cookie(SESSION, signed_in.token, true));
    match signed_in.known_device {
        Some(secret) => {
            let mut known = cookie(DEVICE, secret, true);
            known.set_max_age(time::Duration::days(180));
            jar.add(known)
        }
        None => jar,
    }
}

/// `POST /logout`
pub(crate) async fn sign_out(State(web): State<Web>, jar: CookieJar) -> Result<Response, WebError> {
    if let Some(cookie) = jar.get(SESSION) {
        account::sign_out(&web.app, cookie.value()).await?;
    }
    let gone = jar.remove(cookie(SESSION, String::new(), true));
    // What a shared computer kept of the team's pages goes too; drafts of one's own stay.
    let clear = [("clear-site-data", "\"cache\"")];
    Ok((gone, clear, Redirect::to("/")).into_response())
}

/// `POST /language`
pub(crate) async fn language(jar: CookieJar, fields: Fields) -> Response {
    let jar = jar.add(cookie(LANGUAGE, fields.text("lang"), false));
    (jar, Redirect::to(&own_path(&fields.text("next")))).into_response()
}

impl SignInPage {
    fn new(visitor: &Visitor, email: &str, next: &str, errors: Vec<FormError>) -> Self {
        Self {
            shell: visitor.shell(visitor.t.get("sign-in-title")),
            email: email.to_owned(),
            next: next.to_owned(),
            has_passkeys: visitor.site().is_some(),
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

/// Only paths of our own: never somebody else's address after signing in. Browsers drop tabs and line
/// ends from an address before they read it, so `/`, a tab and `/elsewhere` would lead elsewhere.
pub(crate) fn own_path(next: &str) -> String {
    let own = next.starts_with('/') && !next.starts_with("//") && !next.contains('\\');
    let is_plain = next.bytes().all(|byte| byte.is_ascii_graphic());
    if own && is_plain {
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
            "/\t/evil.example",
            "/\n/evil.example",
            "\t//evil.example",
            "",
        ] {
            assert_eq!(own_path(elsewhere), "/projects");
        }
    }
}
