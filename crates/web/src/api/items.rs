//! Items of a project, page by page, and one of them.

use axum::{
    Json,
    extract::{Query, State},
};
use cairn_app::{
    AppError, FieldError,
    stored::{ItemRecord, QueueFilter, QueueRow},
};
use cairn_domain::{Action, ProjectCode};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::bearer::Program;
use crate::{Web, extract::Record, problem::WebError};

/// Items of a page unless the program asks for fewer.
const MOST: u64 = 200;

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Paging {
    /// `next` of the page before.
    #[param(pattern = r"^[0-9]{1,16}\.[0-9a-f]{32}\..+$")]
    after: Option<String>,
    /// At most 200 items; 200 unless said otherwise.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u64>,
}

/// One item as it stands.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Item {
    /// Such as `AFG-7K3QXM`.
    id: String,
    /// One line.
    title: String,
    /// Stage of the project's workflow.
    stage: String,
    /// What a settled stage means.
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<String>,
    /// When it was handed in, in UTC.
    received_at: DateTime<Utc>,
    /// How hard it is to look at, once rated.
    #[serde(skip_serializing_if = "Option::is_none")]
    sensitivity: Option<String>,
}

/// A page of items.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Items {
    items: Vec<Item>,
    /// Where the next page begins, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// Items of a project, by stage and then longest waiting first.
#[utoipa::path(get, path = "/api/v1/projects/{code}/items", params(("code" = String, Path), Paging),
    responses((status = 200, body = Items), (status = 400), (status = 401), (status = 404), (status = 422)), security(("token" = [])))]
pub(crate) async fn items(
    State(web): State<Web>,
    Program(visit): Program,
    Query(paging): Query<Paging>,
) -> Result<Json<Items>, WebError> {
    visit.require(Action::ViewItems)?;
    let limit = paging.limit.unwrap_or(MOST);
    if !(1..=MOST).contains(&limit) {
        let most = MOST.to_string();
        return Err(AppError::Invalid(vec![FieldError::with("limit", "page-limit", most)]).into());
    }
    let after = paging.after.map(|after| after.parse()).transpose();
    let filter = QueueFilter {
        after: after.map_err(|_| AppError::invalid("after", "cursor-unreadable"))?,
        limit,
        ..QueueFilter::default()
    };
    let page = web.app.store.read().queue(visit.project.id, &filter).await;
    let page = page.map_err(AppError::from)?;
    let code = &visit.project.code;
    Ok(Json(Items {
        items: page.rows.into_iter().map(|row| line(code, row)).collect(),
        next: page.next.map(|next| next.to_string()),
    }))
}

/// One item of a project.
#[utoipa::path(get, path = "/api/v1/projects/{code}/items/{short}",
    params(("code" = String, Path), ("short" = String, Path, description = "The six characters behind the project's code")),
    responses((status = 200, body = Item), (status = 401), (status = 404)), security(("token" = [])))]
pub(crate) async fn item(
    State(web): State<Web>,
    Program(visit): Program,
    Record(short): Record,
) -> Result<Json<Item>, WebError> {
    visit.require(Action::ViewItems)?;
    let found = web
        .app
        .store
        .read()
        .find_item(visit.project.id, &short)
        .await;
    let found = found.map_err(AppError::from)?.ok_or(AppError::NotFound)?;
    Ok(Json(whole(&visit.project.code, found)))
}

fn line(code: &ProjectCode, row: QueueRow) -> Item {
    Item {
        id: format!("{code}-{}", row.short),
        title: row.title,
        stage: row.stage,
        outcome: row.outcome.map(|outcome| outcome.to_string()),
        received_at: row.received_at,
        sensitivity: row.sensitivity.map(|rated| rated.to_string()),
    }
}

fn whole(code: &ProjectCode, item: ItemRecord) -> Item {
    let state = item.state;
    Item {
        id: format!("{code}-{}", item.short),
        title: item.title,
        stage: state.stage.to_string(),
        outcome: state.outcome.map(|outcome| outcome.to_string()),
        received_at: item.received_at,
        sensitivity: state.rating.map(|rating| rating.sensitivity.to_string()),
    }
}
