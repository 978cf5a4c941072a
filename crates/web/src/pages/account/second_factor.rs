//! Setting up one-time codes, and the recovery codes that are shown once.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use cairn_app::{
    AppError,
    account::{self, Resumed, Standing},
};
use qrcode::{Color, EcLevel, QrCode};

use crate::{
    forms::Fields,
    pages::sign_in::{let_in, next_in, own_path},
    present::{FormError, form_errors},
    problem::WebError,
    shell::Shell,
    visitor::{Visitor, page, page_with},
};

/// The margin that readers need, in modules.
const QUIET: usize = 4;

#[derive(Template)]
#[template(path = "account/second_factor.html")]
struct SetupPage {
    shell: Shell,
    is_required: bool,
    /// The seed in groups of four.
    secret: String,
    address: String,
    /// Width of the picture, in modules.
    size: usize,
    /// The dark modules, as a path.
    modules: String,
    next: String,
    /// Whether a passkey will do in its place.
    has_passkeys: bool,
    errors: Vec<FormError>,
}

impl SetupPage {
    fn error(&self, field: &str) -> &str {
        crate::present::refusals::error_of(&self.errors, field)
    }
}

#[derive(Template)]
#[template(path = "account/recovery_codes.html")]
struct RecoveryCodesPage {
    shell: Shell,
    email: String,
    codes: Vec<String>,
    next: String,
}

/// `GET /account/second-factor`
pub(crate) async fn setup(
    visitor: Visitor,
    query: axum::extract::RawQuery,
) -> Result<Response, WebError> {
    let resumed = known(&visitor)?;
    show(
        &visitor,
        resumed,
        next_in(&query),
        StatusCode::OK,
        Vec::new(),
    )
    .await
}

/// `POST /account/second-factor`
pub(crate) async fn confirm(
    visitor: Visitor,
    jar: CookieJar,
    fields: Fields,
) -> Result<Response, WebError> {
    let resumed = known(&visitor)?;
    let (code, next) = (fields.text("code"), fields.text("next"));
    let (app, knock) = (visitor.app(), visitor.knock());
    match account::confirm_second_factor(app, resumed, &code, &knock).await {
        Ok((signed_in, codes)) => {
            let page = codes_page(&visitor, resumed, codes, own_path(&next))?;
            Ok((let_in(jar, signed_in), page).into_response())
        }
        Err(AppError::Invalid(errors)) => {
            let (errors, status) = (
                form_errors(&visitor.t, &errors),
                StatusCode::UNPROCESSABLE_ENTITY,
            );
            show(&visitor, resumed, next, status, errors).await
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /account/recovery-codes`
pub(crate) async fn renew_recovery_codes(visitor: Visitor) -> Result<Response, WebError> {
    let resumed = visitor.session()?;
    let codes = account::renew_recovery_codes(visitor.app(), resumed.account.id).await?;
    codes_page(&visitor, resumed, codes, "/account".to_owned())
}

/// Somebody who is signed in, or would be if it were not for this page.
pub(super) fn known(visitor: &Visitor) -> Result<&Resumed, WebError> {
    match &visitor.resumed {
        Some(resumed) if resumed.standing != Standing::CodeNeeded => Ok(resumed),
        _ => visitor.session(),
    }
}

async fn show(
    visitor: &Visitor,
    resumed: &Resumed,
    next: String,
    status: StatusCode,
    errors: Vec<FormError>,
) -> Result<Response, WebError> {
    let setup = match account::begin_second_factor(visitor.app(), &resumed.account).await {
        Err(AppError::Conflict) => return Ok(Redirect::to("/account").into_response()),
        setup => setup?,
    };
    let (size, modules) = picture(&setup.address)?;
    let groups = setup.secret.as_bytes().chunks(4);
    let groups: Vec<_> = groups.map(String::from_utf8_lossy).collect();
    let page = SetupPage {
        shell: visitor.shell(visitor.t.get("second-factor-title")),
        is_required: resumed.standing == Standing::SetupNeeded,
        secret: groups.join(" "),
        address: setup.address,
        size,
        modules,
        next,
        has_passkeys: visitor.site().is_some(),
        errors,
    };
    page_with(status, &page)
}

pub(super) fn codes_page(
    visitor: &Visitor,
    resumed: &Resumed,
    codes: Vec<String>,
    next: String,
) -> Result<Response, WebError> {
    page(&RecoveryCodesPage {
        shell: visitor.shell(visitor.t.get("recovery-title")),
        email: resumed.account.email.clone(),
        codes,
        next,
    })
}

/// The address as a QR code: its width with margins, and a path of its dark modules.
fn picture(address: &str) -> Result<(usize, String), AppError> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M);
    let code = code.map_err(|error| AppError::Internal(error.to_string().into()))?;
    let width = code.width();
    let dark = code.to_colors().into_iter().enumerate();
    let dark = dark.filter(|(_, colour)| *colour == Color::Dark);
    let path = dark
        .map(|(at, _)| format!("M{} {}h1v1h-1z", at % width + QUIET, at / width + QUIET))
        .collect();
    Ok((width + 2 * QUIET, path))
}
