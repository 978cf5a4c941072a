//! What stands in the way of the next release, as the desk shows it.

use cairn_app::release::{Desk, Hold, Preview};

use crate::{
    i18n::Translator,
    pages::public::words,
    present::{Reason, reasons},
};

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

/// Only an incident has a page of its own: the public one as it would be.
pub(super) fn would_be(code: &str, table: &str, id: &str) -> String {
    match id.rsplit_once('-') {
        Some((_, short)) if table == "incidents" => {
            format!("/projects/{code}/incidents/{short}/public")
        }
        _ => String::new(),
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
