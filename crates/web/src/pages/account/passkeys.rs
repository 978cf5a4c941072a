//! One's own passkeys: added with a name, listed with their last use, removed.

use askama::Template;
use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use cairn_app::{
    AppError,
    account::{self, Challenge, Resumed, Site, Standing},
    stored::PasskeyRecord,
};

use super::second_factor::{codes_page, known};
use crate::{
    forms::Fields,
    pages::sign_in::let_in,
    present::{FormError, form_errors},
    problem::{WebError, invalid_status},
    shell::Shell,
    visitor::{Visitor, page_with},
};

#[derive(Template)]
#[template(path = "account/passkeys.html")]
struct PasskeysPage {
    shell: Shell,
    passkeys: Vec<Line>,
    /// Whether browsers keep passkeys for this site at all.
    is_offered: bool,
    /// Whether a role asks for a second factor and there is none yet.
    is_required: bool,
    typed_name: String,
    errors: Vec<FormError>,
}

impl PasskeysPage {
    fn error(&self, field: &str) -> &str {
        crate::present::refusals::error_of(&self.errors, field)
    }
}

struct Line {
    id: String,
    name: String,
    since: String,
    /// A day, or that it never was.
    last_used: String,
    is_suspect: bool,
}

/// `GET /account/passkeys`
pub(crate) async fn passkeys(visitor: Visitor) -> Result<Response, WebError> {
    let resumed = known(&visitor)?;
    show(&visitor, resumed, StatusCode::OK, "", Vec::new()).await
}

/// `POST /account/passkeys/begin`
pub(crate) async fn begin_passkey(visitor: Visitor) -> Result<Json<Challenge>, WebError> {
    let resumed = known(&visitor)?;
    let challenge = account::begin_passkey(visitor.app(), site(&visitor)?, resumed).await?;
    Ok(Json(challenge))
}

/// `POST /account/passkeys`
pub(crate) async fn add_passkey(
    visitor: Visitor,
    jar: CookieJar,
    fields: Fields,
) -> Result<Response, WebError> {
    let resumed = known(&visitor)?;
    let (name, given) = (fields.text("name"), fields.text("passkey"));
    let (app, knock, site) = (visitor.app(), visitor.knock(), site(&visitor)?);
    match account::add_passkey(app, site, resumed, (&name, &given), &knock).await {
        Ok(added) => match added.signed_in {
            Some(signed_in) => {
                let page = codes_page(&visitor, resumed, added.codes, "/projects".to_owned())?;
                Ok((let_in(jar, signed_in), page).into_response())
            }
            None => Ok(Redirect::to("/account/passkeys?done=passkey-added").into_response()),
        },
        Err(AppError::Invalid(errors)) if !visitor.wants_json => {
            let (status, errors) = (invalid_status(&errors), form_errors(&visitor.t, &errors));
            show(&visitor, resumed, status, &name, errors).await
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /account/passkeys/remove`
pub(crate) async fn remove_passkey(visitor: Visitor, fields: Fields) -> Result<Response, WebError> {
    let resumed = visitor.session()?;
    let outcome = match fields.text("id").parse() {
        Ok(id) => account::remove_passkey(visitor.app(), resumed, id).await,
        Err(_) => Err(AppError::invalid("passkeys", "choice-missing")),
    };
    match outcome {
        Ok(()) => Ok(Redirect::to("/account/passkeys?done=passkey-removed").into_response()),
        Err(AppError::Invalid(errors)) if !visitor.wants_json => {
            let (status, errors) = (invalid_status(&errors), form_errors(&visitor.t, &errors));
            show(&visitor, resumed, status, "", errors).await
        }
        Err(other) => Err(other.into()),
    }
}

/// The site that a passkey would be bound to.
pub(crate) fn site(visitor: &Visitor) -> Result<&Site, AppError> {
    let none = || AppError::invalid("passkey", "passkeys-off");
    visitor.site().ok_or_else(none)
}

async fn show(
    visitor: &Visitor,
    resumed: &Resumed,
    status: StatusCode,
    name: &str,
    errors: Vec<FormError>,
) -> Result<Response, WebError> {
    let passkeys = account::passkeys(visitor.app(), resumed.account.id).await?;
    let page = PasskeysPage {
        shell: visitor.shell(visitor.t.get("passkeys-title")),
        passkeys: passkeys.iter().map(|one| line(visitor, one)).collect(),
        is_offered: visitor.site().is_some(),
        is_required: resumed.standing == Standing::SetupNeeded,
        typed_name: name.to_owned(),
        errors,
    };
    page_with(status, &page)
}

fn line(visitor: &Visitor, passkey: &PasskeyRecord) -> Line {
    let day = |at: chrono::DateTime<chrono::Utc>| at.format("%-d %b %Y").to_string();
    let never = || visitor.t.get("tokens-never");
    Line {
        id: passkey.id.to_string(),
        name: passkey.name.clone(),
        since: day(passkey.created_at),
        last_used: passkey.last_used_at.map_or_else(never, day),
        is_suspect: passkey.suspect_at.is_some(),
    }
}
