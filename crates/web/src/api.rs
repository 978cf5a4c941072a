//! The door for programs: JSON under `/api/v1`, with a token. Described at `/api/openapi.json` by
//! the same types that are sent.

mod bearer;
mod hand_in;
mod incidents;
mod items;

use axum::Json;
use utoipa::{
    Modify, OpenApi,
    openapi::{
        OpenApi as Document,
        security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

pub(crate) use hand_in::hand_in;
pub(crate) use incidents::incidents;
pub(crate) use items::{item, items};

/// Where programs knock; their errors are problem documents whatever they accept.
pub(crate) fn is_under(path: &str) -> bool {
    path.starts_with("/api/")
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Cairn",
        description = "What a program may do in the place of a member: read one project, or hand evidence in to it, as its token says. It never moves, signs or administers.",
        license(name = "AGPL-3.0-or-later", identifier = "AGPL-3.0-or-later")
    ),
    paths(items::items, items::item, hand_in::hand_in, incidents::incidents),
    modifiers(&Bearer)
)]
struct Description;

/// How a token is sent.
struct Bearer;

impl Modify for Bearer {
    fn modify(&self, document: &mut Document) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("cairn_ and 64 hex digits")
            .build();
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("token", SecurityScheme::Http(scheme));
    }
}

/// `GET /api/openapi.json`
pub(crate) async fn description() -> Json<Document> {
    Json(Description::openapi())
}
