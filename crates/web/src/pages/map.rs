//! What the maps of a workspace fetch: boundaries, files of tiles, tiles of others.

use std::collections::HashMap;

use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use cairn_app::{AppError, place};
use cairn_domain::{Action, Digest, LayerMode};

use crate::{Web, bytes_out, extract::Member, problem::WebError};

/// Parameters of the path by their names.
type Named = Path<HashMap<String, String>>;

/// `GET …/map/boundaries.json`: every imported boundary as lines.
pub(crate) async fn boundaries(
    State(web): State<Web>,
    member: Member,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    member.visit.permit(Action::ViewItems)?;
    let sets = place::boundary_sets(&web.app).await?;
    let ids: Vec<_> = sets.iter().map(|set| set.id.to_string()).collect();
    let tag = format!("\"{}\"", Digest::of_bytes(ids.join(" ").as_bytes()));
    let known = headers.get(header::IF_NONE_MATCH);
    let is_known = known.is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let headers = [
        (header::ETAG, tag.as_str()),
        (header::CACHE_CONTROL, "private, no-cache"),
        (header::CONTENT_TYPE, "application/geo+json"),
    ];
    if is_known {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    let lines = place::outlines(&web.app, &member.visit).await?;
    Ok((headers, lines.to_string()).into_response())
}

/// `GET …/map/layers/{layer}/file`: a file of tiles that lies on this machine, whole or by range.
pub(crate) async fn file(
    State(web): State<Web>,
    member: Member,
    Path(named): Named,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let path = place::layer_file(&web.app, &member.visit, text(&named, "layer")).await?;
    bytes_out::send_file(&path, &headers).await
}

/// `GET …/map/layers/{layer}/{z}/{x}/{y}`: a tile that the server fetches.
pub(crate) async fn tile(
    State(web): State<Web>,
    member: Member,
    Path(named): Named,
) -> Result<Response, WebError> {
    member.visit.permit(Action::ViewItems)?;
    let (z, x, y) = position(&named)?;
    let layer = place::layer(&web.app, &member.visit, text(&named, "layer")).await?;
    if layer.mode != LayerMode::Proxied || z > layer.max_zoom {
        return Err(AppError::NotFound.into());
    }
    Ok(web.tiles.fetch(&layer, z, x, y).await)
}

fn text<'a>(named: &'a HashMap<String, String>, name: &str) -> &'a str {
    named.get(name).map_or("", String::as_str)
}

/// Zoom, column and row of a tile that there can be.
fn position(named: &HashMap<String, String>) -> Result<(u8, u32, u32), AppError> {
    let outside = || AppError::invalid("tile", "tile-outside");
    let number = |name| text(named, name).parse::<u32>().map_err(|_| outside());
    let (z, x, y) = (number("z")?, number("x")?, number("y")?);
    let is_there = z <= 24 && x < 1 << z && y < 1 << z;
    let z = u8::try_from(z).map_err(|_| outside())?;
    is_there.then_some((z, x, y)).ok_or_else(outside)
}
