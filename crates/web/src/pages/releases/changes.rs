//! What the next release would change, and what stands in its way, as the desk shows it.

use cairn_app::release::{Change, ChangedRecord as Record, Changes, Desk, Hold, Preview};
use serde_json::Value;

use crate::{
    i18n::Translator,
    pages::public::words,
    present::{Reason, reasons},
};

/// Most records listed of a kind: a first release would fill the page with itself.
const MOST: usize = 100;

/// Records that are new, changed or gone.
pub(super) struct ChangeList {
    pub(super) groups: Vec<ChangeGroup>,
    /// How many more there are than are listed.
    pub(super) more: usize,
}

/// Records to which the same happens.
pub(super) struct ChangeGroup {
    pub(super) title: String,
    /// Whether it is read before anything is opened.
    pub(super) is_open: bool,
    pub(super) count: usize,
    pub(super) lines: Vec<RecordLine>,
}

/// One record of a table.
pub(super) struct RecordLine {
    pub(super) table: String,
    pub(super) id: String,
    /// The public page as it would be; empty where the record has none of its own.
    pub(super) preview: String,
    /// Field, what stands there now, what would.
    pub(super) fields: Vec<(String, String, String)>,
}

/// A record that is kept back.
pub(super) struct HeldLine {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) href: String,
    pub(super) why: String,
}

/// A kind of problem and how many records have it.
pub(super) struct Problem {
    pub(super) words: String,
    pub(super) count: usize,
    /// Where on the page they are listed.
    pub(super) href: &'static str,
}

impl ChangeList {
    pub(super) fn new(t: &Translator, code: &str, changes: &Changes) -> Self {
        let whole = |record: &Record| line(code, record.table, &record.id, Vec::new());
        // What is gone has a tombstone, and no page to look at.
        let gone = |record: &Record| RecordLine {
            preview: String::new(),
            ..whole(record)
        };
        let changed = |change: &Change| {
            let fields = change.fields.iter();
            let fields =
                fields.map(|(name, both)| (name.clone(), text(&both.old), text(&both.new)));
            line(code, change.table, &change.id, fields.collect())
        };
        let group = |key: &str, count: usize, lines: Vec<RecordLine>| ChangeGroup {
            title: t.get(key),
            is_open: key == "releases-changed",
            count,
            lines,
        };
        let (new, other, left) = (&changes.added, &changes.changed, &changes.removed);
        let mut groups = vec![
            group(
                "releases-changed",
                other.len(),
                other.iter().take(MOST).map(changed).collect(),
            ),
            group(
                "releases-new",
                new.len(),
                new.iter().take(MOST).map(whole).collect(),
            ),
            group(
                "releases-gone",
                left.len(),
                left.iter().take(MOST).map(gone).collect(),
            ),
        ];
        groups.retain(|group| group.count > 0);
        let more = groups.iter().map(|group| group.count - group.lines.len());
        Self {
            more: more.sum(),
            groups,
        }
    }
}

fn line(code: &str, table: &str, id: &str, fields: Vec<(String, String, String)>) -> RecordLine {
    RecordLine {
        table: table.to_owned(),
        id: id.to_owned(),
        preview: preview(code, table, id),
        fields,
    }
}

/// Only an incident has a page of its own.
fn preview(code: &str, table: &str, id: &str) -> String {
    match id.rsplit_once('-') {
        Some((_, short)) if table == "incidents" => {
            format!("/projects/{code}/incidents/{short}/public")
        }
        _ => String::new(),
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(all) => all.iter().map(text).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}

pub(super) fn held_lines(t: &Translator, code: &str, preview: &Preview) -> Vec<HeldLine> {
    let line = |held: &cairn_app::release::Held| HeldLine {
        id: format!("{code}-{}", held.incident.short),
        title: held.incident.title.clone(),
        href: format!("/projects/{code}/incidents/{}#public", held.incident.short),
        why: match &held.why {
            Hold::Embargo(until) => t.get1("releases-held-embargo", "day", words::day(*until)),
            Hold::TooPrecise(fields) => t.get1("releases-held-digits", "fields", fields.join(", ")),
        },
    };
    preview.held.iter().map(line).collect()
}

/// Everything that stands in the way, by kind, with how often.
pub(super) fn problems(t: &Translator, desk: &Desk) -> Vec<Problem> {
    let preview = &desk.preview;
    let mut found: Vec<Problem> = Vec::new();
    let mut add = |words: String, href| match found.iter_mut().find(|one| one.words == words) {
        Some(known) => known.count += 1,
        None => found.push(Problem {
            words,
            count: 1,
            href,
        }),
    };
    for held in &preview.held {
        let key = match held.why {
            Hold::Embargo(_) => "releases-problem-embargo",
            Hold::TooPrecise(_) => "releases-problem-digits",
        };
        add(t.get(key), "#held");
    }
    let names = Default::default();
    for blocked in &preview.blocked {
        for Reason { words, .. } in reasons(t, &blocked.refusals, &names) {
            add(words, "#blocked");
        }
    }
    found
}
