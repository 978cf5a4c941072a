//! How public answers travel: packed as whoever asks can read them, and open to pages of other
//! sites. Only doors that say so are, for what is packed together with a secret can be guessed at
//! by its length.

use std::time::Duration;

use axum::{
    extract::Request,
    http::{Extensions, HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Version, header},
    middleware::{Next, from_fn},
    response::Response,
    routing::MethodRouter,
};
use tower_http::{
    CompressionLevel,
    compression::{CompressionLayer, Predicate, predicate::SizeAbove},
    cors::{Any, CorsLayer},
};

use crate::Web;

/// Of 11 for Brotli, of 9 for gzip: the default of Brotli takes fifty times as long.
const LEVEL: CompressionLevel = CompressionLevel::Precise(4);
/// Shorter answers fit into one packet as they are.
const LEAST_BYTES: u64 = 1_000;
/// What is packed in itself.
const PACKED: [&str; 7] = [
    "image/",
    "video/",
    "audio/",
    "font/",
    "application/zip",
    "application/vnd.apache.parquet",
    "application/vnd.openxmlformats",
];
/// How long a browser remembers that other sites may ask.
const REMEMBERED: Duration = Duration::from_hours(24);

/// Packs what these handlers answer with Brotli or gzip. Ranges are ranges of the plain bytes, so
/// who asks for one gets them plain.
pub(crate) fn packed(handlers: MethodRouter<Web>) -> MethodRouter<Web> {
    let worth = SizeAbove::new(LEAST_BYTES).and(is_worth_it);
    let pack = CompressionLayer::new().quality(LEVEL).compress_when(worth);
    handlers.layer(pack).layer(from_fn(negotiated))
}

fn is_worth_it(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    let mime = headers.get(header::CONTENT_TYPE);
    let mime = mime.and_then(|value| value.to_str().ok());
    mime.is_some_and(|mime| !PACKED.iter().any(|start| mime.starts_with(start)))
}

/// Keeps the headers true: what was packed is not byte for byte what its tag names, and whatever
/// has an address that may be packed depends on what was asked (RFC 9110, 8.8.1 and 12.5.5).
async fn negotiated(mut request: Request, next: Next) -> Response {
    if request.headers().contains_key(header::RANGE) {
        request.headers_mut().remove(header::ACCEPT_ENCODING);
    }
    let held = request.headers().get(header::IF_NONE_MATCH).cloned();
    let mut response = next.run(request).await;
    let is_packed = response.headers().contains_key(header::CONTENT_ENCODING);
    let is_same = response.status() == StatusCode::NOT_MODIFIED;
    let is_held = is_same && held.is_some_and(|tag| is_weak(&tag));
    if is_packed || is_held {
        weaken(response.headers_mut());
    }
    if !response.headers().contains_key(header::VARY) {
        let encoding = HeaderValue::from_static("accept-encoding");
        response.headers_mut().insert(header::VARY, encoding);
    }
    response
}

fn is_weak(tag: &HeaderValue) -> bool {
    tag.as_bytes().starts_with(b"W/")
}

fn weaken(headers: &mut HeaderMap) {
    let Some(tag) = headers.get(header::ETAG).filter(|tag| !is_weak(tag)) else {
        return;
    };
    let weak = [b"W/", tag.as_bytes()].concat();
    if let Ok(weak) = HeaderValue::from_bytes(&weak) {
        headers.insert(header::ETAG, weak);
    }
}

/// Lets pages of any site read what these handlers answer, by ranges and with what their caches
/// hold; never with a cookie, for the answer is the same for everybody.
pub(crate) fn shared(handlers: MethodRouter<Web>) -> MethodRouter<Web> {
    let asked = [
        header::RANGE,
        header::IF_RANGE,
        header::IF_NONE_MATCH,
        header::CACHE_CONTROL,
    ];
    let told = [
        header::ACCEPT_RANGES,
        header::CONTENT_DISPOSITION,
        header::CONTENT_ENCODING,
        header::CONTENT_LENGTH,
        header::CONTENT_RANGE,
        header::ETAG,
        header::LINK,
    ];
    let open = CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::HEAD])
        .allow_headers(asked)
        .expose_headers(told)
        .max_age(REMEMBERED)
        .vary(Vec::<HeaderName>::new());
    handlers.layer(open).layer(from_fn(embeddable))
}

/// The same for what a page loads without asking first.
async fn embeddable(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("cross-origin"),
    );
    response
}
