//! Opening and editing an incident: what a person typed becomes a record, or a list of what is wrong.

use cairn_domain::{Action, Digest, Incident, IncidentEventKind, IncidentId, ShortId};
use cairn_storage::{StorageError, Store};

use super::{
    draft::IncidentDraft,
    history::{append, changes, event},
    reading::read,
};
use crate::{App, AppError, Visit, typed};

/// Opens an incident.
pub async fn open_incident(
    app: &App,
    visit: &Visit,
    draft: &IncidentDraft,
) -> Result<Incident, AppError> {
    visit.permit(Action::EditIncidents)?;
    let now = app.clock.now();
    for _attempt in 0..5 {
        let id = IncidentId(app.dice.uuid(now));
        let short = ShortId::from_random(app.dice.bytes());
        let incident = read((id, short), &visit.project.zone, draft)?;
        match insert(app, visit, &incident).await {
            Err(StorageError::Taken { .. }) => {}
            Err(other) => return Err(other.into()),
            Ok(()) => return Ok(incident),
        }
    }
    Err(AppError::Internal(
        "no free short id after five attempts".into(),
    ))
}

async fn insert(app: &App, visit: &Visit, incident: &Incident) -> Result<(), StorageError> {
    let (app, visit, incident) = (app.clone(), visit.clone(), incident.clone());
    let line = event(&app, &visit, IncidentEventKind::Opened, "");
    Store::detached(async move {
        let tx = app.store.begin().await?;
        tx.insert_incident(visit.project.id, &incident).await?;
        append(&app, &tx, &visit, incident.id, &line).await?;
        tx.commit().await
    })
    .await
}

/// What a form that edits an incident is drawn from; another as soon as a fact is another.
pub fn facts_seen(incident: &Incident) -> Digest {
    Digest::of_json(incident)
}

/// Replaces the facts of an incident; its history keeps what they were and why they changed.
/// Published facts change with the next release. `seen` is [`facts_seen`] of what was edited.
///
/// # Errors
/// Conflict if somebody else changed it since it was seen: the whole record is replaced, and what
/// they wrote would be undone unread.
pub async fn edit_incident(
    app: &App,
    visit: &Visit,
    (short, seen): (&ShortId, &str),
    draft: &IncidentDraft,
    reason: &str,
) -> Result<Incident, AppError> {
    let permit = visit.permit(Action::EditIncidents)?;
    typed::require("reason", reason)?;
    let (app, visit, project) = (app.clone(), visit.clone(), permit.project());
    let (short, seen, draft) = (short.clone(), seen.to_owned(), draft.clone());
    let mut line = event(&app, &visit, IncidentEventKind::Edited, reason);
    Store::detached(async move {
        let tx = app.store.begin().await?;
        let known = tx.read().find_incident(project, &short).await?;
        let known = known.ok_or(AppError::NotFound)?;
        if facts_seen(&known).to_string() != seen {
            return Err(AppError::Conflict);
        }
        let edited = Incident {
            synthetic: known.synthetic,
            ..read((known.id, known.short.clone()), &visit.project.zone, &draft)?
        };
        line.changes = changes(&known, &edited)?;
        if !line.changes.is_empty() {
            tx.update_incident(&edited).await?;
            append(&app, &tx, &visit, edited.id, &line).await?;
        }
        tx.commit().await?;
        Ok(edited)
    })
    .await
}
