//! The record of a run, to be run again by anybody: `cairn shadow rerun FILE`.

use std::collections::HashMap;

use axum::{
    extract::Query,
    http::header,
    response::{IntoResponse, Response},
};
use cairn_app::{
    AppError,
    review::{self, Dossier},
};
use cairn_domain::{Action, FindingBody};
use serde_json::Value;

use crate::{
    extract::{Member, Record},
    forms::Fields,
    problem::WebError,
};

/// `GET …/shadow/run.json?number=…` for a run that was kept, or `?finding=…&bound=…` for the one that
/// a piece of evidence in a finding rests on. What is hidden from the viewer does not exist.
pub(crate) async fn run(
    member: Member,
    Record(short): Record,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Response, WebError> {
    let visit = &member.visit;
    visit.permit(Action::ViewItems)?;
    let dossier = review::dossier(member.visitor.app(), visit, &short).await?;
    let fields = Fields::from_pairs(asked);
    let record = match (fields.text("finding"), fields.number("bound")) {
        (finding, Some(bound)) if !finding.is_empty() => cited(&dossier, &finding, bound),
        _ => {
            let missing = AppError::invalid("number", "field-missing");
            kept(&dossier, fields.number("number").ok_or(missing)?)
        }
    };
    let name = format!("{}-{short}-run.json", visit.project.code);
    download(&record.ok_or(AppError::NotFound)?, &name)
}

fn kept(dossier: &Dossier, number: usize) -> Option<Value> {
    let view = dossier.runs.iter().find(|view| view.number == number)?;
    serde_json::to_value(&view.run).ok()
}

/// The run under a piece of evidence, which counts from 1 as on the page.
fn cited(dossier: &Dossier, finding: &str, bound: usize) -> Option<Value> {
    let mut findings = dossier.findings.iter();
    let view = findings.find(|view| view.finding.id.to_string() == finding)?;
    let FindingBody::Chronolocation(time) = &view.finding.body else {
        return None;
    };
    time.bounds.get(bound.checked_sub(1)?)?.run.clone()
}

/// A record as a file, indented for people.
pub(in crate::pages) fn download(record: &Value, name: &str) -> Result<Response, WebError> {
    let text = serde_json::to_string_pretty(record).map_err(AppError::internal)?;
    let headers = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    Ok((headers, text).into_response())
}
