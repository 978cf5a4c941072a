//! The fold: total, and the same whoever folds.

use cairn_domain::{Consent, Digest, FileId, FindingId, RedactionId, Role, UserId};
use cairn_review::{
    MoveKey, Outcome, RedactionRecord, ReviewEvent, ReviewState, StageKey, StageKind, evolve, fold,
};
use chrono::DateTime;
use proptest::prelude::*;
use uuid::Uuid;

use crate::{cast::*, story::*};

#[test]
fn a_story_folds_to_the_state_it_led_to() {
    let story = standard("published");
    assert_eq!(fold(&story.history), Some(story.state));
}

#[test]
fn a_history_begins_with_a_receipt() {
    assert_eq!(fold([]), None);
    assert_eq!(fold(&[ReviewEvent::Released]), None);
    let first = &standard("intake").history[0];
    assert_eq!(ReviewState::begin(first).map(|state| state.seq), Some(1));
}

fn events() -> impl Strategy<Value = ReviewEvent> {
    let person = || (1..4u128).prop_map(user);
    let finding = || (1..5u128).prop_map(|number| FindingId(Uuid::from_u128(number)));
    let kind = || prop::sample::select(vec![PLACE, TIME]);
    let stage_kind = prop::sample::select(StageKind::ALL.to_vec());
    prop_oneof![
        Just(standard("intake").history[0].clone()),
        person().prop_map(|by| ReviewEvent::Claimed {
            by,
            until: DateTime::UNIX_EPOCH
        }),
        Just(ReviewEvent::Released),
        (finding(), kind(), any::<bool>(), person()).prop_map(|(finding, kind, positive, by)| {
            ReviewEvent::FindingRecorded {
                finding,
                kind,
                positive,
                digest: Digest([1; 32]),
                by,
            }
        }),
        (finding(), kind(), person()).prop_map(|(finding, kind, by)| ReviewEvent::Settled {
            finding,
            kind,
            by
        }),
        (finding(), 0..2u128, person()).prop_map(|(id, file, by)| ReviewEvent::Redacted {
            redaction: RedactionId(id.0),
            file: FileId(Uuid::from_u128(file)),
            digest: Digest([4; 32]),
            by,
        }),
        (finding(), person()).prop_map(|(id, by)| ReviewEvent::RedactionConfirmed {
            redaction: RedactionId(id.0),
            copy: Digest([5; 32]),
            by,
        }),
        person().prop_map(|by| ReviewEvent::Objected { by }),
        (0..9u64, person()).prop_map(|(objection, by)| ReviewEvent::Answered { objection, by }),
        person().prop_map(|by| ReviewEvent::SignedOff {
            revision: Digest([2; 32]),
            by
        }),
        (
            stage_kind,
            prop::option::of(prop::sample::select(Outcome::ALL.to_vec()))
        )
            .prop_map(|(kind, outcome)| ReviewEvent::Moved {
                by_move: MoveKey::from("some"),
                from: StageKey::from("here"),
                to: StageKey::from("there"),
                kind,
                outcome,
                workflow: 3,
                at: DateTime::UNIX_EPOCH,
            }),
        Just(ReviewEvent::ConsentChanged {
            consent: Consent::Internal
        }),
        Just(ReviewEvent::Migrated { workflow: 2 }),
        Just(ReviewEvent::SealedOpened {
            file: cairn_domain::FileId(Default::default()),
            by: id(ANA),
        }),
    ]
}

proptest! {
    #[test]
    fn every_event_can_follow_every_other(events in prop::collection::vec(events(), 0..40)) {
        let first = standard("intake").history[0].clone();
        let mut state = ReviewState::begin(&first).expect("begins");
        for event in &events {
            let before = state.seq;
            state = evolve(state, event);
            prop_assert_eq!(state.seq, before + 1);
            holds(&state)?;
        }
        let whole: Vec<_> = std::iter::once(first).chain(events).collect();
        prop_assert_eq!(fold(&whole), Some(state));
    }
}

/// What is true of every state, whatever happened.
fn holds(state: &ReviewState) -> Result<(), TestCaseError> {
    for kind in [PLACE, TIME] {
        let mut authors: Vec<UserId> = state.findings_on(kind).map(|f| f.author).collect();
        let all = authors.len();
        authors.sort();
        authors.dedup();
        prop_assert_eq!(authors.len(), all, "one answer an author");
        let settled = state
            .findings_on(kind)
            .filter(|f| state.settled.contains(&f.id))
            .count();
        prop_assert!(settled <= 1, "one settled answer a question");
    }
    let mut redacted: Vec<_> = state.redactions.iter().map(|known| known.file).collect();
    redacted.sort();
    redacted.dedup();
    prop_assert_eq!(
        redacted.len(),
        state.redactions.len(),
        "one redaction a file"
    );
    let own = |known: &RedactionRecord| known.confirmed.is_some_and(|c| c.by == known.author);
    prop_assert!(
        !state.redactions.iter().any(own),
        "nobody confirms their own"
    );
    let known = |id: &FindingId| state.findings.iter().any(|f| f.id == *id);
    prop_assert!(
        state.settled.iter().all(known),
        "only what counts is settled on"
    );
    Ok(())
}

#[test]
fn a_role_is_no_part_of_the_log() {
    // What somebody may do is asked when they do it; losing a role later undoes nothing.
    let json = serde_json::to_string(&standard("published").history).unwrap();
    let told = |role: &&Role| json.contains(role.code());
    assert_eq!(Role::ALL.iter().find(told), None);
}
