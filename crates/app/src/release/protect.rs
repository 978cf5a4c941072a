//! Saying what the public may see of one incident.

use cairn_domain::{Action, Incident, IncidentEventKind, Protection, ShortId};
use cairn_storage::{FieldChange, Store};
use chrono::NaiveDate;

use crate::{App, AppError, FieldError, Visit, incident::event, typed};

/// Grids that can be asked for, in metres.
pub const CELLS_M: [u32; 6] = [0, 1_000, 5_000, 10_000, 25_000, 50_000];

/// What may be public of an incident, as typed.
#[derive(Debug, Clone, Default)]
pub struct ProtectionDraft {
    /// Metres of the grid, one of [`CELLS_M`].
    pub cell_m: String,
    /// Code of a [`cairn_domain::DateStep`].
    pub date_step: String,
    /// `YYYY-MM-DD`; empty is no embargo.
    pub embargo_until: String,
    /// Why; may be empty.
    pub reason: String,
}

/// Says what the public may see of an incident; it holds from the next release on.
///
/// # Errors
/// [`AppError::Invalid`] with everything that cannot be read.
pub async fn protect_incident(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    draft: &ProtectionDraft,
) -> Result<Incident, AppError> {
    visit.permit(Action::BuildRelease)?;
    let reads = app.store.read();
    let incident = reads.find_incident(visit.project.id, short).await?;
    let incident = incident.ok_or(AppError::NotFound)?;
    let before = reads.incident_protection(incident.id).await?;
    let after = draft.read()?;
    let mut line = event(app, visit, IncidentEventKind::Edited, &draft.reason);
    line.changes = changes(before, after);
    if line.changes.is_empty() {
        return Ok(incident);
    }
    let (store, id) = (app.store.clone(), incident.id);
    Store::detached(async move {
        let tx = store.begin().await?;
        tx.set_incident_protection(id, &after).await?;
        tx.record_incident_event(id, &line).await?;
        tx.commit().await
    })
    .await?;
    Ok(incident)
}

impl ProtectionDraft {
    fn read(&self) -> Result<Protection, AppError> {
        let mut errors = Vec::new();
        typed::paragraph("protect_reason", &self.reason, &mut errors);
        let cell_m = self.cell_m.trim().parse::<u32>().ok();
        let cell_m = cell_m.filter(|cell| CELLS_M.contains(cell));
        if cell_m.is_none() {
            errors.push(FieldError::with(
                "protect_cell",
                "code-unknown",
                &self.cell_m,
            ));
        }
        let date_step = self.date_step.trim().parse();
        if date_step.is_err() {
            errors.push(FieldError::with(
                "protect_date",
                "code-unknown",
                &self.date_step,
            ));
        }
        let embargo_until = match self.embargo_until.trim() {
            "" => None,
            text => match text.parse::<NaiveDate>() {
                Ok(day) => Some(day),
                Err(_) => {
                    errors.push(FieldError::with("protect_embargo", "date-unreadable", text));
                    None
                }
            },
        };
        match errors.is_empty() {
            true => Ok(Protection {
                cell_m: cell_m.unwrap_or_default().into(),
                date_step: date_step.unwrap_or_default(),
                embargo_until,
            }),
            false => Err(AppError::Invalid(errors)),
        }
    }
}

fn changes(before: Protection, after: Protection) -> Vec<FieldChange> {
    let words = |protection: Protection| {
        let until = protection.embargo_until.map(|day| day.to_string());
        [
            ("protect_cell", protection.cell_m.to_string()),
            ("protect_date", protection.date_step.to_string()),
            ("protect_embargo", until.unwrap_or_default()),
        ]
    };
    let both = words(before).into_iter().zip(words(after));
    let changed = both.filter(|(old, new)| old != new);
    changed
        .map(|((field, before), (_, after))| FieldChange {
            field: field.into(),
            before,
            after,
        })
        .collect()
}
