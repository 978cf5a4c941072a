//! What happened, what became public, and the log that fixes it.

use cairn_app::certificate::{ActorFacts, Certificate, EventFacts, PublicStep, StampFacts};
use cairn_domain::IncidentId;

use super::view::{Badge, Card, History, Section, moment};
use crate::{
    i18n::Translator,
    present::{findings::Fact, history::sentence},
};

/// Everything that happened, oldest first.
pub(super) fn history(t: &Translator, made: &Certificate) -> Vec<History> {
    let events = made.history.iter();
    events.map(|event| line(t, made, event)).collect()
}

fn line(t: &Translator, made: &Certificate, event: &EventFacts) -> History {
    let (who, role) = actor(t, &event.actor);
    let title = |id: IncidentId| {
        let mut known = made.incidents.iter();
        let known = known.find(|known| known.uuid == id)?;
        Some(format!("{} {}", known.id, known.title))
    };
    let leaf = &event.leaf;
    let why = leaf.no_proof.map(|why| t.vocab("custody-no-proof", why));
    let proof = leaf.proof.as_deref().map(file_name).unwrap_or_default();
    History {
        seq: event.seq,
        when: moment(event.at),
        sentence: sentence(t, &who, &event.event, title, "UTC"),
        role,
        words: match &event.words {
            Some(words) => words.clone(),
            None if event.is_withheld => t.get("certificate-words-withheld"),
            None => String::new(),
        },
        index: leaf.index,
        is_proven: why.is_none(),
        proof: why.unwrap_or(proof),
    }
}

fn file_name(path: &str) -> String {
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

/// Who, and in which role.
fn actor(t: &Translator, actor: &ActorFacts) -> (String, String) {
    match actor {
        ActorFacts::Member { name, role } => {
            let name = name.clone();
            let name = name.unwrap_or_else(|| t.get("someone"));
            (name, t.vocab("role", role))
        }
        ActorFacts::WithheldMember => (t.get("certificate-who-withheld"), String::new()),
        ActorFacts::Submitter => (t.get("who-submitter"), String::new()),
        ActorFacts::Machine => (t.get("who-machine"), String::new()),
    }
}

/// What became public and what was taken back.
pub(super) fn publication(t: &Translator, made: &Certificate) -> Section {
    let now = match made.publication.is_public {
        true => t.get("certificate-public-now"),
        false => t.get("certificate-public-not"),
    };
    Section {
        id: "publication",
        title: t.get("certificate-publication"),
        empty: now.clone(),
        lead: match made.publication.steps.is_empty() {
            true => String::new(),
            false => now,
        },
        cards: made.publication.steps.iter().map(|s| step(t, s)).collect(),
    }
}

fn step(t: &Translator, step: &PublicStep) -> Card {
    match step {
        PublicStep::Published { at, release, .. } => Card {
            title: match release {
                Some(number) => t.get1("certificate-published-in", "release", number),
                None => t.get("certificate-published"),
            },
            badges: vec![Badge {
                words: t.vocab("outcome", "published"),
                tone: "settled",
            }],
            meta: moment(*at),
            ..Card::default()
        },
        PublicStep::Retracted {
            at,
            reason,
            words,
            last_release,
        } => Card {
            title: t.get1("certificate-retracted", "release", last_release),
            badges: vec![Badge {
                words: match reason {
                    Some(reason) => t.get(format!("retraction-{reason}")),
                    None => t.vocab("outcome", "retracted"),
                },
                tone: "refused",
            }],
            meta: moment(*at),
            words: words.clone(),
            ..Card::default()
        },
    }
}

/// The log that the proofs lead to.
pub(super) fn ledger(t: &Translator, made: &Certificate) -> Card {
    let ledger = &made.ledger;
    let Some(origin) = &ledger.origin else {
        return Card {
            words: t.get("certificate-ledger-none"),
            ..Card::default()
        };
    };
    let proven = t.get2(
        "certificate-proven-value",
        "proven",
        ledger.proven,
        "all",
        made.history.len(),
    );
    let size = ledger.size.unwrap_or(0).to_string();
    let root = ledger.root.map(|root| root.to_string());
    let mut facts = vec![
        Fact::exact(t, "certificate-origin", origin.clone()),
        Fact::said(t, "certificate-entries", size),
        Fact::exact(t, "certificate-root", root.unwrap_or_default()),
        Fact::said(t, "certificate-proven", proven),
    ];
    let keys = ledger.keys.iter();
    facts.extend(keys.map(|key| Fact::exact(t, "certificate-key", key.clone())));
    let stamps = ledger.stamps.iter();
    facts.extend(stamps.map(|stamp| Fact::said(t, "certificate-stamp", stamped(t, stamp))));
    Card {
        facts,
        exact: ledger.checkpoint.clone().unwrap_or_default(),
        ..Card::default()
    }
}

/// Who else saw the ledger, and when.
fn stamped(t: &Translator, stamp: &StampFacts) -> String {
    let seen = match (&stamp.at, stamp.bitcoin_blocks.iter().min()) {
        (Some(at), _) => t.get1("certificate-stamp-authority", "at", at.clone()),
        (None, Some(block)) => t.get1("certificate-stamp-block", "block", block.to_string()),
        (None, None) => t.get("certificate-stamp-pending"),
    };
    let size = stamp.size.to_string();
    let under = t.get2(
        "certificate-stamp-under",
        "size",
        size,
        "proven",
        stamp.proven,
    );
    format!("{seen} {under}")
}
