//! Lines of an incident's page.

use cairn_app::{
    incident::IncidentPage,
    stored::{Carrier, FactRecord},
};

use crate::{
    i18n::Translator,
    present::{
        incident_facts::{IncidentFact, count_rows, incident_facts},
        incident_terms::TermWords,
        offers::stage_words,
    },
};

/// A fact with what carries it.
pub(super) struct FactLine {
    pub(super) fact: IncidentFact,
    /// Counts stand in a table of their own; of them only what carries them is said.
    pub(super) is_count: bool,
    pub(super) chips: Vec<Chip>,
    /// Everything that may carry it.
    pub(super) choices: Vec<CarrierChoice>,
}

/// What carries a fact, as a link.
pub(super) struct Chip {
    pub(super) words: String,
    pub(super) href: String,
}

/// One thing that may carry a fact.
pub(super) struct CarrierChoice {
    pub(super) name: String,
    pub(super) words: String,
    pub(super) selected: bool,
}

/// An item that evidences it.
pub(super) struct ItemRow {
    pub(super) short: String,
    pub(super) id: String,
    pub(super) href: String,
    pub(super) title: String,
    pub(super) stage: String,
    /// The number of its origin, from 1.
    pub(super) origin: usize,
}

/// A source beside the items.
pub(super) struct SourceRow {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) about: String,
    pub(super) url: String,
    pub(super) url_public: bool,
    pub(super) origin: usize,
    pub(super) origin_name: String,
    pub(super) killed: String,
    pub(super) injured: String,
}

pub(super) fn item_rows(t: &Translator, code: &str, read: &IncidentPage) -> Vec<ItemRow> {
    let origins = read.origins.of_items.iter();
    let row = |(item, origin): (&cairn_app::stored::ItemRecord, &usize)| ItemRow {
        short: item.short.to_string(),
        id: format!("{code}-{}", item.short),
        href: format!("/projects/{code}/items/{}", item.short),
        title: item.title.clone(),
        stage: stage_words(t, &item.state.stage),
        origin: origin + 1,
    };
    read.items.iter().zip(origins).map(row).collect()
}

pub(super) fn source_rows(t: &Translator, read: &IncidentPage) -> Vec<SourceRow> {
    let unknown = || t.get("unknown");
    let origins = read.origins.of_sources.iter();
    let row = |(source, origin): (&cairn_domain::IncidentSource, &usize)| {
        let kind = Some(t.vocab("incident-source-kind", source.kind));
        let day = source
            .published_on
            .map(|day| day.format("%-d %b %Y").to_string());
        let about: Vec<_> = [kind, day].into_iter().flatten().collect();
        SourceRow {
            id: source.id.to_string(),
            title: source.title.clone(),
            about: about.join(" · "),
            url: source.url.clone(),
            url_public: source.url_public,
            origin: origin + 1,
            origin_name: source.origin.clone(),
            killed: source.killed.words().unwrap_or_else(unknown),
            injured: source.injured.words().unwrap_or_else(unknown),
        }
    };
    read.sources.iter().zip(origins).map(row).collect()
}

pub(super) fn fact_lines(
    t: &Translator,
    code: &str,
    read: &IncidentPage,
    words: &TermWords,
) -> Vec<FactLine> {
    let facts = incident_facts(t, &read.incident, words);
    let mut lines: Vec<_> = facts
        .into_iter()
        .map(|fact| line(code, read, fact, false))
        .collect();
    for count in count_rows(t, &read.incident) {
        if cairn_domain::CARRIED_FACTS.contains(&count.field) {
            let fact = IncidentFact {
                field: count.field,
                name: count.name,
                words: String::new(),
                note: String::new(),
                is_mono: false,
            };
            lines.push(line(code, read, fact, true));
        }
    }
    lines
}

fn line(code: &str, read: &IncidentPage, fact: IncidentFact, is_count: bool) -> FactLine {
    let carries = |by: Carrier| {
        let this = |record: &&FactRecord| record.field == fact.field && record.by == by;
        read.carried.iter().any(|record| this(&record))
    };
    let items = read.items.iter().map(|item| {
        let id = format!("{code}-{}", item.short);
        let href = format!("/projects/{code}/items/{}", item.short);
        (
            item.short.to_string(),
            id,
            href,
            carries(Carrier::Item(item.id)),
        )
    });
    let sources = read.sources.iter().map(|source| {
        let carries = carries(Carrier::Source(source.id));
        (
            source.id.to_string(),
            source.title.clone(),
            "#sources".to_owned(),
            carries,
        )
    });
    let all: Vec<_> = items.chain(sources).collect();
    let chip = |(_, words, href, _): &(String, String, String, bool)| Chip {
        words: words.clone(),
        href: href.clone(),
    };
    FactLine {
        chips: all.iter().filter(|one| one.3).map(chip).collect(),
        choices: all
            .into_iter()
            .map(|(name, words, _, selected)| CarrierChoice {
                name,
                words,
                selected,
            })
            .collect(),
        fact,
        is_count,
    }
}
