//! Triage: one form that rates, links, names a duplicate, and may take a move with them.

use std::str::FromStr;

use cairn_app::{
    AppError, FieldError, Visit, incident,
    review::{self, Dossier, RangeDraft},
};
use cairn_domain::{
    Action, IncidentId, ItemId, Sensitivity, ShortId,
    sensitivity::{NoteRange, Rating},
};
use cairn_review::{Act, Command};

use super::posted;
use crate::{extract::Member, forms::Fields};

/// Saves what the form changes and takes the move that was pressed with it: all of it or nothing.
pub(super) async fn save(
    member: &Member,
    short: &ShortId,
    fields: &Fields,
) -> Result<(), AppError> {
    let (app, visit) = (member.visitor.app(), &member.visit);
    visit.permit(Action::Triage)?;
    let dossier = review::dossier(app, visit, short).await?;
    let command = |act| Command {
        seen: posted::seen(fields),
        words: String::new(),
        act,
    };
    let acts = acts(member, fields, &dossier).await?;
    let commands: Vec<_> = acts.into_iter().map(command).collect();
    if !commands.is_empty() {
        review::act_together(app, visit, short, commands).await?;
    }
    Ok(())
}

/// What the form asks for beyond what already holds.
async fn acts(member: &Member, fields: &Fields, dossier: &Dossier) -> Result<Vec<Act>, AppError> {
    let (state, mut errors) = (&dossier.item.state, Vec::new());
    let rating = rating(fields, dossier, &mut errors);
    // A field that was not on the form changes nothing; an empty one says "none".
    let has = |name: &str| !fields.all(name).is_empty();
    let incident = match has("incident") {
        true => incident(member, fields, &mut errors).await?,
        false => state.incident,
    };
    let of = match has("duplicate") {
        true => duplicate(member, fields, &mut errors).await?,
        false => state.duplicate_of,
    };
    if !errors.is_empty() {
        return Err(AppError::Invalid(errors));
    }
    let mut acts = Vec::new();
    if let Some(rating) = rating.filter(|rating| state.rating.as_ref() != Some(rating)) {
        acts.push(Act::Rate { rating });
    }
    if incident != state.incident {
        acts.push(Act::Link { incident });
    }
    if of != state.duplicate_of {
        acts.push(Act::NameDuplicate { of });
    }
    match fields.text("to").as_str() {
        "" => {}
        to => acts.push(Act::Move { to: to.into() }),
    }
    Ok(acts)
}

fn rating(fields: &Fields, dossier: &Dossier, errors: &mut Vec<FieldError>) -> Option<Rating> {
    let typed = fields.text("sensitivity");
    if typed.is_empty() {
        return None;
    }
    let notes = fields
        .all("notes")
        .iter()
        .filter_map(|code| code.parse().ok())
        .collect();
    let ranges = ranges(fields, dossier, errors);
    match Sensitivity::from_str(&typed) {
        Ok(sensitivity) => Some(Rating {
            sensitivity,
            notes,
            ranges,
        }),
        Err(_) => {
            errors.push(FieldError::with("sensitivity", "choice-missing", typed));
            None
        }
    }
}

/// Notes on parts of recordings; where the form does not ask for them, what holds is kept.
fn ranges(fields: &Fields, dossier: &Dossier, errors: &mut Vec<FieldError>) -> Vec<NoteRange> {
    let drafts = range_drafts(fields);
    if drafts.is_empty() {
        let held = dossier.item.state.rating.as_ref();
        return held.map(|rating| rating.ranges.clone()).unwrap_or_default();
    }
    let files: Vec<_> = dossier.files.iter().map(|view| &view.file).collect();
    review::note_ranges(&files, &drafts, errors)
}

/// The rows of the form, as typed.
pub(super) fn range_drafts(fields: &Fields) -> Vec<RangeDraft> {
    let at = |name: &str, row: usize| fields.all(name).get(row).cloned().unwrap_or_default();
    let rows = 0..fields.all("range_from").len();
    rows.map(|row| RangeDraft {
        file: at("range_file", row),
        from: at("range_from", row),
        to: at("range_to", row),
        note: at("range_note", row),
    })
    .collect()
}

async fn incident(
    member: &Member,
    fields: &Fields,
    errors: &mut Vec<FieldError>,
) -> Result<Option<IncidentId>, AppError> {
    let typed = fields.text("incident");
    if typed.trim().is_empty() {
        return Ok(None);
    }
    if let Some(short) = speakable(&member.visit, &typed) {
        match incident::incident_page(member.visitor.app(), &member.visit, &short).await {
            Ok(page) => return Ok(Some(page.incident.id)),
            Err(AppError::NotFound) => {}
            Err(other) => return Err(other),
        }
    }
    errors.push(FieldError::with(
        "incident",
        "incident-unknown",
        typed.trim(),
    ));
    Ok(None)
}

async fn duplicate(
    member: &Member,
    fields: &Fields,
    errors: &mut Vec<FieldError>,
) -> Result<Option<ItemId>, AppError> {
    let typed = fields.text("duplicate");
    if typed.trim().is_empty() {
        return Ok(None);
    }
    if let Some(short) = speakable(&member.visit, &typed) {
        match review::dossier(member.visitor.app(), &member.visit, &short).await {
            Ok(dossier) => return Ok(Some(dossier.item.id)),
            Err(AppError::NotFound) => {}
            Err(other) => return Err(other),
        }
    }
    errors.push(FieldError::with("duplicate", "item-unknown", typed.trim()));
    Ok(None)
}

/// Reads an id as people write it: `AFG-7K3QXM`, `7k3qxm`, or an address that ends with it.
fn speakable(visit: &Visit, typed: &str) -> Option<ShortId> {
    let last = typed.trim().trim_end_matches('/').rsplit('/').next()?;
    let prefix = format!("{}-", visit.project.code);
    let own = last.to_ascii_uppercase();
    own.strip_prefix(&prefix).unwrap_or(&own).parse().ok()
}
