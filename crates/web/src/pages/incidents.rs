//! Incidents on the team's side.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use cairn_app::{
    AppError, Visit,
    incident::{self, IncidentDraft, IncidentPage},
};
use cairn_domain::{Action, Incident};
use serde::Deserialize;

use crate::{
    Web,
    extract::{Member, Record},
    forms::Fields,
    present::{
        FormError, form_errors,
        incident_codes::{EVENT_TYPES, LOCATION_TYPES, TARGETS},
        offers::stage_words,
        refusals::error_of,
    },
    problem::WebError,
    shell::{Shell, Tab},
    visitor::{Visitor, page, page_with},
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
        date: incident.date.format("%-d %b %Y").to_string(),
        place: place(incident),
        killed: incident.killed.words().unwrap_or_else(unknown),
        injured: incident.injured.words().unwrap_or_else(unknown),
    }
}

fn place(incident: &Incident) -> String {
    match incident.place_name.as_str() {
        "" => incident.province.clone(),
        name if name == incident.province => name.to_owned(),
        name => format!("{name}, {}", incident.province),
    }
}

#[derive(Template)]
#[template(path = "incident.html")]
struct ShowPage {
    shell: Shell,
    code: String,
    row: Row,
    incident: Incident,
    event_type: String,
    target: String,
    location_type: String,
    items: Vec<(String, String, String, String)>,
    claims: Vec<cairn_domain::Claim>,
    may_edit: bool,
}

/// `GET /projects/{code}/incidents/{short}`
pub(crate) async fn show(
    State(web): State<Web>,
    Member { visitor, visit }: Member,
    Record(short): Record,
) -> Result<Response, WebError> {
    let IncidentPage {
        incident,
        items,
        claims,
    } = incident::incident_page(&web.app, &visit, &short).await?;
    let code = visit.project.code.to_string();
    let item = |item: &cairn_app::stored::ItemRecord| {
        let href = format!("/projects/{code}/items/{}", item.short);
        (
            format!("{code}-{}", item.short),
            href,
            item.title.clone(),
            stage_words(&visitor.t, &item.state.stage),
        )
    };
    page(&ShowPage {
        shell: visitor.shell_in(&visit, Some(Tab::Incidents), incident.title.clone()),
        row: row(&visitor, &visit, &incident),
        event_type: visitor.t.vocab("event-type", &incident.event_type),
        target: visitor.t.vocab("target", &incident.target),
        location_type: visitor.t.vocab("location-type", &incident.location_type),
        items: items.iter().map(item).collect(),
        may_edit: visit.may(Action::EditIncidents),
        incident,
        claims,
        code,
    })
}

#[derive(Template)]
#[template(path = "incident_form.html")]
struct FormPage {
    shell: Shell,
    code: String,
    action: String,
    draft: IncidentDraft,
    event_types: Vec<crate::present::Choice>,
    targets: Vec<crate::present::Choice>,
    location_types: Vec<crate::present::Choice>,
    errors: Vec<FormError>,
}

/// `GET /projects/{code}/incidents/new`
pub(crate) async fn new_form(Member { visitor, visit }: Member) -> Result<Response, WebError> {
    visit.permit(Action::EditIncidents)?;
    page(&form(
        &visitor,
        &visit,
        None,
        IncidentDraft::default(),
        Vec::new(),
    ))
}

/// `POST /projects/{code}/incidents/new`
pub(crate) async fn open(
    State(web): State<Web>,
    Member { visitor, visit }: Member,
    fields: Fields,
) -> Result<Response, WebError> {
    let draft = draft(&fields);
    let outcome = incident::open_incident(&web.app, &visit, &draft).await;
    after(&visitor, &visit, None, draft, outcome, "incident-opened")
}

/// `GET /projects/{code}/incidents/{short}/edit`
pub(crate) async fn edit_form(
    State(web): State<Web>,
    Member { visitor, visit }: Member,
    Record(short): Record,
) -> Result<Response, WebError> {
    visit.permit(Action::EditIncidents)?;
    let known = incident::incident_page(&web.app, &visit, &short)
        .await?
        .incident;
    page(&form(
        &visitor,
        &visit,
        Some(&short),
        as_typed(&known),
        Vec::new(),
    ))
}

/// `POST /projects/{code}/incidents/{short}/edit`
pub(crate) async fn edit(
    State(web): State<Web>,
    Member { visitor, visit }: Member,
    Record(short): Record,
    fields: Fields,
) -> Result<Response, WebError> {
    let draft = draft(&fields);
    let outcome = incident::edit_incident(&web.app, &visit, &short, &draft).await;
    after(
        &visitor,
        &visit,
        Some(&short),
        draft,
        outcome,
        "incident-saved",
    )
}

fn after(
    visitor: &Visitor,
    visit: &Visit,
    short: Option<&cairn_domain::ShortId>,
    draft: IncidentDraft,
    outcome: Result<Incident, AppError>,
    done: &str,
) -> Result<Response, WebError> {
    match outcome {
        Ok(saved) => {
            let code = &visit.project.code;
            let to = format!("/projects/{code}/incidents/{}?done={done}", saved.short);
            Ok(Redirect::to(&to).into_response())
        }
        Err(AppError::Invalid(errors)) => {
            let errors = form_errors(&visitor.t, &errors);
            page_with(
                StatusCode::UNPROCESSABLE_ENTITY,
                &form(visitor, visit, short, draft, errors),
            )
        }
        Err(other) => Err(other.into()),
    }
}

fn form(
    visitor: &Visitor,
    visit: &Visit,
    short: Option<&cairn_domain::ShortId>,
    draft: IncidentDraft,
    errors: Vec<FormError>,
) -> FormPage {
    let t = &visitor.t;
    let code = visit.project.code.to_string();
    let (title, action) = match short {
        Some(short) => (
            "incident-edit-title",
            format!("/projects/{code}/incidents/{short}/edit"),
        ),
        None => (
            "incident-new-title",
            format!("/projects/{code}/incidents/new"),
        ),
    };
    FormPage {
        shell: visitor.shell_in(visit, Some(Tab::Incidents), t.get(title)),
        event_types: with_blank(t, "event-type", EVENT_TYPES, &draft.event_type),
        targets: with_blank(t, "target", TARGETS, &draft.target),
        location_types: with_blank(t, "location-type", LOCATION_TYPES, &draft.location_type),
        code,
        action,
        draft,
        errors,
    }
}

fn with_blank(
    t: &crate::Translator,
    name: &str,
    codes: &[&str],
    selected: &str,
) -> Vec<crate::present::Choice> {
    let blank = crate::present::Choice {
        code: String::new(),
        words: t.get("choose"),
        meaning: String::new(),
        selected: selected.is_empty(),
    };
    let mut all = vec![blank];
    all.extend(crate::present::choices(t, name, codes, &[selected]));
    all
}

fn draft(fields: &Fields) -> IncidentDraft {
    IncidentDraft {
        title: fields.text("title"),
        summary: fields.text("summary"),
        date: fields.text("date"),
        point: fields.text("point"),
        precision_m: fields.text("precision_m"),
        place_name: fields.text("place_name"),
        province: fields.text("province"),
        event_type: fields.text("event_type"),
        target: fields.text("target"),
        location_type: fields.text("location_type"),
        crowd_in_public: fields.ticked("crowd_in_public"),
        attribution: fields.text("attribution"),
        killed_low: fields.text("killed_low"),
        killed_high: fields.text("killed_high"),
        injured_low: fields.text("injured_low"),
        injured_high: fields.text("injured_high"),
        source_note: fields.text("source_note"),
        synthetic: false,
    }
}

/// A stored incident as it would have been typed.
fn as_typed(incident: &Incident) -> IncidentDraft {
    let count = |count: Option<u32>| count.map(|count| count.to_string()).unwrap_or_default();
    let point = incident
        .point
        .map(|point| format!("{}, {}", point.lat(), point.lon()));
    IncidentDraft {
        title: incident.title.clone(),
        summary: incident.summary.clone(),
        date: incident.date.to_string(),
        point: point.unwrap_or_default(),
        precision_m: incident.precision_m.to_string(),
        place_name: incident.place_name.clone(),
        province: incident.province.clone(),
        event_type: incident.event_type.clone(),
        target: incident.target.clone(),
        location_type: incident.location_type.clone(),
        crowd_in_public: incident.crowd_in_public,
        attribution: incident.attribution.clone(),
        killed_low: count(incident.killed.low),
        killed_high: count(incident.killed.high),
        injured_low: count(incident.injured.low),
        injured_high: count(incident.injured.high),
        source_note: incident.source_note.clone(),
        synthetic: incident.synthetic,
    }
}

impl FormPage {
    fn error(&self, field: &str) -> &str {
        error_of(&self.errors, field)
    }
}
