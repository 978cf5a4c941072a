//! Opening and editing an incident.

use std::fmt::Display;

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use cairn_app::{
    AppError,
    incident::{self, CountsDraft, IncidentDraft, facts_seen},
};
use cairn_domain::{
    Action, AttributionConfidence, AttributionKind, CasualtyBasis, ClockBasis, ClockPrecision,
    DatePrecision, Incident, IncidentEventKind, ShortId, UrbanRural, Verification, Vocabulary,
};

use crate::{
    Web,
    extract::{Member, Record},
    forms::Fields,
    i18n::Translator,
    present::{
        Choice, FormError, choices, form_errors,
        incident_history::{IncidentLine, incident_history},
        incident_terms::{TermWords, Terms},
        refusals::error_of,
    },
    problem::WebError,
    shell::{Shell, Tab},
    visitor::{page, page_with},
};

#[derive(Template)]
#[template(path = "incident_form.html")]
struct FormPage {
    shell: Shell,
    code: String,
    action: String,
    seen: String,
    draft: IncidentDraft,
    reason: String,
    is_new: bool,
    zone: String,
    date_precisions: Vec<Choice>,
    clock_precisions: Vec<Choice>,
    clock_bases: Vec<Choice>,
    urban_rurals: Vec<Choice>,
    event_types: Terms,
    targets: Terms,
    location_types: Terms,
    attributions: Vec<Choice>,
    confidences: Vec<Choice>,
    bases: Vec<Choice>,
    grades: Vec<Choice>,
    errors: Vec<FormError>,
    /// It is not any more what the form was drawn from.
    is_overtaken: bool,
    /// Who changed it last, and what.
    meanwhile: Option<IncidentLine>,
}

/// `GET /projects/{code}/incidents/new`
pub(crate) async fn new_form(State(web): State<Web>, member: Member) -> Result<Response, WebError> {
    member.visit.permit(Action::EditIncidents)?;
    let words = TermWords::read(&web.app, &member).await?;
    let typed = Typed::default();
    page(&form(&member, &words, None, typed, Vec::new()))
}

/// `POST /projects/{code}/incidents/new`
pub(crate) async fn open(
    State(web): State<Web>,
    member: Member,
    fields: Fields,
) -> Result<Response, WebError> {
    let typed = Typed::of(&fields);
    let outcome = incident::open_incident(&web.app, &member.visit, &typed.draft).await;
    after(&web, &member, None, typed, outcome).await
}

/// `GET /projects/{code}/incidents/{short}/edit`
pub(crate) async fn edit_form(
    State(web): State<Web>,
    member: Member,
    Record(short): Record,
) -> Result<Response, WebError> {
    member.visit.permit(Action::EditIncidents)?;
    let known = incident::incident_page(&web.app, &member.visit, &short).await?;
    let words = TermWords::read(&web.app, &member).await?;
    let typed = Typed {
        seen: facts_seen(&known.incident).to_string(),
        draft: IncidentDraft::of(&known.incident),
        reason: String::new(),
    };
    let short = known.incident.short;
    page(&form(&member, &words, Some(&short), typed, Vec::new()))
}

/// `POST /projects/{code}/incidents/{short}/edit`
pub(crate) async fn edit(
    State(web): State<Web>,
    member: Member,
    Record(short): Record,
    fields: Fields,
) -> Result<Response, WebError> {
    let typed = Typed::of(&fields);
    let (seen, draft, reason) = ((&short, typed.seen.as_str()), &typed.draft, &typed.reason);
    let outcome = incident::edit_incident(&web.app, &member.visit, seen, draft, reason).await;
    if matches!(outcome, Err(AppError::Conflict)) {
        return overtaken(&web, &member, &short, typed).await;
    }
    after(&web, &member, Some(&short), typed, outcome).await
}

/// Somebody changed the record meanwhile: who and what, above everything that was typed. Saved again,
/// it stands.
async fn overtaken(
    web: &Web,
    member: &Member,
    short: &ShortId,
    typed: Typed,
) -> Result<Response, WebError> {
    let (t, visit) = (&member.visitor.t, &member.visit);
    let read = incident::incident_page(&web.app, visit, short).await?;
    let lines = incident_history(t, visit.project.code.as_str(), &read, &visit.project.zone);
    let mut told = read.history.iter().rev().zip(lines);
    let edited = told.find(|(record, _)| record.kind == IncidentEventKind::Edited);
    let typed = Typed {
        seen: facts_seen(&read.incident).to_string(),
        ..typed
    };
    let words = TermWords::read(&web.app, member).await?;
    let again = FormPage {
        is_overtaken: true,
        meanwhile: edited.map(|(_, line)| line),
        ..form(member, &words, Some(short), typed, Vec::new())
    };
    page_with(StatusCode::CONFLICT, &again)
}

/// What was typed: the record, and why it changes.
#[derive(Debug, Default)]
struct Typed {
    /// What the record was when the form was drawn; empty for a new one.
    seen: String,
    draft: IncidentDraft,
    reason: String,
}

impl Typed {
    fn of(fields: &Fields) -> Self {
        Self {
            seen: fields.text("seen"),
            draft: draft(fields),
            reason: fields.text("reason"),
        }
    }
}

async fn after(
    web: &Web,
    member: &Member,
    short: Option<&ShortId>,
    typed: Typed,
    outcome: Result<Incident, AppError>,
) -> Result<Response, WebError> {
    match outcome {
        Ok(saved) => {
            let code = &member.visit.project.code;
            let done = match short {
                Some(_) => "incident-saved",
                None => "incident-opened",
            };
            let to = format!("/projects/{code}/incidents/{}?done={done}", saved.short);
            Ok(Redirect::to(&to).into_response())
        }
        Err(AppError::Invalid(errors)) => {
            let words = TermWords::read(&web.app, member).await?;
            let errors = form_errors(&member.visitor.t, &errors);
            let again = form(member, &words, short, typed, errors);
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &again)
        }
        Err(other) => Err(other.into()),
    }
}

fn form(
    Member { visitor, visit }: &Member,
    words: &TermWords,
    short: Option<&ShortId>,
    Typed {
        seen,
        draft,
        reason,
    }: Typed,
    errors: Vec<FormError>,
) -> FormPage {
    let t = &visitor.t;
    let code = visit.project.code.to_string();
    let (title, at) = match short {
        Some(short) => ("incident-edit-title", format!("{short}/edit")),
        None => ("incident-new-title", "new".to_owned()),
    };
    let chosen = std::slice::from_ref(&draft.event_type);
    FormPage {
        shell: visitor.shell_in(visit, Some(Tab::Incidents), t.get(title)),
        zone: visit.project.zone.clone(),
        date_precisions: choices(
            t,
            "date-precision",
            DatePrecision::ALL,
            &[&draft.date_precision],
        ),
        clock_precisions: closed(
            t,
            "clock-precision",
            ClockPrecision::ALL,
            &draft.time_precision,
        ),
        clock_bases: closed(t, "clock-basis", ClockBasis::ALL, &draft.time_basis),
        urban_rurals: closed(t, "urban-rural", UrbanRural::ALL, &draft.urban_rural),
        event_types: words.terms(t, Vocabulary::EventType, chosen),
        targets: words.terms(t, Vocabulary::TargetType, &draft.targets),
        location_types: words.terms(t, Vocabulary::LocationType, &draft.location_types),
        attributions: closed(t, "attribution", AttributionKind::ALL, &draft.attribution),
        confidences: closed(
            t,
            "attribution-confidence",
            AttributionConfidence::ALL,
            &draft.attribution_confidence,
        ),
        bases: closed(
            t,
            "casualty-basis",
            CasualtyBasis::ALL,
            &draft.casualty_basis,
        ),
        grades: grades(t, &draft.verification),
        action: format!("/projects/{code}/incidents/{at}"),
        is_new: short.is_none(),
        code,
        seen,
        draft,
        reason,
        errors,
        is_overtaken: false,
        meanwhile: None,
    }
}

/// Options of a closed vocabulary behind "not stated".
fn closed<T: Copy + Display>(t: &Translator, name: &str, all: &[T], chosen: &str) -> Vec<Choice> {
    let mut options = vec![Choice {
        code: String::new(),
        words: t.get("incident-not-stated"),
        meaning: String::new(),
        selected: chosen.is_empty(),
    }];
    options.extend(choices(t, name, all, &[chosen]));
    options
}

fn grades(t: &Translator, chosen: &str) -> Vec<Choice> {
    let chosen = match chosen {
        "" => Verification::default().code(),
        chosen => chosen,
    };
    choices(t, "verification", Verification::ALL, &[chosen])
}

/// The main code, then the further ones.
fn codes(fields: &Fields, main: &str, more: &str) -> Vec<String> {
    let main = fields.text(main);
    let further = fields.all(more).iter().cloned();
    std::iter::once(main).chain(further).collect()
}

pub(super) fn counts(fields: &Fields, name: &str) -> CountsDraft {
    CountsDraft {
        low: fields.text(&format!("{name}_low")),
        best: fields.text(&format!("{name}_best")),
        high: fields.text(&format!("{name}_high")),
    }
}

fn draft(fields: &Fields) -> IncidentDraft {
    IncidentDraft {
        title: fields.text("title"),
        summary: fields.text("summary"),
        date: fields.text("date"),
        date_end: fields.text("date_end"),
        date_precision: fields.text("date_precision"),
        time_local: fields.text("time_local"),
        time_zone: fields.text("time_zone"),
        time_precision: fields.text("time_precision"),
        time_basis: fields.text("time_basis"),
        point: fields.text("point"),
        precision_m: fields.text("precision_m"),
        place_name: fields.text("place_name"),
        province: fields.text("province"),
        event_type: fields.text("event_type"),
        targets: codes(fields, "target", "target_more"),
        location_types: codes(fields, "location_type", "location_type_more"),
        crowd_in_public: fields.ticked("crowd_in_public"),
        urban_rural: fields.text("urban_rural"),
        urban_rural_method: fields.text("urban_rural_method"),
        perpetrator: fields.text("perpetrator"),
        attribution: fields.text("attribution"),
        hallmarks: fields.ticked("hallmarks"),
        attribution_confidence: fields.text("attribution_confidence"),
        killed: counts(fields, "killed"),
        injured: counts(fields, "injured"),
        civilians_killed: counts(fields, "civilians_killed"),
        civilians_injured: counts(fields, "civilians_injured"),
        perpetrators_killed: counts(fields, "perpetrators_killed"),
        casualty_basis: fields.text("casualty_basis"),
        verification: fields.text("verification"),
        content_warning: fields.text("content_warning"),
        tags: fields.text("tags"),
        method_version: fields.text("method_version"),
        source_note: fields.text("source_note"),
        synthetic: false,
    }
}

impl FormPage {
    fn error(&self, field: &str) -> &str {
        error_of(&self.errors, field)
    }
}
