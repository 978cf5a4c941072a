//! What every part of a report is made of.

use cairn_app::certificate::Certificate;
use chrono::{DateTime, Utc};

use crate::{i18n::Translator, present::findings::Fact};

/// A chapter.
#[derive(Debug, Default)]
pub(super) struct Section {
    /// Its anchor.
    pub(super) id: &'static str,
    pub(super) title: String,
    /// What to know before reading it; may be empty.
    pub(super) lead: String,
    /// What stands there if there is nothing.
    pub(super) empty: String,
    pub(super) cards: Vec<Card>,
}

/// One thing in it.
#[derive(Debug, Default)]
pub(super) struct Card {
    /// May be empty.
    pub(super) title: String,
    pub(super) badges: Vec<Badge>,
    /// Who and when; may be empty.
    pub(super) meta: String,
    pub(super) facts: Vec<Fact>,
    pub(super) lists: Vec<List>,
    /// A person's own words; may be empty.
    pub(super) words: String,
    /// What was answered to them; may be empty.
    pub(super) answer: String,
    /// Exact text over several lines; may be empty.
    pub(super) exact: String,
}

/// A word that says how something stands.
#[derive(Debug)]
pub(super) struct Badge {
    pub(super) words: String,
    /// `settled`, `refused`, `needs` or nothing.
    pub(super) tone: &'static str,
}

/// Lines under a heading.
#[derive(Debug)]
pub(super) struct List {
    pub(super) title: String,
    pub(super) lines: Vec<Line>,
}

/// One of them.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub(super) strong: String,
    pub(super) text: String,
    /// Smaller, below; may be empty.
    pub(super) small: String,
    /// To be copied exactly; may be empty.
    pub(super) exact: String,
}

/// A line of the history.
#[derive(Debug)]
pub(super) struct History {
    pub(super) seq: u64,
    pub(super) when: String,
    pub(super) sentence: String,
    /// The role they acted in; may be empty.
    pub(super) role: String,
    pub(super) words: String,
    /// Its place in the log.
    pub(super) index: u64,
    /// Name of its proof, or why there is none.
    pub(super) proof: String,
    pub(super) is_proven: bool,
}

impl List {
    /// A list of plain sentences; none if there are none.
    pub(super) fn plain(title: String, lines: Vec<String>) -> Option<Self> {
        let plain = |text| Line {
            text,
            ..Line::default()
        };
        (!lines.is_empty()).then(|| Self {
            title,
            lines: lines.into_iter().map(plain).collect(),
        })
    }
}

/// `2022-09-30 03:01:00 UTC`: a report is read far from the project's zone.
pub(super) fn moment(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M:%S UTC").to_string()
}

/// `Lea, 2022-09-30 03:01:00 UTC`
pub(super) fn by_at(t: &Translator, by: &str, at: DateTime<Utc>) -> String {
    t.get2("certificate-by-at", "name", by, "at", moment(at))
}

/// `Lea, 2022-09-30 03:01:00 UTC, event 7`
pub(super) fn by_at_event(t: &Translator, by: &str, at: DateTime<Utc>, seq: u64) -> String {
    let values = [
        ("name", by.to_owned()),
        ("at", moment(at)),
        ("seq", seq.to_string()),
    ];
    t.with("certificate-by-at-event", &values)
}

/// What was said, or a dash.
pub(super) fn or_dash(text: &str) -> String {
    match text.trim() {
        "" => "—".to_owned(),
        text => text.to_owned(),
    }
}

/// Who made the report.
pub(super) fn maker(t: &Translator, made: &Certificate) -> String {
    match (&made.made.by, made.made.role) {
        (Some(name), Some(role)) => {
            let role = t.vocab("role", role);
            t.get2("certificate-person", "name", name, "role", role)
        }
        (Some(name), None) => name.clone(),
        (None, _) => t.get("certificate-operator"),
    }
}

/// What the report does not have, in sentences.
pub(super) fn withheld(t: &Translator, made: &Certificate) -> Vec<String> {
    let sentence = |one: &cairn_app::certificate::Withheld| {
        let key = one.what.code().replace('_', "-");
        let count = one.count.unwrap_or(0);
        t.get1(format!("certificate-withheld-{key}"), "count", count)
    };
    made.withheld.iter().map(sentence).collect()
}

/// Names with the ids that stand in proofs.
pub(super) fn people(made: &Certificate) -> Vec<(String, String)> {
    let people = made.people.iter();
    people
        .map(|person| (person.name.clone(), person.id.to_string()))
        .collect()
}
