//! `CHANGELOG.md`: every release so far in words, newest first.

use std::collections::BTreeSet;

use crate::{
    Changes,
    changes::of_ordered,
    formats::{Cause, Work},
};

/// Where the releases begin, in this file and in that of the release before.
const FIRST: &str = "\n## Release ";

pub(super) fn write(work: &Work<'_>) -> Result<Vec<u8>, Cause> {
    let release = work.release;
    let changes = of_ordered(release, work.before);
    let mut text = format!(
        "# Changes of {}\n{FIRST}{}, {}\n\n{}",
        release.project_code,
        release.version,
        release.built_on,
        lines(&changes)
    );
    text.push_str(&earlier(work));
    Ok(text.into_bytes())
}

/// The entries of the releases before, as they were published.
fn earlier(work: &Work<'_>) -> String {
    let known = work.before.and_then(|before| before.file("CHANGELOG.md"));
    let known = String::from_utf8_lossy(known.unwrap_or_default()).into_owned();
    known
        .find(FIRST)
        .map_or_else(String::new, |start| known[start..].to_owned())
}

fn lines(changes: &Changes) -> String {
    let ids = |records: &[crate::changes::Record], table| {
        let of_table = records.iter().filter(|record| record.table == table);
        of_table.map(|record| record.id.clone()).collect()
    };
    let mut lines = String::new();
    for table in ["incidents", "evidence"] {
        lines.push_str(&line("New", table, &ids(&changes.added, table)));
        let changed = changes.changed.iter().filter(|one| one.table == table);
        let changed = changed.map(|one| {
            let fields: Vec<_> = one.fields.keys().map(String::as_str).collect();
            format!("{} ({})", one.id, fields.join(", "))
        });
        lines.push_str(&line("Changed", table, &changed.collect()));
        lines.push_str(&line("Gone", table, &ids(&changes.removed, table)));
    }
    lines.push_str(&line(
        "Withdrawn",
        "records",
        &ids(&changes.added, "retractions"),
    ));
    if lines.is_empty() {
        lines.push_str("- Nothing about incidents or evidence.\n");
    }
    lines
}

/// More than these are in `changes.json` and would drown the page.
const MOST_NAMED: usize = 50;

fn line(what: &str, table: &str, ids: &BTreeSet<String>) -> String {
    if ids.is_empty() {
        return String::new();
    }
    let named: Vec<_> = ids.iter().take(MOST_NAMED).map(String::as_str).collect();
    let more = match ids.len().saturating_sub(MOST_NAMED) {
        0 => String::new(),
        more => format!(" and {more} more, in `changes.json`"),
    };
    format!(
        "- {what} {table}, {}: {}{more}\n",
        ids.len(),
        named.join(", ")
    )
}
