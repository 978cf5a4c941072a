//! One incident in a list.

use cairn_app::public::PublicIncident;

use super::words;
use crate::{
    i18n::Translator,
    present::{filters::code_words, incident_facts::place_words},
};

/// One incident in a list.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) id: String,
    pub(super) href: String,
    pub(super) title: String,
    /// `30 Sep 2022`
    pub(super) date: String,
    /// `2022-09-30`
    pub(super) iso: String,
    pub(super) place: String,
    pub(super) province: String,
    pub(super) kind: String,
    pub(super) target: String,
    /// As a cell: `25 to 54`.
    pub(super) killed: String,
    pub(super) injured: String,
    /// As part of a sentence: `25 to 54 killed`, empty when unknown.
    pub(super) killed_words: String,
    pub(super) injured_words: String,
    pub(super) evidence: usize,
    pub(super) evidence_words: String,
    /// Invented for a demonstration.
    pub(super) synthetic: bool,
}

impl Row {
    /// An incident ready to be listed.
    pub(super) fn new(t: &Translator, incident: &PublicIncident) -> Self {
        let (killed, injured) = (
            (incident.killed_low, incident.killed_high),
            (incident.injured_low, incident.injured_high),
        );
        Self {
            href: format!("/incidents/{}", incident.short),
            id: incident.short.clone(),
            title: incident.title.clone(),
            date: words::days(t, incident),
            iso: words::iso(incident),
            place: place_words(&incident.place_name, &incident.province),
            province: incident.province.clone(),
            kind: code_words(t, "event-type", &incident.event_type),
            target: code_words(t, "target", incident.target()),
            killed: words::count(t, killed.0, killed.1),
            injured: words::count(t, injured.0, injured.1),
            killed_words: words::toll(t, "public-toll-killed", killed.0, killed.1),
            injured_words: words::toll(t, "public-toll-injured", injured.0, injured.1),
            evidence: incident.evidence.len(),
            evidence_words: t.get1("public-incident-evidence", "count", incident.evidence.len()),
            synthetic: incident.synthetic,
        }
    }
}
