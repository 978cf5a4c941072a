//! Time from a shadow: measuring it on the frame, the windows that fit, keeping the run as evidence.

mod page;
mod place;
mod place_page;
mod record;

use axum::{
    extract::Query,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use cairn_app::{
    AppError,
    review::{self, ShadowDraft},
};
use cairn_domain::Action;
use cairn_place::shadow::Measurement;
use std::collections::HashMap;

use super::item::item_href;
use crate::{
    extract::{Member, Record},
    forms::Fields,
    i18n::Translator,
    present::form_errors,
    problem::{WebError, invalid_status},
    visitor::page_with,
};

pub(crate) use place::{geojson, keep as keep_place, show as show_place};
pub(super) use record::download;
pub(crate) use record::run;

/// `GET /projects/{code}/items/{short}/shadow`: the form, and the answer once something is asked.
pub(crate) async fn show(
    member: Member,
    Record(short): Record,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Response, WebError> {
    let visit = &member.visit;
    visit.permit(Action::ViewItems)?;
    let dossier = review::dossier(member.visitor.app(), visit, &short).await?;
    let fields = Fields::from_pairs(asked);
    let is_asked = !fields.text("place").is_empty();
    let draft = match is_asked {
        true => draft(&fields),
        false => page::fresh(visit, &dossier),
    };
    let solved = is_asked.then(|| draft.solve());
    let (status, errors) = match &solved {
        Some(Err(AppError::Invalid(errors))) => (
            invalid_status(errors),
            form_errors(&member.visitor.t, errors),
        ),
        _ => (StatusCode::OK, Vec::new()),
    };
    let run = solved.and_then(Result::ok);
    let template = page::present(&member, &dossier, &draft, run.as_ref(), errors);
    page_with(status, &template)
}

/// `POST …/shadow`: solves and keeps the run.
pub(crate) async fn keep(
    member: Member,
    Record(short): Record,
    fields: Fields,
) -> Result<Response, WebError> {
    let (app, visit) = (member.visitor.app(), &member.visit);
    let draft = draft(&fields);
    match review::keep_run(app, visit, &short, &draft).await {
        Ok(number) => {
            let to = format!(
                "{}/shadow?done=run-kept#run-{number}",
                item_href(visit, &short)
            );
            Ok(Redirect::to(&to).into_response())
        }
        Err(AppError::Invalid(errors)) if !member.visitor.wants_json => {
            let dossier = review::dossier(app, visit, &short).await?;
            let words = form_errors(&member.visitor.t, &errors);
            let template = page::present(&member, &dossier, &draft, None, words);
            page_with(invalid_status(&errors), &template)
        }
        Err(other) => Err(other.into()),
    }
}

fn draft(fields: &Fields) -> ShadowDraft {
    ShadowDraft {
        place: fields.text("place"),
        height_m: fields.text("height_m"),
        from: fields.text("from"),
        to: fields.text("to"),
        zone: fields.text("zone"),
        ratio: fields.text("ratio"),
        ratio_tol: fields.text("ratio_tol"),
        shadow_azimuth: fields.text("shadow_azimuth"),
        sun_azimuth: fields.text("sun_azimuth"),
        azimuth_tol: fields.text("azimuth_tol"),
        slope_tol: fields.text("slope_tol"),
        points: fields.text("points"),
    }
}

/// What was measured, each in a few words.
pub(super) fn measured_words(t: &Translator, measured: &Measurement) -> Vec<String> {
    let mut said = Vec::new();
    if let (Some(ratio), Some(tol)) = (measured.ratio, measured.ratio_tol) {
        let (ratio, percent) = (format!("{ratio:.3}"), format!("{:.0}", tol * 100.0));
        said.push(t.get2("shadow-measured", "ratio", ratio, "percent", percent));
    }
    let azimuths = [
        ("shadow-said-azimuth", measured.shadow_azimuth_deg),
        ("shadow-said-sun", measured.sun_azimuth_deg),
    ];
    for (key, azimuth) in azimuths {
        if let (Some(azimuth), Some(tol)) = (azimuth, measured.azimuth_tol_deg) {
            let (degrees, tol) = (format!("{azimuth:.1}"), format!("{tol:.1}"));
            said.push(t.get2(key, "degrees", degrees, "tol", tol));
        }
    }
    said
}
