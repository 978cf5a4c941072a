//! Headers of every answer. No request to a third party is possible under this policy, but for the
//! hosts of map layers that the operator added as `direct`, on the one page that draws them.

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
    routing::MethodRouter,
};
use cairn_app::{AppError, SecurityMode};

use crate::{Web, problem::WebError, visitor::Visitor};

/// What answers even where the instance is locked: whether the program lives, and what a page that
/// says so is dressed in.
const ALWAYS: [&str; 3] = ["/healthz", "/readyz", "/assets/"];

/// Whether a locked instance turns an address away.
pub(crate) fn locks_out(path: &str) -> bool {
    !ALWAYS.iter().any(|open| path.starts_with(open))
}

/// Refuses what would change something while the instance is read-only.
pub(crate) fn writing(handlers: MethodRouter<Web>) -> MethodRouter<Web> {
    handlers.layer(from_fn(refuse_if_read_only))
}

async fn refuse_if_read_only(request: Request, next: Next) -> Response {
    let visitor = request.extensions().get::<Visitor>();
    let mode = visitor.map(|visitor| visitor.app().mode());
    match mode {
        Some(SecurityMode::Open) => next.run(request).await,
        _ => WebError(AppError::ReadOnly).into_response(),
    }
}

/// Schemes, hosts and ports that a member's page may fetch tiles from; a handler puts them into its
/// answer, and no page without them gets any.
#[derive(Debug, Clone, Default)]
pub(crate) struct TileHosts(pub(crate) Vec<String>);

/// Adds the headers; a handler's own choice is kept. What says nothing of caching is kept by nobody.
pub(crate) fn protect(nonce: &str, hosts: &TileHosts, headers: &mut HeaderMap) {
    let tiles: String = hosts.0.iter().map(|host| format!(" {host}")).collect();
    let policy = format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; \
         img-src 'self' data: blob:{tiles}; media-src 'self' blob:; font-src 'self'; connect-src 'self'{tiles}; \
         worker-src 'self' blob:; object-src 'none'; form-action 'self'; frame-ancestors 'none'; \
         base-uri 'none'"
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers
            .entry(header::CONTENT_SECURITY_POLICY)
            .or_insert(policy);
    }
    let fixed = [
        // Browsers take it over TLS alone; two years, as preload lists ask for.
        (
            header::STRICT_TRANSPORT_SECURITY,
            "max-age=63072000; includeSubDomains",
        ),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), microphone=(), geolocation=(), interest-cohort=()",
        ),
    ];
    // What may be framed says so in its policy; the older header knows no way of saying it.
    let policy = headers.get(header::CONTENT_SECURITY_POLICY);
    let is_framed = policy.is_some_and(|policy| policy.as_bytes().ends_with(b"frame-ancestors *"));
    let fixed = fixed
        .into_iter()
        .filter(|(name, _)| !is_framed || name != header::X_FRAME_OPTIONS);
    for (name, value) in fixed {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
}
