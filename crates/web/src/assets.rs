//! The built front end, embedded. Logical names map to hashed ones, which never change their
//! content and may be cached for ever.

use std::{collections::HashMap, sync::Arc};

use axum::{
    extract::Path,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use cairn_app::AppError;
use rust_embed::RustEmbed;

use crate::problem::WebError;

#[derive(RustEmbed)]
#[folder = "../../web/dist"]
struct Dist;

/// Logical name → address.
#[derive(Clone)]
pub struct Assets(Arc<HashMap<String, String>>);

impl Assets {
    /// Reads the manifest that the front-end build wrote.
    pub(crate) fn load() -> Self {
        let manifest = Dist::get("manifest.json")
            .map(|file| file.data)
            .unwrap_or_default();
        Self(Arc::new(
            serde_json::from_slice(&manifest).unwrap_or_default(),
        ))
    }

    /// The address of an asset by its logical name, such as `app.css`.
    pub fn url(&self, name: &str) -> String {
        match self.0.get(name) {
            Some(path) => format!("/{}", path.trim_start_matches('/')),
            None => format!("/assets/{name}"),
        }
    }
}

/// `GET /assets/{*path}`
pub(crate) async fn asset(
    Path(path): Path<String>,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    serve(
        &format!("assets/{path}"),
        &headers,
        "public, max-age=31536000, immutable",
    )
}

/// `GET /geo/{*path}`
pub(crate) async fn geo(
    Path(path): Path<String>,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    serve(&format!("geo/{path}"), &headers, "public, max-age=86400")
}

fn serve(path: &str, request: &HeaderMap, cache: &'static str) -> Result<Response, WebError> {
    let mime = mime_guess::from_path(path).first_or_octet_stream();
    let is_xml = mime.suffix().is_some_and(|suffix| suffix == "xml");
    let mime = if is_xml || mime.type_() == "text" || mime.subtype() == "javascript" {
        format!("{mime}; charset=utf-8")
    } else {
        mime.to_string()
    };
    let gzip = accepts_gzip(request)
        .then(|| Dist::get(&format!("{path}.gz")))
        .flatten();
    let zipped = gzip.is_some();
    let file = gzip.or_else(|| Dist::get(path)).ok_or(AppError::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, mime.as_str()),
        (header::CACHE_CONTROL, cache),
        (header::VARY, "Accept-Encoding"),
    ];
    let mut response = (headers, file.data).into_response();
    if zipped {
        response.headers_mut().insert(
            header::CONTENT_ENCODING,
            axum::http::HeaderValue::from_static("gzip"),
        );
    }
    Ok(response)
}

fn accepts_gzip(headers: &HeaderMap) -> bool {
    let accepted = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok());
    accepted.is_some_and(|accepted| accepted.split(',').any(|c| c.trim().starts_with("gzip")))
}
