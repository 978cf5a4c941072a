//! Opening and editing an incident: what a person typed becomes a record, or a list of what is wrong.

use cairn_domain::{Action, Casualties, Incident, IncidentId, Permit, ShortId};
use cairn_storage::{StorageError, Store};
use chrono::NaiveDate;

use crate::{App, AppError, FieldError, Visit};

/// An incident as typed.
#[derive(Debug, Clone, Default)]
pub struct IncidentDraft {
    /// One line.
    pub title: String,
    /// A paragraph.
    pub summary: String,
    /// `YYYY-MM-DD`.
    pub date: String,
    /// Coordinates in any notation Cairn reads; may be empty.
    pub point: String,
    /// Radius in metres.
    pub precision_m: String,
    /// Named place.
    pub place_name: String,
    /// Province.
    pub province: String,
    /// Code of the event vocabulary.
    pub event_type: String,
    /// Code of who was hit.
    pub target: String,
    /// Code of the kind of place.
    pub location_type: String,
    /// Whether it hit a crowd gathered in public.
    pub crowd_in_public: bool,
    /// Who is held to have done it.
    pub attribution: String,
    /// Lowest credible count of killed; empty is unknown, 0 is none.
    pub killed_low: String,
    /// Highest.
    pub killed_high: String,
    /// Lowest credible count of injured.
    pub injured_low: String,
    /// Highest.
    pub injured_high: String,
    /// Where the facts come from.
    pub source_note: String,
    /// Invented for a demonstration.
    pub synthetic: bool,
}

/// Opens an incident.
pub async fn open_incident(
    app: &App,
    visit: &Visit,
    draft: &IncidentDraft,
) -> Result<Incident, AppError> {
    let permit = visit.permit(Action::EditIncidents)?;
    let now = app.clock.now();
    for _attempt in 0..5 {
        let id = IncidentId(app.dice.uuid(now));
        let incident = read(id, ShortId::from_random(app.dice.bytes()), draft)?;
        match insert(app, &permit, &incident).await {
            Err(StorageError::Taken { .. }) => {}
            Err(other) => return Err(other.into()),
            Ok(()) => return Ok(incident),
        }
    }
    Err(AppError::Internal(
        "no free short id after five attempts".into(),
    ))
}

async fn insert(app: &App, permit: &Permit, incident: &Incident) -> Result<(), StorageError> {
    let (store, project, incident) = (app.store.clone(), permit.project(), incident.clone());
    Store::detached(async move {
        let tx = store.begin().await?;
        tx.insert_incident(project, &incident).await?;
        tx.commit().await
    })
    .await
}

/// Replaces the facts of an incident. Published facts change with the next release.
pub async fn edit_incident(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    draft: &IncidentDraft,
) -> Result<Incident, AppError> {
    let permit = visit.permit(Action::EditIncidents)?;
    let found = app
        .store
        .read()
        .find_incident(permit.project(), short)
        .await?;
    let known = found.ok_or(AppError::NotFound)?;
    let edited = Incident {
        synthetic: known.synthetic,
        ..read(known.id, known.short, draft)?
    };
    let (store, saved) = (app.store.clone(), edited.clone());
    Store::detached(async move {
        let tx = store.begin().await?;
        tx.update_incident(&saved).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await?;
    Ok(edited)
}

fn read(id: IncidentId, short: ShortId, draft: &IncidentDraft) -> Result<Incident, AppError> {
    let mut errors = Vec::new();
    let title = FieldError::required("title", &draft.title, &mut errors);
    let date = date(&draft.date, &mut errors);
    let point = match draft.point.trim() {
        "" => None,
        text => match cairn_place::parse(text) {
            Ok(reading) => Some(reading.point),
            Err(bad) => {
                errors.push(FieldError::with(
                    "point",
                    "coordinates-unreadable",
                    bad.to_string(),
                ));
                None
            }
        },
    };
    let killed = casualties(
        "killed_low",
        &draft.killed_low,
        &draft.killed_high,
        &mut errors,
    );
    let injured = casualties(
        "injured_low",
        &draft.injured_low,
        &draft.injured_high,
        &mut errors,
    );
    let precision_m = precision(&draft.precision_m, &mut errors);
    let incident = Incident {
        id,
        short,
        title,
        summary: draft.summary.trim().to_owned(),
        date: date.unwrap_or_default(),
        point,
        precision_m,
        place_name: draft.place_name.trim().to_owned(),
        province: FieldError::required("province", &draft.province, &mut errors),
        event_type: FieldError::required("event_type", &draft.event_type, &mut errors),
        target: FieldError::required("target", &draft.target, &mut errors),
        location_type: FieldError::required("location_type", &draft.location_type, &mut errors),
        crowd_in_public: draft.crowd_in_public,
        attribution: draft.attribution.trim().to_owned(),
        killed,
        injured,
        source_note: draft.source_note.trim().to_owned(),
        synthetic: draft.synthetic,
    };
    if errors.is_empty() {
        Ok(incident)
    } else {
        Err(AppError::Invalid(errors))
    }
}

fn date(text: &str, errors: &mut Vec<FieldError>) -> Option<NaiveDate> {
    let date = NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").ok();
    if date.is_none() {
        errors.push(FieldError::with("date", "date-unreadable", text.trim()));
    }
    date
}

fn precision(text: &str, errors: &mut Vec<FieldError>) -> f64 {
    match text.trim().parse::<f64>() {
        Ok(radius) if (1.0..=500_000.0).contains(&radius) => radius,
        _ => {
            errors.push(FieldError::with(
                "precision_m",
                "number-out-of-range",
                "1–500000",
            ));
            f64::from(500_000)
        }
    }
}

fn casualties(
    field: &'static str,
    low: &str,
    high: &str,
    errors: &mut Vec<FieldError>,
) -> Casualties {
    let mut count = |text: &str| match text.trim() {
        "" => None,
        typed => {
            let count = typed.parse::<u32>().ok();
            if count.is_none() {
                errors.push(FieldError::with(field, "count-unreadable", typed));
            }
            count
        }
    };
    let (low, high) = (count(low), count(high));
    if let (Some(low), Some(high)) = (low, high)
        && low > high
    {
        errors.push(FieldError::new(field, "count-reversed"));
    }
    Casualties { low, high }
}
