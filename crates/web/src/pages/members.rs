//! Who is in a project and in which role.

use askama::Template;
use axum::{extract::State, response::Response};
use cairn_app::AppError;
use cairn_domain::Action;

use crate::{
    Web,
    extract::Member,
    problem::WebError,
    shell::{Shell, Tab},
    visitor::page,
};

#[derive(Template)]
#[template(path = "members.html")]
struct MembersPage {
    shell: Shell,
    members: Vec<(String, String, String)>,
}

/// `GET /projects/{code}/members`
pub(crate) async fn list(
    State(web): State<Web>,
    Member { visitor, visit }: Member,
) -> Result<Response, WebError> {
    visit.permit(Action::Administer)?;
    let members = web
        .app
        .store
        .read()
        .members(visit.project.id)
        .await
        .map_err(AppError::from)?;
    let line = |(account, role): (cairn_app::stored::AccountRecord, _)| {
        (account.name, account.email, visitor.t.vocab("role", role))
    };
    let members = members.into_iter().map(line).collect();
    let shell = visitor.shell_in(&visit, Some(Tab::Members), visitor.t.get("members-title"));
    page(&MembersPage { shell, members })
}
