//! Who is in a project and in which role, and what of files' metadata is sealed from them.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use cairn_app::{AppError, project};
use cairn_domain::{Action, Sealing, metadata::OpenPlace};

use crate::{
    Web,
    extract::Member,
    forms::Fields,
    present::{Choice, choices},
    problem::WebError,
    shell::{Shell, Tab},
    visitor::page,
};

#[derive(Template)]
#[template(path = "members.html")]
struct MembersPage {
    shell: Shell,
    members: Vec<(String, String, String)>,
    sealing_href: String,
    readers: Vec<Choice>,
    places: Vec<Choice>,
    shows_device: bool,
}

/// `GET /projects/{code}/members`
pub(crate) async fn list(
    State(web): State<Web>,
    Member { visitor, visit }: Member,
) -> Result<Response, WebError> {
    visit.permit(Action::Administer)?;
    let members = web.app.store.read().members(visit.project.id).await;
    let line = |(account, role): (cairn_app::stored::AccountRecord, _)| {
        (account.name, account.email, visitor.t.vocab("role", role))
    };
    let members = members.map_err(AppError::from)?.into_iter().map(line);
    let sealing = &visit.project.sealing;
    let (t, reader, place) = (&visitor.t, sealing.reader.code(), sealing.place.code());
    page(&MembersPage {
        members: members.collect(),
        sealing_href: format!("/projects/{}/sealing", visit.project.code),
        readers: choices(t, "role", Sealing::READERS, &[reader]),
        places: choices(t, "open-place", OpenPlace::ALL, &[place]),
        shows_device: sealing.device,
        shell: visitor.shell_in(&visit, Some(Tab::Members), t.get("members-title")),
    })
}

/// `POST /projects/{code}/sealing`
pub(crate) async fn change_sealing(
    Member { visitor, visit }: Member,
    fields: Fields,
) -> Result<Response, WebError> {
    let (reader, place) = (fields.text("reader"), fields.text("place"));
    let device = fields.ticked("device");
    project::change_sealing(visitor.app(), &visit, &reader, &place, device).await?;
    let to = format!(
        "/projects/{}/members?done=sealing-saved",
        visit.project.code
    );
    Ok(Redirect::to(&to).into_response())
}
