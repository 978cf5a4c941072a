//! The proof of a geolocation as one picture, to look at and to keep.

use askama::Template;
use axum::{
    extract::Path,
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};
use cairn_app::{AppError, review};
use cairn_domain::FindingId;

use crate::{
    extract::{Member, Record},
    present::proof::{draw_proof, raster},
    problem::WebError,
};

type Address = Path<(String, String, String)>;

/// A drawing shows nothing but itself, wherever it is opened.
const ALONE: &str = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; \
                     base-uri 'none'; frame-ancestors 'self'; sandbox";

/// `GET …/findings/{finding}/proof.svg`
pub(crate) async fn proof_svg(
    member: Member,
    Record(short): Record,
    address: Address,
) -> Result<Response, WebError> {
    let svg = drawn(&member, &short, &address).await?;
    Ok(answer("image/svg+xml; charset=utf-8", svg.into_bytes()))
}

/// `GET …/findings/{finding}/proof.png`
pub(crate) async fn proof_png(
    member: Member,
    Record(short): Record,
    address: Address,
) -> Result<Response, WebError> {
    let svg = drawn(&member, &short, &address).await?;
    let png = tokio::task::spawn_blocking(move || raster(&svg)).await;
    let png = png.map_err(|error| AppError::Internal(Box::new(error)))?;
    let png = png.map_err(|error| AppError::Internal(Box::new(error)))?;
    Ok(answer("image/png", png))
}

async fn drawn(
    member: &Member,
    short: &cairn_domain::ShortId,
    Path((_, _, finding)): &Address,
) -> Result<String, WebError> {
    let finding: FindingId = finding.parse().map_err(|_| AppError::NotFound)?;
    let (visitor, visit) = (&member.visitor, &member.visit);
    let proof = review::proof(visitor.app(), visit, short, finding).await?;
    let id = format!("{}-{short}", visit.project.code);
    let drawing = draw_proof(&visitor.t, &id, &proof, &visit.project.zone);
    let svg = drawing.render();
    Ok(svg.map_err(|error| AppError::Internal(Box::new(error)))?)
}

fn answer(mime: &'static str, bytes: Vec<u8>) -> Response {
    let headers: [(HeaderName, HeaderValue); 3] = [
        (header::CONTENT_TYPE, HeaderValue::from_static(mime)),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(ALONE),
        ),
        // What it shows depends on what the viewer has looked at.
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("private, no-store"),
        ),
    ];
    (headers, bytes).into_response()
}
