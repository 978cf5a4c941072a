//! What the public may see of an incident: what a lead says, and what comes of it.

use axum::{extract::State, response::Response};
use cairn_app::{
    AppError,
    release::{self, CELLS_M, ProtectionDraft, WouldBe},
};
use cairn_domain::{Action, DateStep, ShortId};

use super::change::answer;
use crate::{
    Web,
    extract::{Member, Record},
    forms::Fields,
    i18n::Translator,
    pages::public::words,
    present::{Choice, choices, findings::metres, incident_facts::place_words},
    problem::WebError,
};

/// The section of an incident's page.
pub(super) struct PublicPart {
    pub(super) cells: Vec<Choice>,
    pub(super) steps: Vec<Choice>,
    pub(super) embargo: String,
    /// What would be published: a name and words.
    pub(super) effect: Vec<(String, String)>,
    pub(super) preview: String,
}

/// `POST /projects/{code}/incidents/{short}/protection`
pub(crate) async fn protect(
    State(web): State<Web>,
    member: Member,
    Record(short): Record,
    fields: Fields,
) -> Result<Response, WebError> {
    let draft = ProtectionDraft {
        cell_m: fields.text("protect_cell"),
        date_step: fields.text("protect_date"),
        embargo_until: fields.text("protect_embargo"),
        reason: fields.text("protect_reason"),
    };
    let done = release::protect_incident(&web.app, &member.visit, &short, &draft).await;
    let done = done.map(|_| short.clone());
    answer(&web, &member, (&short, fields), done, "incident-protected").await
}

/// The section, for those who may build a release.
pub(super) async fn public_part(
    web: &Web,
    member: &Member,
    short: &ShortId,
    typed: &Fields,
) -> Result<Option<PublicPart>, AppError> {
    if !member.visit.may(Action::BuildRelease) {
        return Ok(None);
    }
    let would = release::would_be(&web.app, &member.visit, short).await?;
    let t = &member.visitor.t;
    let protection = would.protection;
    let or_typed = |field: &str, known: String| match typed.text(field) {
        text if text.is_empty() => known,
        text => text,
    };
    let cell = or_typed("protect_cell", protection.cell_m.to_string());
    let step = or_typed("protect_date", protection.date_step.to_string());
    let until = protection.embargo_until.map(|day| day.to_string());
    let code = &member.visit.project.code;
    Ok(Some(PublicPart {
        cells: cells(t, &cell),
        steps: choices(t, "date-step", DateStep::ALL, &[&step]),
        embargo: or_typed("protect_embargo", until.unwrap_or_default()),
        effect: effect(t, &would),
        preview: format!("/projects/{code}/incidents/{}/public", would.incident.short),
    }))
}

fn cells(t: &Translator, chosen: &str) -> Vec<Choice> {
    let choice = |cell: &u32| Choice {
        code: cell.to_string(),
        words: match cell {
            0 => t.get("incident-protect-cell-project"),
            cell => t.get1(
                "incident-protect-cell-metres",
                "metres",
                metres((*cell).into()),
            ),
        },
        meaning: String::new(),
        selected: cell.to_string() == chosen,
    };
    CELLS_M.iter().map(choice).collect()
}

fn effect(t: &Translator, would: &WouldBe) -> Vec<(String, String)> {
    let public = &would.public;
    let place = match public.lat.zip(public.lon) {
        Some((lat, lon)) => {
            let within = words::radius(public.precision_m);
            let within = t.get1("public-incident-precision", "radius", within);
            format!("{} · {within}", words::coordinates(lat, lon))
        }
        None => t.get("incident-no-point"),
    };
    let mut lines = vec![
        (t.get("public-incident-when"), words::days(t, public)),
        (
            t.get("public-incident-where"),
            place_words(&public.place_name, &public.province),
        ),
        (t.get("public-incident-point"), place),
    ];
    if let Some(until) = would.protection.embargo_until {
        lines.push((t.get("incident-protect-embargo"), words::day(until)));
    }
    lines
}
