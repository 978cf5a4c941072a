//! Histories written by earlier versions decode for ever. The files are only added to.

use std::collections::BTreeSet;

use cairn_review::{ReviewEvent, StageKind, fold};

const V1: &str = include_str!("../corpus/events-v1.jsonl");
/// Came later: what the team and the submitter say to each other, notes on ranges of time.
const V2: &str = include_str!("../corpus/events-v2.jsonl");

fn decode(corpus: &str) -> Vec<ReviewEvent> {
    let line = |line: &str| serde_json::from_str(line).unwrap_or_else(|e| panic!("{line}: {e}"));
    corpus.lines().map(line).collect()
}

fn decoded() -> Vec<ReviewEvent> {
    [decode(V1), decode(V2)].concat()
}

#[test]
fn old_histories_decode_and_are_written_the_same() {
    for (line, event) in V1.lines().chain(V2.lines()).zip(decoded()) {
        assert_eq!(serde_json::to_string(&event).unwrap(), line);
    }
}

#[test]
fn the_corpus_has_every_kind_of_event() {
    let tags: BTreeSet<_> = decoded().iter().map(tag).collect();
    let expected = [
        "answered",
        "claimed",
        "consent_changed",
        "duplicate_named",
        "evidence_added",
        "finding_recorded",
        "linked",
        "migrated",
        "moved",
        "note_added",
        "objected",
        "rated",
        "received",
        "redacted",
        "redaction_confirmed",
        "released",
        "sealed_opened",
        "settled",
        "signed_off",
        "submitter_asked",
        "submitter_replied",
    ];
    assert_eq!(tags, expected.into_iter().collect());
}

/// The tag as the log spells it. A new event does not compile here until it has a line above.
fn tag(event: &ReviewEvent) -> &'static str {
    match event {
        ReviewEvent::Received { .. } => "received",
        ReviewEvent::Claimed { .. } => "claimed",
        ReviewEvent::Released => "released",
        ReviewEvent::Rated { .. } => "rated",
        ReviewEvent::Linked { .. } => "linked",
        ReviewEvent::DuplicateNamed { .. } => "duplicate_named",
        ReviewEvent::FindingRecorded { .. } => "finding_recorded",
        ReviewEvent::Redacted { .. } => "redacted",
        ReviewEvent::RedactionConfirmed { .. } => "redaction_confirmed",
        ReviewEvent::Settled { .. } => "settled",
        ReviewEvent::Objected { .. } => "objected",
        ReviewEvent::Answered { .. } => "answered",
        ReviewEvent::SignedOff { .. } => "signed_off",
        ReviewEvent::Moved { .. } => "moved",
        ReviewEvent::ConsentChanged { .. } => "consent_changed",
        ReviewEvent::SubmitterAsked { .. } => "submitter_asked",
        ReviewEvent::SubmitterReplied { .. } => "submitter_replied",
        ReviewEvent::NoteAdded => "note_added",
        ReviewEvent::EvidenceAdded { .. } => "evidence_added",
        ReviewEvent::Migrated { .. } => "migrated",
        ReviewEvent::SealedOpened { .. } => "sealed_opened",
    }
}

#[test]
fn the_old_history_still_folds_to_its_end() {
    let state = fold(&decode(V1)).expect("begins with a receipt");
    assert_eq!(
        (state.kind, state.seq),
        (StageKind::Settled, V1.lines().count() as u64)
    );
    assert_eq!(state.stage.0, "published");
}
