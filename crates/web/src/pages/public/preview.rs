//! `/projects/{code}/incidents/{short}/public`: the page of an incident as everybody would see it
//! after the next release, for those who may build one.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use cairn_app::{
    public::Dataset,
    release,
    stored::{ProjectRecord, PublicProject},
};

use super::{frame, incident::IncidentPage, origin};
use crate::{
    Web,
    extract::{Member, Record},
    problem::WebError,
    visitor::page_with,
};

/// `GET /projects/{code}/incidents/{short}/public`. Unlike the public page it is kept by no cache.
pub(crate) async fn preview(
    State(web): State<Web>,
    Member { visitor, visit }: Member,
    Record(short): Record,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let would = release::would_be(&web.app, &visit, &short).await?;
    let reads = web.app.store.read();
    let releases = reads.published_releases(visit.project.id).await;
    let dataset = Dataset {
        project: public_project(&visit.project),
        releases: releases.map_err(cairn_app::AppError::from)?,
        withdrawn: 0,
    };
    let shell = frame(&visitor, &dataset, would.public.title.clone());
    let address = format!(
        "{}/incidents/{}",
        origin(&visitor, &headers),
        would.public.short
    );
    let mut page = IncidentPage::new(shell, &dataset, &would.public, address);
    let code = &visit.project.code;
    page.mark_as_preview(
        code,
        format!("/projects/{code}/incidents/{}", would.incident.short),
    );
    page_with(StatusCode::OK, &page)
}

/// What the public would know of a project.
fn public_project(project: &ProjectRecord) -> PublicProject {
    PublicProject {
        id: project.id,
        code: project.code.clone(),
        name: project.name.clone(),
        summary: project.summary.clone(),
        zone: project.zone.clone(),
        is_demo: project.is_demo,
        created_at: project.created_at,
        changes: 0,
    }
}
