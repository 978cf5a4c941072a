//! What differs between two releases, record by record and field by field, ready to be read.

use cairn_app::release::{Change, ChangedRecord as Record, Changes};
use serde_json::Value;

use crate::i18n::Translator;

/// Most records listed of a kind: a first release would fill the page with itself.
const MOST: usize = 100;

/// Records that are new, changed or gone.
pub(crate) struct ChangeList {
    pub(crate) groups: Vec<ChangeGroup>,
    /// How many more there are than are listed.
    pub(crate) more: usize,
}

/// Records to which the same happens.
pub(crate) struct ChangeGroup {
    pub(crate) title: String,
    /// Whether it is read before anything is opened.
    pub(crate) is_open: bool,
    pub(crate) count: usize,
    pub(crate) lines: Vec<RecordLine>,
}

/// One record of a table.
pub(crate) struct RecordLine {
    pub(crate) table: String,
    pub(crate) id: String,
    /// Its page; empty where it has none.
    pub(crate) href: String,
    /// Field, what stands there now, what would.
    pub(crate) fields: Vec<(String, String, String)>,
}

impl ChangeList {
    /// `page` is the address of a record of a table; empty where it has none of its own.
    pub(crate) fn new(
        t: &Translator,
        changes: &Changes,
        page: impl Fn(&str, &str) -> String,
    ) -> Self {
        let line = |table: &str, id: &str, href| RecordLine {
            table: table.to_owned(),
            id: id.to_owned(),
            href,
            fields: Vec::new(),
        };
        let whole = |record: &Record| {
            let href = page(&record.table, &record.id);
            line(&record.table, &record.id, href)
        };
        // What is gone has a tombstone, and no page to look at.
        let gone = |record: &Record| line(&record.table, &record.id, String::new());
        let changed = |change: &Change| RecordLine {
            fields: fields(change),
            ..line(&change.table, &change.id, page(&change.table, &change.id))
        };
        let (new, other, left) = (&changes.added, &changes.changed, &changes.removed);
        let mut groups = vec![
            group(t, "releases-changed", other, changed),
            group(t, "releases-new", new, whole),
            group(t, "releases-gone", left, gone),
        ];
        groups.retain(|group| group.count > 0);
        let more = groups.iter().map(|group| group.count - group.lines.len());
        Self {
            more: more.sum(),
            groups,
        }
    }
}

fn group<T>(t: &Translator, key: &str, all: &[T], line: impl Fn(&T) -> RecordLine) -> ChangeGroup {
    ChangeGroup {
        title: t.get(key),
        is_open: key == "releases-changed",
        count: all.len(),
        lines: all.iter().take(MOST).map(line).collect(),
    }
}

fn fields(change: &Change) -> Vec<(String, String, String)> {
    let fields = change.fields.iter();
    fields
        .map(|(name, both)| (name.clone(), text(&both.old), text(&both.new)))
        .collect()
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(all) => all.iter().map(text).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}
