//! The log of an item in sentences.

use cairn_app::review::{Dossier, HistoryLine};
use cairn_domain::{Actor, IncidentId};
use cairn_review::{Outcome, ReviewEvent};

use super::{Moment, moment, offers::stage_words};
use crate::i18n::Translator;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HistoryEntry {
    /// Its number in the log.
    pub(crate) seq: u64,
    /// Who did what.
    pub(crate) sentence: String,
    /// When.
    pub(crate) when: Moment,
    /// Why, in the person's words; may be empty.
    pub(crate) why: String,
    /// `is-settled`, `is-needs`, `is-refused` or nothing.
    pub(crate) tone: &'static str,
}

/// The whole log, oldest first.
pub(crate) fn history(t: &Translator, dossier: &Dossier, zone: &str) -> Vec<HistoryEntry> {
    dossier
        .history
        .iter()
        .map(|line| entry(t, dossier, line, zone))
        .collect()
}

fn entry(t: &Translator, dossier: &Dossier, line: &HistoryLine, zone: &str) -> HistoryEntry {
    let title = |id: IncidentId| {
        let known = dossier.incident.as_ref().filter(|known| known.id == id);
        known.map(|known| known.title.clone())
    };
    HistoryEntry {
        seq: line.recorded.seq,
        sentence: sentence(t, &who(t, line), &line.recorded.event, title, zone),
        when: moment(line.recorded.at, zone),
        why: line.recorded.words.clone(),
        tone: tone(&line.recorded.event),
    }
}

/// Whoever did it, as a person reads it.
pub(crate) fn who(t: &Translator, line: &HistoryLine) -> String {
    match (&line.who, line.recorded.actor) {
        (Some(name), _) => name.clone(),
        (None, Actor::Machine) => t.get("who-machine"),
        (None, Actor::Submitter) => t.get("who-submitter"),
        (None, Actor::Member { .. }) => t.get("someone"),
    }
}

/// What somebody did, given the titles of incidents that may be named.
pub(crate) fn sentence(
    t: &Translator,
    who: &str,
    event: &ReviewEvent,
    title: impl Fn(IncidentId) -> Option<String>,
    zone: &str,
) -> String {
    let say = |key: &str| t.get1(format!("history-{key}"), "who", who);
    let say2 = |key: &str, name: &str, value: String| {
        t.get2(format!("history-{key}"), "who", who, name, value)
    };
    match event {
        ReviewEvent::Received { consent, .. } => {
            say2("received", "consent", t.vocab("consent", consent))
        }
        ReviewEvent::Claimed { until, .. } => say2("claimed", "until", moment(*until, zone).local),
        ReviewEvent::Released => say("released"),
        ReviewEvent::Rated { rating } => say2(
            "rated",
            "rating",
            t.vocab("sensitivity", rating.sensitivity),
        ),
        ReviewEvent::Linked { incident: None } => say("unlinked"),
        ReviewEvent::Linked { incident: Some(id) } => match title(*id) {
            Some(title) => say2("linked", "incident", title),
            None => say("linked-other"),
        },
        ReviewEvent::DuplicateNamed { of: None } => say("duplicate-none"),
        ReviewEvent::DuplicateNamed { of: Some(_) } => say("duplicate"),
        ReviewEvent::FindingRecorded {
            kind,
            positive: true,
            ..
        } => say(&format!("found-{kind}")),
        ReviewEvent::FindingRecorded {
            kind,
            positive: false,
            ..
        } => say(&format!("found-no-{kind}")),
        ReviewEvent::Redacted { .. } => say("redacted"),
        ReviewEvent::RedactionConfirmed { copy, .. } => {
            say2("redaction-confirmed", "copy", copy.short())
        }
        ReviewEvent::Settled { kind, .. } => say(&format!("settled-{kind}")),
        ReviewEvent::Objected { .. } => say("objected"),
        ReviewEvent::Answered { .. } => say("answered"),
        ReviewEvent::SignedOff { revision, .. } => say2("signed", "revision", revision.short()),
        ReviewEvent::Moved { from, to, .. } => t.with(
            "history-moved",
            &[
                ("who", who.to_owned()),
                ("from", stage_words(t, from)),
                ("to", stage_words(t, to)),
            ],
        ),
        ReviewEvent::ConsentChanged { consent } => {
            say2("consent", "consent", t.vocab("consent", consent))
        }
        ReviewEvent::SubmitterAsked { .. } => say("asked"),
        ReviewEvent::SubmitterReplied { .. } => say("replied"),
        ReviewEvent::NoteAdded => say("noted"),
        ReviewEvent::EvidenceAdded { files, links } => t.with(
            "history-added",
            &[
                ("who", who.to_owned()),
                ("files", files.len().to_string()),
                ("links", links.to_string()),
            ],
        ),
        ReviewEvent::SealedOpened { .. } => say("sealed-opened"),
        ReviewEvent::Migrated { workflow } => say2("migrated", "version", workflow.to_string()),
    }
}

fn tone(event: &ReviewEvent) -> &'static str {
    match event {
        ReviewEvent::SignedOff { .. }
        | ReviewEvent::Settled { .. }
        | ReviewEvent::RedactionConfirmed { .. }
        | ReviewEvent::Moved {
            outcome: Some(Outcome::Published),
            ..
        } => "is-settled",
        ReviewEvent::Moved {
            outcome: Some(_), ..
        } => "is-refused",
        ReviewEvent::Objected { .. } | ReviewEvent::SubmitterAsked { .. } => "is-needs",
        _ => "",
    }
}
