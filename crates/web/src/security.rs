//! Headers of every answer. No request to a third party is possible under this policy, but for the
//! hosts of map layers that the operator added as `direct`, on the one page that draws them.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// Schemes, hosts and ports that a member's page may fetch tiles from; a handler puts them into its
/// answer, and no page without them gets any.
#[derive(Debug, Clone, Default)]
pub(crate) struct TileHosts(pub(crate) Vec<String>);

/// Adds the headers; a handler's own choice is kept.
pub(crate) fn protect(nonce: &str, hosts: &TileHosts, headers: &mut HeaderMap) {
    let tiles: String = hosts.0.iter().map(|host| format!(" {host}")).collect();
    let policy = format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; \
         img-src 'self' data: blob:{tiles}; media-src 'self' blob:; font-src 'self'; connect-src 'self'{tiles}; \
         worker-src 'self' blob:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers
            .entry(header::CONTENT_SECURITY_POLICY)
            .or_insert(policy);
    }
    let fixed = [
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
