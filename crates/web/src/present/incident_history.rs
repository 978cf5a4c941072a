//! The history of an incident in sentences.

use cairn_app::incident::IncidentPage;

use super::{Moment, moment};
use crate::i18n::Translator;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct IncidentLine {
    /// Who did what.
    pub(crate) sentence: String,
    /// When.
    pub(crate) when: Moment,
    /// Why; may be empty.
    pub(crate) why: String,
    /// Field, before, after.
    pub(crate) changes: Vec<(String, String, String)>,
}

/// The whole history, newest first.
pub(crate) fn incident_history(
    t: &Translator,
    code: &str,
    read: &IncidentPage,
    zone: &str,
) -> Vec<IncidentLine> {
    let line = |record: &cairn_app::stored::IncidentEventRecord| {
        let name = read.names.get(&record.actor).cloned();
        let name = name.unwrap_or_else(|| t.get("someone"));
        let other = record.other.and_then(|id| read.others.get(&id));
        let other = other
            .map(|short| format!("{code}-{short}"))
            .unwrap_or_default();
        let key = format!("incident-event-{}", record.kind.code().replace('_', "-"));
        let changes = record.changes.iter();
        IncidentLine {
            sentence: t.get2(key, "name", name, "other", other),
            when: moment(record.at, zone),
            why: record.reason.clone(),
            changes: changes
                .map(|c| (field_words(t, &c.field), c.before.clone(), c.after.clone()))
                .collect(),
        }
    };
    read.history.iter().rev().map(line).collect()
}

/// The field's name as its page has it, or as programs have it.
fn field_words(t: &Translator, field: &str) -> String {
    let key = match field {
        "targets" => "incident-target".to_owned(),
        "location_types" => "incident-location-type".to_owned(),
        "event_type" => "incident-type".to_owned(),
        "point" => "incident-point".to_owned(),
        field => format!("incident-{}", field.replace('_', "-")),
    };
    if t.knows(&key) {
        t.get(key)
    } else {
        field.replace('_', " ")
    }
}
