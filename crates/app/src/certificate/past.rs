//! The history of an item as a report tells it: in full, but for who handed it in.

use cairn_domain::Actor;
use cairn_review::{Outcome, ReviewEvent};
use cairn_storage::{RecordedEvent, RetractionRecord};

use super::{
    gather::Material,
    ledger::Proven,
    record::{ActorFacts, EventFacts, PublicFacts, PublicStep},
};
use crate::AppError;

/// Whether an event is the handing in of the item.
pub(super) fn is_receipt(event: &RecordedEvent) -> bool {
    matches!(event.event, ReviewEvent::Received { .. })
}

/// Whether an event says which member handed the item in.
pub(super) fn names_submitter(event: &RecordedEvent) -> bool {
    let names = |event: &ReviewEvent| {
        matches!(
            event,
            ReviewEvent::Received {
                submitter: Some(_),
                ..
            }
        )
    };
    names(&event.event) || (is_receipt(event) && event.actor.user().is_some())
}

/// Whether the words beside an event are between the team and whoever handed the item in.
fn is_conversation(event: &ReviewEvent) -> bool {
    matches!(
        event,
        ReviewEvent::SubmitterAsked { .. }
            | ReviewEvent::SubmitterReplied { .. }
            | ReviewEvent::NoteAdded
    )
}

/// How many events have words that a report does not have.
pub(super) fn withheld_words(events: &[RecordedEvent]) -> usize {
    let talked = events.iter().filter(|event| withholds_words(event));
    talked.filter(|event| !event.words.is_empty()).count()
}

/// Whatever somebody without an account wrote may say who they are.
fn withholds_words(event: &RecordedEvent) -> bool {
    is_conversation(&event.event) || event.actor == Actor::Submitter
}

/// Every event, oldest first.
pub(super) fn history(material: &Material<'_>, proven: &Proven) -> Vec<EventFacts> {
    let leaf = |seq: u64| {
        let mut leaves = proven.leaves.iter();
        leaves.find(|(of, _)| *of == seq).map(|(_, leaf)| leaf)
    };
    let lines = material.events.iter().filter_map(|event| {
        let leaf = leaf(event.seq)?.clone();
        let hides_words = withholds_words(event) && !event.words.is_empty();
        let shows_words = !hides_words && !event.words.is_empty();
        Some(EventFacts {
            seq: event.seq,
            at: event.at,
            actor: actor(material, event),
            event: without_submitter(&event.event),
            words: shows_words.then(|| event.words.clone()),
            is_withheld: hides_words,
            leaf,
        })
    });
    lines.collect()
}

fn actor(material: &Material<'_>, event: &RecordedEvent) -> ActorFacts {
    match event.actor {
        Actor::Member { .. } if is_receipt(event) => ActorFacts::WithheldMember,
        Actor::Member { user, role } => ActorFacts::Member {
            name: material.names.get(&user).cloned(),
            role,
        },
        Actor::Submitter => ActorFacts::Submitter,
        Actor::Machine => ActorFacts::Machine,
    }
}

fn without_submitter(event: &ReviewEvent) -> ReviewEvent {
    let mut event = event.clone();
    if let ReviewEvent::Received { submitter, .. } = &mut event {
        *submitter = None;
    }
    event
}

/// What became public and what was taken back.
pub(super) async fn publication(material: &Material<'_>) -> Result<PublicFacts, AppError> {
    let (reads, item) = (material.reads, material.item);
    let releases = reads.releases(material.project.id).await?;
    let published = material.events.iter().filter_map(|event| {
        let ReviewEvent::Moved { outcome, .. } = &event.event else {
            return None;
        };
        let mut before = releases.iter().filter(|known| known.built_at <= event.at);
        (*outcome == Some(Outcome::Published)).then(|| {
            let release = before.next().map(|known| known.version);
            let step = PublicStep::Published {
                seq: event.seq,
                at: event.at,
                release,
            };
            (event.at, step)
        })
    });
    let taken = reads.retractions_since(material.project.id, 0).await?;
    let taken = taken.into_iter().filter(|known| known.short == item.short);
    let mut steps: Vec<_> = published
        .chain(taken.map(|known| (known.at, retracted(known))))
        .collect();
    steps.sort_by_key(|(at, _)| *at);
    Ok(PublicFacts {
        is_public: item.state.outcome == Some(Outcome::Published),
        steps: steps.into_iter().map(|(_, step)| step).collect(),
    })
}

fn retracted(record: RetractionRecord) -> PublicStep {
    PublicStep::Retracted {
        at: record.at,
        reason: record.kind,
        words: record.reason,
        last_release: record.last_release,
    }
}
