//! Uploads that survive a bad line, for programs that speak tus 1.0.0; the page's own script is one.

use axum::{
    body::{Body, BodyDataStream},
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use cairn_app::{
    AppError,
    upload::{self, Piece, Progress, UploadRefusal},
};

use crate::{Web, problem::WebError, tus};

/// `OPTIONS /uploads`
pub(crate) async fn abilities(State(web): State<Web>) -> impl IntoResponse {
    let limit = web.app.settings.max_upload_bytes;
    (StatusCode::NO_CONTENT, tus::abilities(limit))
}

/// `POST /uploads`: begins one, with its first piece if there is one.
pub(crate) async fn begin(
    State(web): State<Web>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, WebError> {
    tus::check_version(&headers)?;
    let (name, mut progress) = upload::begin(&web.app, tus::new_upload(&headers)?).await?;
    if tus::has_piece(&headers) {
        let token = upload::token(&name, tus::key(&headers)?);
        progress = upload::write(&web.app, &token, piece(0, &headers, body)?).await?;
    }
    let mut answer = tus::standing(&progress);
    let place = HeaderValue::from_str(&format!("/uploads/{name}")).map_err(AppError::internal)?;
    answer.insert(header::LOCATION, place);
    Ok((StatusCode::CREATED, answer).into_response())
}

/// `HEAD /uploads/{name}`
pub(crate) async fn standing(
    State(web): State<Web>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    tus::check_version(&headers)?;
    let progress = upload::progress(&web.app, &token(&name, &headers)?).await?;
    Ok((StatusCode::OK, tus::standing_in_full(&progress)).into_response())
}

/// `PATCH /uploads/{name}`
pub(crate) async fn append(
    State(web): State<Web>,
    Path(name): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, WebError> {
    tus::check_version(&headers)?;
    let offset = tus::piece_at(&headers)?;
    let piece = piece(offset, &headers, body)?;
    let progress = upload::write(&web.app, &token(&name, &headers)?, piece).await?;
    Ok(moved(&progress))
}

/// `DELETE /uploads/{name}`
pub(crate) async fn remove(
    State(web): State<Web>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    tus::check_version(&headers)?;
    upload::remove(&web.app, &token(&name, &headers)?).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `POST /uploads/{name}` with `X-HTTP-Method-Override`, for clients that have no other methods.
pub(crate) async fn overridden(
    web: State<Web>,
    name: Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, WebError> {
    match tus::meant_method(&headers) {
        Some("PATCH") => append(web, name, headers, body).await,
        Some("DELETE") => remove(web, name, headers).await,
        Some("HEAD") => standing(web, name, headers).await,
        _ => Err(AppError::from(UploadRefusal::Header("X-HTTP-Method-Override")).into()),
    }
}

/// The token of an upload, for whoever sends these headers.
fn token(name: &str, headers: &HeaderMap) -> Result<String, AppError> {
    Ok(upload::token(name, tus::key(headers)?))
}

fn piece(offset: u64, headers: &HeaderMap, body: Body) -> Result<Piece<BodyDataStream>, AppError> {
    Ok(Piece {
        offset,
        length_bytes: tus::body_length(headers),
        checksum: tus::checksum(headers)?,
        body: body.into_data_stream(),
    })
}

fn moved(progress: &Progress) -> Response {
    (StatusCode::NO_CONTENT, tus::standing(progress)).into_response()
}
