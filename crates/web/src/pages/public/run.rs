//! `/incidents/{id}/run.json`: the record of a run of the shadow solver that a published time rests on.

use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use cairn_app::{
    AppError,
    public::{self, Published},
};
use serde::Deserialize;

use super::incident::read_id;
use crate::{Web, pages::shadow::download, problem::WebError};

/// Which of an incident's runs.
#[derive(Debug, Deserialize)]
pub(crate) struct Asked {
    /// The evidence, by its published id.
    #[serde(default)]
    evidence: String,
    /// Its number there, from 1.
    #[serde(default)]
    number: usize,
}

/// `GET /incidents/{id}/run.json?evidence=…&number=…`
pub(crate) async fn run(
    State(web): State<Web>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    let dataset = public::dataset(&web.app).await?.ok_or(AppError::NotFound)?;
    let (code, short) = read_id(&id).ok_or(AppError::NotFound)?;
    if code != dataset.project.code {
        return Err(AppError::NotFound.into());
    }
    let Published::Here(incident) = public::published(&web.app, &dataset, &short).await? else {
        return Err(AppError::NotFound.into());
    };
    let mut evidence = incident.evidence.iter();
    let item = evidence.find(|item| item.short == asked.evidence);
    let index = asked.number.checked_sub(1);
    let record = item.and_then(|item| item.solver_runs.get(index?));
    let name = format!("{}-run-{}.json", asked.evidence, asked.number);
    download(record.ok_or(AppError::NotFound)?, &name)
}
