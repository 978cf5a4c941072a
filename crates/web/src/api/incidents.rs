//! Incidents of a project.

use axum::{Json, extract::State};
use cairn_app::AppError;
use cairn_domain::{Action, Incident as Record, ProjectCode};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::bearer::Program;
use crate::{Web, problem::WebError};

/// More than any project has; a program is not asked to turn pages of them.
const MOST: u64 = 10_000;

/// One incident as the team has it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Incident {
    /// Such as `AFG-7K3QXM`.
    id: String,
    /// One line.
    title: String,
    /// A paragraph.
    summary: String,
    /// The day it happened, or began.
    date: NaiveDate,
    /// Named place.
    place_name: String,
    /// Province by name.
    province: String,
}

/// Every incident of a project.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Incidents {
    incidents: Vec<Incident>,
}

/// Incidents of a project, as the team has them.
#[utoipa::path(get, path = "/api/v1/projects/{code}/incidents", params(("code" = String, Path)),
    responses((status = 200, body = Incidents), (status = 401), (status = 404)), security(("token" = [])))]
pub(crate) async fn incidents(
    State(web): State<Web>,
    Program(visit): Program,
) -> Result<Json<Incidents>, WebError> {
    visit.require(Action::ViewItems)?;
    let reads = web.app.store.read();
    let found = reads.incidents(visit.project.id, None, MOST).await;
    let found = found.map_err(AppError::from)?.into_iter();
    let code = &visit.project.code;
    Ok(Json(Incidents {
        incidents: found.map(|incident| line(code, incident)).collect(),
    }))
}

fn line(code: &ProjectCode, incident: Record) -> Incident {
    Incident {
        id: format!("{code}-{}", incident.short),
        title: incident.title,
        summary: incident.summary,
        date: incident.date,
        place_name: incident.place_name,
        province: incident.province,
    }
}
