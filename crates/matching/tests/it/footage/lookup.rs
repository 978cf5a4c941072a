//! Finding a recording among many.

use super::tape::Tape;
use cairn_matching::{
    Index, Transform,
    footage::lookup::{LOOKUP_RADIUS, Question, is_of, stored},
};

/// Recordings 0..200, of 15 seconds each.
fn archive() -> Index {
    let mut index = Index::new();
    for recording in 0..200 {
        index.extend(stored(
            recording,
            &Tape::moving(recording.into(), 15.0, 20).footage(),
        ));
    }
    index
}

#[test]
fn given_an_excerpt_mirrored_then_its_recording_comes_first() {
    let index = archive();
    for recording in [3, 77, 199_u32] {
        let part = Tape::moving(recording.into(), 15.0, 20)
            .cut(4.0, 12.0)
            .noisy(1, 15);
        let question = Question::new(&part.mirrored().footage(), Transform::ALL);
        let candidates = question.candidates(&index.search(&question.needles, LOOKUP_RADIUS));
        assert_eq!(candidates.len(), 1, "{candidates:?}");
        let found = candidates[0];
        assert_eq!(
            (found.recording, found.transform),
            (recording, Transform::FlipY)
        );
        assert!((found.offset_s - 4.0).abs() <= 2.0, "{found:?}");
        assert!(found.frames > 20);
    }
}

#[test]
fn given_a_recording_that_is_not_there_then_nothing_comes() {
    let question = Question::new(&Tape::moving(5_000, 15.0, 20).footage(), Transform::ALL);
    let candidates = question.candidates(&archive().search(&question.needles, LOOKUP_RADIUS));
    assert_eq!(candidates, []);
}

#[test]
fn given_a_removal_then_the_recording_is_gone() {
    let mut index = archive();
    let footage = Tape::moving(42, 15.0, 20).footage();
    let before = index.len();
    let removed = index.remove_where(|key| is_of(42, key));
    assert_eq!(removed, footage.frames.len());
    assert_eq!(index.len(), before - removed);
    let question = Question::new(&footage, &[Transform::Original]);
    assert_eq!(
        question.candidates(&index.search(&question.needles, LOOKUP_RADIUS)),
        []
    );
}

#[test]
fn a_long_recording_asks_with_few_frames() {
    let footage = Tape::moving(1, 600.0, 20).footage();
    let question = Question::new(&footage, &[Transform::Original, Transform::FlipY]);
    assert!(
        question.needles.len() <= 2 * 64,
        "{}",
        question.needles.len()
    );
}
