//! Incidents on the team's side.

mod change;
mod form;
mod parts;
mod protect;
mod show;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use cairn_app::{Visit, incident};
use cairn_domain::{Action, Incident};
use serde::Deserialize;

pub(crate) use change::{facts, merge, sources, split};
pub(crate) use form::{edit, edit_form, new_form, open};
pub(crate) use protect::protect;
pub(crate) use show::show;

use crate::{
    Web,
    extract::Member,
    present::incident_facts::{day_words, place_words},
    problem::WebError,
    shell::{Shell, Tab},
    visitor::{Visitor, page},
};

/// What the address says about the list.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    q: String,
}

#[derive(Template)]
#[template(path = "incidents.html")]
struct ListPage {
    shell: Shell,
    code: String,
    q: String,
    rows: Vec<Row>,
    may_edit: bool,
}

/// One incident in a list.
struct Row {
    id: String,
    href: String,
    title: String,
    date: String,
    place: String,
    killed: String,
    injured: String,
}

/// `GET /projects/{code}/incidents`
pub(crate) async fn list(
    State(web): State<Web>,
    Member { visitor, visit }: Member,
    Query(wanted): Query<Wanted>,
) -> Result<Response, WebError> {
    let text = Some(wanted.q.trim()).filter(|text| !text.is_empty());
    let incidents = incident::incidents(&web.app, &visit, text).await?;
    let rows = incidents
        .iter()
        .map(|incident| row(&visitor, &visit, incident))
        .collect();
    page(&ListPage {
        shell: visitor.shell_in(
            &visit,
            Some(Tab::Incidents),
            visitor.t.get("incidents-title"),
        ),
        code: visit.project.code.to_string(),
        q: wanted.q,
        rows,
        may_edit: visit.may(Action::EditIncidents),
    })
}

fn row(visitor: &Visitor, visit: &Visit, incident: &Incident) -> Row {
    let unknown = || visitor.t.get("unknown");
    Row {
        id: format!("{}-{}", visit.project.code, incident.short),
        href: format!(
            "/projects/{}/incidents/{}",
            visit.project.code, incident.short
        ),
        title: incident.title.clone(),
        date: day_words(&visitor.t, incident),
        place: place_words(&incident.place_name, &incident.province),
        killed: incident.killed.words().unwrap_or_else(unknown),
        injured: incident.injured.words().unwrap_or_else(unknown),
    }
}
