//! What the log says of whoever was turned away: which door, why, and the id of the account if there is one.
//! Never an address, a name, or what was typed: the door is written as the router writes it.

use axum::{
    extract::{MatchedPath, Request},
    http::StatusCode,
};
use cairn_domain::UserId;

use crate::routes::{Door, ROUTES};

/// The door that a request knocks at.
pub(crate) struct Way {
    method: String,
    path: String,
    /// Behind it lies what is not for everybody, so that *not found* may be a refusal.
    is_guarded: bool,
}

impl Way {
    /// Of a request that the router has matched, or of one to an address that is none.
    pub(crate) fn of(request: &Request) -> Self {
        let path = request.extensions().get::<MatchedPath>();
        let path = path.map_or("none", MatchedPath::as_str);
        let is_open = |door: Door| matches!(door, Door::Anyone | Door::SignedIn);
        let mut routes = ROUTES.iter().filter(|route| route.path == path);
        Self {
            // An extension method is as long as somebody likes, and is no method of ours.
            method: request.method().as_str().chars().take(12).collect(),
            is_guarded: routes.any(|route| !is_open(route.door)),
            path: path.to_owned(),
        }
    }

    /// Writes a line if the answer is a refusal. `why` is the kind of the error, where one was raised.
    pub(crate) fn note(&self, who: Option<UserId>, why: Option<&str>, status: StatusCode) {
        if !self.is_refusal(status) {
            return;
        }
        let why = why.unwrap_or_else(|| usual(status));
        let (method, path) = (self.method.as_str(), self.path.as_str());
        let who = who.map_or_else(|| "nobody".to_owned(), |who| who.to_string());
        // What people mistype every day is no alarm.
        if matches!(
            status,
            StatusCode::UNPROCESSABLE_ENTITY | StatusCode::UNAUTHORIZED
        ) {
            tracing::info!(
                who,
                method,
                path,
                why,
                status = status.as_u16(),
                "turned away"
            );
        } else {
            tracing::warn!(
                who,
                method,
                path,
                why,
                status = status.as_u16(),
                "turned away"
            );
        }
    }

    fn is_refusal(&self, status: StatusCode) -> bool {
        match status {
            StatusCode::NOT_FOUND => self.is_guarded,
            // Gone is published; asking too much of a range or of a method is nobody's attempt.
            StatusCode::GONE | StatusCode::RANGE_NOT_SATISFIABLE => false,
            // Read-only and locked.
            StatusCode::SERVICE_UNAVAILABLE => true,
            status => status.is_client_error(),
        }
    }
}

/// Where a handler drew its own page with the status.
fn usual(status: StatusCode) -> &'static str {
    match status {
        StatusCode::UNAUTHORIZED => "wrong-credentials",
        // The one refusal that no handler makes: the form was another site's.
        StatusCode::FORBIDDEN => "another-site",
        StatusCode::NOT_FOUND => "not-found",
        StatusCode::CONFLICT => "refused",
        StatusCode::UNPROCESSABLE_ENTITY => "invalid",
        StatusCode::TOO_MANY_REQUESTS => "throttled",
        StatusCode::METHOD_NOT_ALLOWED => "method",
        _ => "other",
    }
}
