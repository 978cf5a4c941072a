//! What handlers ask of a request beyond [`Visitor`](crate::visitor::Visitor).

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::request::Parts,
};
use cairn_app::{AppError, Visit};
use cairn_domain::{ProjectCode, ShortId};

use crate::{Web, problem::WebError, visitor::Visitor};

/// A member inside the project that the address names. Strangers get 404, as for everything that
/// does not exist for them.
pub(crate) struct Member {
    pub(crate) visitor: Visitor,
    pub(crate) visit: Visit,
}

impl FromRequestParts<Web> for Member {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, WebError> {
        let visitor = Visitor::from_request_parts(parts, web).await?;
        let user = visitor.signed_in()?.id;
        let code: ProjectCode = parameter(parts, web, "code").await?;
        let visit = Visit::enter(&web.app, user, &code).await?;
        Ok(Self { visitor, visit })
    }
}

/// The record that the address names.
pub(crate) struct Record(pub(crate) ShortId);

impl FromRequestParts<Web> for Record {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, WebError> {
        Ok(Self(parameter(parts, web, "short").await?))
    }
}

/// Reads one parameter of the path; what cannot be an id names nothing.
async fn parameter<T: std::str::FromStr>(
    parts: &mut Parts,
    web: &Web,
    name: &str,
) -> Result<T, WebError> {
    let params = RawPathParams::from_request_parts(parts, web).await;
    let params = params.map_err(|_| AppError::NotFound)?;
    let text = params
        .iter()
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value);
    Ok(text
        .and_then(|text| text.parse().ok())
        .ok_or(AppError::NotFound)?)
}
