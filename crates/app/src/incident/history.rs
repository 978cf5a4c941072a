//! What changed, field by field, in words that stay readable when codes are retired.

use cairn_domain::{AuditAct, Casualties, Incident, IncidentEventKind, IncidentId};
use cairn_storage::{FieldChange, IncidentEventRecord, StorageError, WriteTx};
use serde_json::Value;

use crate::{
    App, AppError, Visit,
    audit::{self, By},
};

/// Fields that are not facts.
const NOT_FACTS: [&str; 3] = ["id", "short", "synthetic"];

/// A line of an incident's history.
pub(crate) fn event(
    app: &App,
    visit: &Visit,
    kind: IncidentEventKind,
    reason: &str,
) -> IncidentEventRecord {
    IncidentEventRecord {
        at: app.clock.now(),
        actor: visit.user,
        kind,
        reason: reason.trim().to_owned(),
        changes: Vec::new(),
        other: None,
    }
}

/// Appends a line to the history of an incident, and seals it; the last thing in its transaction.
pub(super) async fn append(
    app: &App,
    tx: &WriteTx,
    visit: &Visit,
    incident: IncidentId,
    line: &IncidentEventRecord,
) -> Result<(), StorageError> {
    let event = tx.record_incident_event(incident, line).await?;
    let act = AuditAct::IncidentChanged {
        incident,
        event,
        change: line.kind,
    };
    audit::record(app, tx, By::member(visit), act).await
}

/// The same line about two incidents.
pub(super) fn between(line: IncidentEventRecord, other: IncidentId) -> IncidentEventRecord {
    IncidentEventRecord {
        other: Some(other),
        ..line
    }
}

/// Every fact that is not what it was.
pub(super) fn changes(before: &Incident, after: &Incident) -> Result<Vec<FieldChange>, AppError> {
    let fields = |incident: &Incident| serde_json::to_value(incident).map_err(AppError::internal);
    let (before, after) = (fields(before)?, fields(after)?);
    let Some(now) = after.as_object() else {
        return Ok(Vec::new());
    };
    let changed = now.iter().filter_map(|(field, value)| {
        let old = &before[field];
        let counts = !NOT_FACTS.contains(&field.as_str()) && old != value;
        counts.then(|| FieldChange {
            field: field.clone(),
            before: words(old),
            after: words(value),
        })
    });
    Ok(changed.collect())
}

fn words(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(all) => all.iter().map(words).collect::<Vec<_>>().join(", "),
        Value::Object(fields) if fields.contains_key("low") => {
            let counts: Result<Casualties, _> = serde_json::from_value(value.clone());
            counts
                .ok()
                .and_then(|counts| counts.words())
                .unwrap_or_default()
        }
        Value::Object(fields) => {
            let parts: Vec<_> = fields.values().map(words).collect();
            let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            parts.join(", ")
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use uuid::Uuid;

    use super::*;

    #[test]
    fn unknown_becoming_none_is_a_change() {
        let id = IncidentId(Uuid::from_u128(1));
        let day = "2022-09-30".parse().unwrap();
        let before = Incident::bare(id, "AAAAA2".parse().unwrap(), "School", day);
        assert_eq!(changes(&before, &before).unwrap(), []);
        let after = Incident {
            killed: Casualties::between(Some(0), Some(0)),
            targets: vec!["hazara".into(), "shia".into()],
            ..before.clone()
        };
        let changed = changes(&before, &after).unwrap();
        let told: Vec<_> = changed
            .iter()
            .map(|c| (c.field.as_str(), c.before.as_str(), c.after.as_str()))
            .collect();
        assert_eq!(told, [("killed", "", "0"), ("targets", "", "hazara, shia")]);
    }
}
