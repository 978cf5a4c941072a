//! Place from a shadow: the band of places that fit, on a map and as GeoJSON; keeping the run.

use std::collections::HashMap;

use axum::{
    Json,
    extract::Query,
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use cairn_app::{
    AppError, FieldError,
    review::{self, ShadowPlaceDraft},
};
use cairn_domain::Action;
use cairn_place::shadow::{Held, NoAnswer, Run, Where, Work, feature_collection, held};
use tokio::task::spawn_blocking;

use super::{draft, place_page};
use crate::{
    extract::{Member, Record},
    forms::Fields,
    pages::item::item_href,
    present::form_errors,
    problem::{WebError, invalid_status},
    visitor::page_with,
};

/// A band for each UTC offset is cut to where its clocks were on a grid this fine, in degrees.
const STEP_DEG: f64 = 1.0;

/// An answer, with what is left of it where only a clock's reading is known.
pub(super) struct Solved {
    pub(super) run: Run,
    pub(super) held: Option<Held>,
}

/// `GET …/shadow/where`: the form, and the band once something is asked.
pub(crate) async fn show(
    member: Member,
    Record(short): Record,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Response, WebError> {
    let visit = &member.visit;
    visit.permit(Action::ViewItems)?;
    let dossier = review::dossier(member.visitor.app(), visit, &short).await?;
    let fields = Fields::from_pairs(asked);
    if fields.text("at").is_empty() {
        let fresh = place_page::fresh(visit, &dossier);
        let template = place_page::present(&member, &dossier, &fresh, None, Vec::new());
        return page_with(StatusCode::OK, &template);
    }
    let draft = place_draft(&fields);
    match solve(&draft).await {
        Ok(solved) => {
            let template =
                place_page::present(&member, &dossier, &draft, Some(&solved), Vec::new());
            page_with(StatusCode::OK, &template)
        }
        Err(AppError::Invalid(errors)) => {
            let words = form_errors(&member.visitor.t, &errors);
            let template = place_page::present(&member, &dossier, &draft, None, words);
            page_with(invalid_status(&errors), &template)
        }
        Err(other) => Err(other.into()),
    }
}

/// `GET …/shadow/where.geojson`: the same question's answer, exactly.
pub(crate) async fn geojson(
    member: Member,
    Record(short): Record,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Response, WebError> {
    member.visit.permit(Action::ViewItems)?;
    let solved = solve(&place_draft(&Fields::from_pairs(asked))).await?;
    let collection = match (&solved.held, &solved.run.work) {
        (Some(held), _) => held.feature_collection(),
        (None, Work::Where { answer, .. }) => feature_collection(answer),
        (None, Work::When { .. } | Work::Consistency { .. }) => feature_collection(&[]),
    };
    let name = format!("{}-{short}-places.geojson", member.visit.project.code);
    let headers = [
        (header::CONTENT_TYPE, "application/geo+json".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("inline; filename=\"{name}\""),
        ),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, Json(collection).into_response().into_body()).into_response())
}

/// `POST …/shadow/where`: solves and keeps the run.
pub(crate) async fn keep(
    member: Member,
    Record(short): Record,
    fields: Fields,
) -> Result<Response, WebError> {
    let (app, visit) = (member.visitor.app(), &member.visit);
    let draft = place_draft(&fields);
    match review::keep_place_run(app, visit, &short, &draft).await {
        Ok(number) => {
            let item = item_href(visit, &short);
            let to = format!("{item}/shadow/where?done=run-kept#run-{number}");
            Ok(Redirect::to(&to).into_response())
        }
        Err(AppError::Invalid(errors)) if !member.visitor.wants_json => {
            let dossier = review::dossier(app, visit, &short).await?;
            let words = form_errors(&member.visitor.t, &errors);
            let template = place_page::present(&member, &dossier, &draft, None, words);
            page_with(invalid_status(&errors), &template)
        }
        Err(other) => Err(other.into()),
    }
}

fn place_draft(fields: &Fields) -> ShadowPlaceDraft {
    ShadowPlaceDraft {
        at: fields.text("at"),
        zone: fields.text("zone"),
        measured: draft(fields),
    }
}

/// Solving takes a millisecond for an instant; looking up zones takes longer and goes aside.
async fn solve(draft: &ShadowPlaceDraft) -> Result<Solved, AppError> {
    let run = draft.solve()?;
    let Work::Where { question, .. } = &run.work else {
        return Ok(Solved { run, held: None });
    };
    let question: Where = question.clone();
    let held = spawn_blocking(move || held(&question, STEP_DEG)).await;
    let held = held.map_err(AppError::internal)?;
    let refused = |no: NoAnswer| vec![FieldError::with("at", "shadow-no-answer", no.to_string())];
    let held = held.map_err(|no| AppError::Invalid(refused(no)))?;
    Ok(Solved { run, held })
}
