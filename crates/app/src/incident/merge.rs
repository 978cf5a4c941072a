//! Two records of one event become one; one record of two events becomes two.

use cairn_domain::{Action, Incident, IncidentEventKind, IncidentId, Permit, ShortId};
use cairn_review::{Act, Command};
use cairn_storage::{ItemRecord, Store, WriteTx};

use super::history::{append, between, event};
use crate::{App, AppError, FieldError, Visit, release, review::decide_and_record};

async fn load(app: &App, visit: &Visit, short: &ShortId) -> Result<Incident, AppError> {
    let reads = app.store.read();
    let found = reads.find_incident(visit.project.id, short).await?;
    found.ok_or(AppError::NotFound)
}

/// Merges an incident into another: items, claims and sources go with it, and its short id leads
/// there for ever. What was published of it becomes a tombstone that names the other; for that the
/// permission to retract is needed.
///
/// # Errors
/// [`AppError::Invalid`] without a reason, or into nothing or itself.
pub async fn merge_incidents(
    app: &App,
    visit: &Visit,
    from: &ShortId,
    into: &str,
    reason: &str,
) -> Result<Incident, AppError> {
    visit.permit(Action::EditIncidents)?;
    let from = load(app, visit, from).await?;
    let mut errors = Vec::new();
    let reason = FieldError::required("reason", reason, &mut errors);
    let into = match named(app, visit, into).await? {
        Some(into) if into.id != from.id => Some(into),
        Some(_) => {
            errors.push(FieldError::new("into", "merge-itself"));
            None
        }
        None => {
            errors.push(FieldError::with("into", "incident-unknown", into.trim()));
            None
        }
    };
    let Some(into) = into.filter(|_| errors.is_empty()) else {
        return Err(AppError::Invalid(errors));
    };
    let published = app.store.read();
    let published = published
        .find_published(visit.project.id, &from.short)
        .await?;
    if published.is_some_and(|row| row.retracted.is_none()) {
        visit.permit(Action::Retract)?;
    }
    let (app, visit, other) = (app.clone(), visit.clone(), into.clone());
    Store::detached(async move {
        let tx = app.store.begin().await?;
        let reads = tx.read();
        let stricter = reads.incident_protection(from.id).await?;
        let stricter = stricter.stricter(reads.incident_protection(other.id).await?);
        tx.set_incident_protection(other.id, &stricter).await?;
        tx.merge_incident(from.id, other.id).await?;
        let away = event(&app, &visit, IncidentEventKind::MergedAway, &reason);
        let here = event(&app, &visit, IncidentEventKind::Merged, &reason);
        release::follow_merge(&app, &tx, &visit, &from, &other).await?;
        append(&app, &tx, &visit, from.id, &between(away, other.id)).await?;
        append(&app, &tx, &visit, other.id, &between(here, from.id)).await?;
        tx.commit().await?;
        Ok::<_, AppError>(())
    })
    .await?;
    Ok(into)
}

/// An incident by what people type: a short id with or without the project's code.
pub(super) async fn named(
    app: &App,
    visit: &Visit,
    typed: &str,
) -> Result<Option<Incident>, AppError> {
    let typed = typed.trim();
    let short = typed.rsplit_once('-').map_or(typed, |(_, short)| short);
    match short.parse::<ShortId>() {
        Ok(short) => {
            let reads = app.store.read();
            Ok(reads.find_incident(visit.project.id, &short).await?)
        }
        Err(_) => Ok(None),
    }
}

/// Takes items of an incident out into a new one with the same facts, to be edited there. All of
/// them go or none: each is decided by the rules of its own review.
///
/// # Errors
/// [`AppError::Invalid`] without items, title or reason; [`AppError::Refused`] where the review
/// does not let an item go.
pub async fn split_incident(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    (title, reason): (&str, &str),
    items: &[String],
) -> Result<Incident, AppError> {
    visit.permit(Action::EditIncidents)?;
    let permit = visit.permit(Action::Triage)?;
    let from = load(app, visit, short).await?;
    let mut errors = Vec::new();
    let title = FieldError::required("split_title", title, &mut errors);
    let reason = FieldError::required("split_reason", reason, &mut errors);
    let mut chosen = app.store.read().items_of_incident(from.id).await?;
    let all = chosen.len();
    chosen.retain(|item| items.iter().any(|name| name == item.short.as_str()));
    if chosen.is_empty() {
        errors.push(FieldError::new("items", "split-nothing"));
    } else if chosen.len() == all {
        errors.push(FieldError::new("items", "split-everything"));
    }
    if !errors.is_empty() {
        return Err(AppError::Invalid(errors));
    }
    let made = Incident {
        id: IncidentId(app.dice.uuid(app.clock.now())),
        short: ShortId::from_random(app.dice.bytes()),
        title,
        ..from.clone()
    };
    let (app, visit, new) = (app.clone(), visit.clone(), made.clone());
    Store::detached(async move {
        let tx = app.store.begin().await?;
        tx.insert_incident(permit.project(), &new).await?;
        let protection = tx.read().incident_protection(from.id).await?;
        tx.set_incident_protection(new.id, &protection).await?;
        for item in chosen {
            link(&app, &tx, (&visit, &permit), item, (new.id, &reason)).await?;
        }
        let line = event(&app, &visit, IncidentEventKind::Split, &reason);
        append(&app, &tx, &visit, from.id, &between(line, new.id)).await?;
        let line = event(&app, &visit, IncidentEventKind::SplitOff, &reason);
        append(&app, &tx, &visit, new.id, &between(line, from.id)).await?;
        tx.commit().await?;
        Ok::<_, AppError>(())
    })
    .await?;
    Ok(made)
}

async fn link(
    app: &App,
    tx: &WriteTx,
    (visit, permit): (&Visit, &Permit),
    item: ItemRecord,
    (incident, reason): (IncidentId, &str),
) -> Result<(), AppError> {
    let command = Command {
        seen: item.state.seq,
        words: reason.to_owned(),
        act: Act::Link {
            incident: Some(incident),
        },
    };
    decide_and_record(app, tx, &visit.project, item, permit.actor(), &command).await?;
    Ok(())
}
