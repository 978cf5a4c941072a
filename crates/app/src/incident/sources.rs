//! Sources of an incident, and what carries its facts.

use cairn_domain::{
    Action, CARRIED_FACTS, Casualties, Incident, IncidentEventKind, IncidentSource,
    IncidentSourceId, ShortId,
};
use cairn_storage::{Carrier, FieldChange, ItemRecord, StorageError, Store};
use chrono::NaiveDate;

use super::{
    draft::CountsDraft,
    history::{append, event},
    reading::{code, counts},
};
use crate::{App, AppError, FieldError, Visit, typed};

/// A source as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceDraft {
    /// Who said it first.
    pub origin: String,
    /// Code of who that is.
    pub kind: String,
    /// What it is called.
    pub title: String,
    /// Its link; may be empty.
    pub url: String,
    /// Whether the link may be published.
    pub url_public: bool,
    /// `YYYY-MM-DD`, or empty.
    pub published_on: String,
    /// Killed, as it says.
    pub killed: CountsDraft,
    /// Injured, as it says.
    pub injured: CountsDraft,
}

async fn known(app: &App, visit: &Visit, short: &ShortId) -> Result<Incident, AppError> {
    let reads = app.store.read();
    let found = reads.find_incident(visit.project.id, short).await?;
    found.ok_or(AppError::NotFound)
}

/// Adds a source to an incident.
///
/// # Errors
/// [`AppError::Invalid`] with everything that is wrong with what was typed.
pub async fn add_source(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    draft: &SourceDraft,
) -> Result<(), AppError> {
    visit.permit(Action::EditIncidents)?;
    let incident = known(app, visit, short).await?;
    let source = read(IncidentSourceId(app.dice.uuid(app.clock.now())), draft)?;
    let mut line = event(app, visit, IncidentEventKind::SourceAdded, "");
    line.changes = vec![FieldChange {
        field: "source".into(),
        before: String::new(),
        after: source.title.clone(),
    }];
    let (app, visit) = (app.clone(), visit.clone());
    let by = (visit.user, app.clock.now());
    Store::detached(async move {
        let tx = app.store.begin().await?;
        tx.insert_incident_source(incident.id, &source, by).await?;
        append(&app, &tx, &visit, incident.id, &line).await?;
        tx.commit().await
    })
    .await?;
    Ok(())
}

/// Takes a source away, with what it carried.
pub async fn remove_source(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    source: &str,
) -> Result<(), AppError> {
    visit.permit(Action::EditIncidents)?;
    let incident = known(app, visit, short).await?;
    let all = app.store.read().incident_sources(incident.id).await?;
    let gone = all.into_iter().find(|known| known.id.to_string() == source);
    let gone = gone.ok_or_else(|| AppError::invalid("remove", "source-unknown"))?;
    let mut line = event(app, visit, IncidentEventKind::SourceRemoved, "");
    line.changes = vec![FieldChange {
        field: "source".into(),
        before: gone.title.clone(),
        after: String::new(),
    }];
    let (app, visit) = (app.clone(), visit.clone());
    Store::detached(async move {
        let tx = app.store.begin().await?;
        tx.remove_incident_source(gone.id).await?;
        append(&app, &tx, &visit, incident.id, &line).await?;
        tx.commit().await
    })
    .await?;
    Ok(())
}

/// Says which of an incident's items (by short id) and sources (by id) carry a fact of it.
///
/// # Errors
/// [`AppError::Invalid`] for a fact that is carried by nothing of its own, or a carrier that is not
/// of this incident.
pub async fn carry_fact(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    field: &str,
    by: &[String],
) -> Result<(), AppError> {
    visit.permit(Action::EditIncidents)?;
    let incident = known(app, visit, short).await?;
    if !CARRIED_FACTS.contains(&field) {
        return Err(AppError::invalid("field", "code-unknown"));
    }
    let reads = app.store.read();
    let items = reads.items_of_incident(incident.id).await?;
    let sources = reads.incident_sources(incident.id).await?;
    let found = by.iter().map(|name| carrier(name, &items, &sources));
    let carriers: Option<Vec<(Carrier, String)>> = found.collect();
    let carriers = carriers.ok_or_else(|| AppError::invalid("by", "carrier-unknown"))?;
    let words: Vec<_> = carriers.iter().map(|(_, words)| words.as_str()).collect();
    let mut line = event(app, visit, IncidentEventKind::Carried, "");
    line.changes = vec![FieldChange {
        field: field.to_owned(),
        before: String::new(),
        after: words.join(", "),
    }];
    let carriers: Vec<_> = carriers.into_iter().map(|(carrier, _)| carrier).collect();
    let (app, visit, field) = (app.clone(), visit.clone(), field.to_owned());
    let saved: Result<(), StorageError> = Store::detached(async move {
        let tx = app.store.begin().await?;
        tx.set_carriers(incident.id, &field, &carriers).await?;
        append(&app, &tx, &visit, incident.id, &line).await?;
        tx.commit().await
    })
    .await;
    Ok(saved?)
}

fn carrier(
    name: &str,
    items: &[ItemRecord],
    sources: &[IncidentSource],
) -> Option<(Carrier, String)> {
    let item = items.iter().find(|item| item.short.as_str() == name);
    let source = sources.iter().find(|source| source.id.to_string() == name);
    item.map(|item| (Carrier::Item(item.id), item.short.to_string()))
        .or_else(|| source.map(|source| (Carrier::Source(source.id), source.title.clone())))
}

fn read(id: IncidentSourceId, draft: &SourceDraft) -> Result<IncidentSource, AppError> {
    let mut errors = Vec::new();
    let e = &mut errors;
    let kind = code("kind", &draft.kind, e);
    if draft.kind.trim().is_empty() {
        e.push(FieldError::new("kind", "field-missing"));
    }
    let url = draft.url.trim().to_owned();
    if !url.is_empty() && !url.starts_with("https://") && !url.starts_with("http://") {
        e.push(FieldError::with("url", "link-unreadable", url.as_str()));
    }
    let day = draft.published_on.trim();
    let published_on = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok();
    if published_on.is_none() && !day.is_empty() {
        e.push(FieldError::with("published_on", "date-unreadable", day));
    }
    let (origin, title) = (
        FieldError::required("origin", &draft.origin, e),
        FieldError::required("source_title", &draft.title, e),
    );
    typed::line("origin", &origin, e);
    typed::line("source_title", &title, e);
    typed::line("url", &url, e);
    let (killed, injured): (Casualties, Casualties) = (
        counts("source_killed", &draft.killed, e),
        counts("source_injured", &draft.injured, e),
    );
    match kind {
        Some(kind) if errors.is_empty() => Ok(IncidentSource {
            id,
            origin,
            kind,
            title,
            url,
            url_public: draft.url_public,
            published_on,
            killed,
            injured,
        }),
        _ => Err(AppError::Invalid(errors)),
    }
}
