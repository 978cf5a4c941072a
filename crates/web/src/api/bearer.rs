//! Who holds a token: `Authorization: Bearer cairn_…`, and nothing in an address.

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::{header, request::Parts},
};
use cairn_app::{
    AppError,
    account::{self, TokenVisit},
};
use cairn_domain::ProjectCode;

use crate::{Web, problem::WebError};

/// A program inside the project that the address names.
pub(crate) struct Program(pub(super) TokenVisit);

impl FromRequestParts<Web> for Program {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, WebError> {
        let secret = parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "))
            .map(|secret| secret.trim().to_owned())
            .ok_or(AppError::SignInNeeded)?;
        let params = RawPathParams::from_request_parts(parts, web).await;
        let params = params.map_err(|_| AppError::NotFound)?;
        let code = params.iter().find(|(name, _)| *name == "code");
        let code: Option<ProjectCode> = code.and_then(|(_, code)| code.parse().ok());
        let code = code.ok_or(AppError::NotFound)?;
        Ok(Self(
            account::enter_with_token(&web.app, &secret, &code).await?,
        ))
    }
}
