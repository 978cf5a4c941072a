//! What differs between two releases, record by record and field by field. Read from the CSV files
//! of both, so that anybody who has them can find the same.

use std::{borrow::Cow, collections::BTreeMap};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    Before, Release,
    cell::from_csv,
    column::Heading,
    kind::Kind,
    tables::{TABLES, Table},
};

/// What differs between a release and the one before.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Changes {
    /// Columns that only one of the two has; their cells are not compared.
    pub columns: Vec<ColumnChange>,
    /// Records that only the new one has.
    pub added: Vec<Record>,
    /// Records that both have with different fields.
    pub changed: Vec<Change>,
    /// Records that only the old one has.
    pub removed: Vec<Record>,
}

/// A column that only one of two releases has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnChange {
    /// The table, such as `incidents`.
    pub table: Cow<'static, str>,
    /// Its name.
    pub column: String,
    /// `added` or `removed`.
    pub change: Cow<'static, str>,
}

/// A record, by what names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Record {
    /// The table, such as `incidents`.
    pub table: Cow<'static, str>,
    /// Its id; the whole line, as JSON, in a table without ids.
    pub id: String,
}

/// A record that changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The table, such as `incidents`.
    pub table: Cow<'static, str>,
    /// Its id.
    pub id: String,
    /// The fields that changed, by name.
    pub fields: BTreeMap<String, Replaced>,
}

/// A field before and after.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Replaced {
    /// In the release before.
    pub old: Value,
    /// In this one.
    pub new: Value,
}

/// The records of a table by id, each with its fields.
type Known = BTreeMap<String, Map<String, Value>>;

/// Columns of numbers and codes that say where something is.
const OF_PLACES: [&str; 5] = [
    "adm1_pcode",
    "pcode",
    "loc_precision_m",
    "precision_m",
    "facing_deg",
];

/// Whether what stood in a column may be told again beside what stands there now: counts, codes, yes and
/// no. A place, a day, words or a link may have been made coarser or taken out to protect somebody.
pub fn is_told_again(table: &str, column: &str) -> bool {
    let table = TABLES.iter().find(|known| known.name == table);
    let headings = table.map(|table| (table.headings)()).unwrap_or_default();
    let heading = headings.iter().find(|heading| heading.name == column);
    heading.is_some_and(|heading| {
        let is_closed =
            matches!(heading.kind, Kind::Whole | Kind::Truth) || heading.values.starts_with("code");
        is_closed && !OF_PLACES.contains(&column)
    })
}

/// Compares a release with the one before; with none before, everything is new.
pub fn changes(release: &Release, before: Option<&Before>) -> Changes {
    of_ordered(&release.in_order(), before)
}

/// The same for a release that is in order already.
pub(crate) fn of_ordered(release: &Release, before: Option<&Before>) -> Changes {
    let mut found = Changes::default();
    for table in TABLES {
        let headings = (table.headings)();
        let old = before
            .and_then(|before| before.file(&format!("{}.csv", table.name)))
            .map(|bytes| read(&headings, bytes));
        let new = current(table, &headings, release);
        compare(
            table.name,
            &headings,
            old.unwrap_or_default(),
            &new,
            &mut found,
        );
    }
    found
}

/// A table as it was published: the names of its columns and its records.
#[derive(Default)]
struct Published {
    columns: Vec<String>,
    records: Known,
}

fn read(headings: &[Heading], bytes: &[u8]) -> Published {
    let mut reader = csv::Reader::from_reader(bytes);
    let columns: Vec<String> = reader
        .headers()
        .map(|names| names.iter().map(str::to_owned).collect())
        .unwrap_or_default();
    let kind_of = |name: &str| {
        let known = headings.iter().find(|heading| heading.name == name);
        known.map_or(crate::kind::Kind::Text, |heading| heading.kind)
    };
    let mut records = Known::new();
    // A file of ours that cannot be read would show as everything new, never as nothing changed.
    for line in reader.records().filter_map(Result::ok) {
        let cells = columns.iter().zip(&line);
        let fields = cells.map(|(name, cell)| (name.clone(), from_csv(kind_of(name), cell)));
        keep(&mut records, fields.collect());
    }
    Published { columns, records }
}

fn current(table: &Table, headings: &[Heading], release: &Release) -> Known {
    let mut records = Known::new();
    for row in (table.rows)(release) {
        let cells = headings.iter().zip(&row);
        let fields = cells.map(|(heading, cell)| (heading.name.to_owned(), cell.json()));
        keep(&mut records, fields.collect());
    }
    records
}

/// Files a record under its id, or under itself where it has none; equal ones are numbered.
fn keep(records: &mut Known, fields: Map<String, Value>) {
    let own = fields.get("id").and_then(Value::as_str).map(str::to_owned);
    let id = own.unwrap_or_else(|| Value::Object(fields.clone()).to_string());
    let mut free = id.clone();
    let mut number = 1;
    while records.contains_key(&free) {
        number += 1;
        free = format!("{id} ({number})");
    }
    records.insert(free, fields);
}

fn compare(
    table: &'static str,
    headings: &[Heading],
    old: Published,
    new: &Known,
    found: &mut Changes,
) {
    let record = |id: &String| Record {
        table: table.into(),
        id: id.clone(),
    };
    let added = new.keys().filter(|id| !old.records.contains_key(*id));
    found.added.extend(added.map(record));
    let removed = old.records.keys().filter(|id| !new.contains_key(*id));
    found.removed.extend(removed.map(record));
    for (id, fields) in new {
        let Some(before) = old.records.get(id) else {
            continue;
        };
        let fields = replaced(before, fields);
        if !fields.is_empty() {
            found.changed.push(Change {
                table: table.into(),
                id: id.clone(),
                fields,
            });
        }
    }
    if !old.columns.is_empty() {
        found.columns.extend(columns(table, headings, &old.columns));
    }
}

/// Fields that both have and that differ.
fn replaced(old: &Map<String, Value>, new: &Map<String, Value>) -> BTreeMap<String, Replaced> {
    let both = new.iter().filter_map(|(name, new)| {
        let old = old.get(name).filter(|old| *old != new)?;
        let (old, new) = (old.clone(), new.clone());
        Some((name.clone(), Replaced { old, new }))
    });
    both.collect()
}

fn columns(table: &'static str, headings: &[Heading], old: &[String]) -> Vec<ColumnChange> {
    let change = |column: &str, change: &'static str| ColumnChange {
        table: table.into(),
        column: column.to_owned(),
        change: change.into(),
    };
    let new: Vec<&str> = headings.iter().map(|heading| heading.name).collect();
    let added = new
        .iter()
        .filter(|name| !old.iter().any(|known| known == *name));
    let removed = old.iter().filter(|name| !new.contains(&name.as_str()));
    let added = added.map(|name| change(name, "added"));
    added
        .chain(removed.map(|name| change(name, "removed")))
        .collect()
}
