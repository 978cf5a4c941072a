//! What is the same is found where it is, and what only looks alike is not.

use super::tape::{Dice, Tape};
use cairn_matching::{
    Footage, Transform,
    footage::{
        LEAST_CHANGE,
        align::{Passage, align},
        keep,
        relation::{FootageRelation, matched_s, relation},
    },
};

fn judged(a: &Footage, b: &Footage) -> (Vec<Passage>, FootageRelation) {
    let passages = align(a, b);
    let relation = relation(&passages, a.duration_s, b.duration_s);
    (passages, relation)
}

fn near(passage: &Passage, a: [f64; 2], b: [f64; 2]) -> bool {
    let ends = [
        passage.a_s.start,
        passage.a_s.end,
        passage.b_s.start,
        passage.b_s.end,
    ];
    ends.iter()
        .zip([a, b].concat())
        .all(|(end, expected)| (end - expected).abs() <= 0.5)
}

#[test]
fn given_a_reencoded_copy_then_it_is_the_same_footage() {
    for seed in 0..20 {
        let tape = Tape::moving(seed, 20.0, 20);
        let (passages, relation) = judged(&tape.footage(), &tape.noisy(seed + 99, 25).footage());
        assert_eq!(relation, FootageRelation::SameFootage, "{seed}");
        assert!(
            near(&passages[0], [0.0, 20.0], [0.0, 20.0]),
            "{:?}",
            passages[0]
        );
        assert_eq!(passages.len(), 1);
    }
}

#[test]
fn given_a_trimmed_or_mirrored_copy_then_the_passage_says_which_part_and_how() {
    for seed in 0..20 {
        let tape = Tape::moving(seed, 30.0, 20);
        let part = tape.cut(9.0, 18.0).noisy(seed + 99, 15);
        let (passages, relation) = judged(&tape.footage(), &part.mirrored().footage());
        assert_eq!(relation, FootageRelation::Excerpt);
        assert_eq!(passages[0].transform, Transform::FlipY);
        assert!(
            near(&passages[0], [9.0, 18.0], [0.0, 9.0]),
            "{:?}",
            passages[0]
        );
    }
}

#[test]
fn given_another_pace_then_it_is_measured() {
    for (seed, pace) in [(1, 0.91), (2, 0.95), (3, 1.05), (4, 1.09)] {
        let tape = Tape::moving(seed, 40.0, 20);
        let (passages, relation) =
            judged(&tape.footage(), &tape.paced(pace).noisy(7, 15).footage());
        assert_eq!(relation, FootageRelation::SameFootage, "{pace}");
        assert!(
            (passages[0].speed - 1.0 / pace).abs() < 0.01,
            "{pace}: {}",
            passages[0].speed
        );
    }
}

#[test]
fn given_a_compilation_then_every_member_is_found_within_half_a_second() {
    for seed in 0..12 {
        let members: Vec<Tape> = (0..4)
            .map(|at| Tape::moving(100 * seed + at, 15.0, 22))
            .collect();
        let pieces = [(2.0, 5.0), (10.0, 15.0), (0.0, 2.5), (6.0, 10.0)];
        let mut whole = Tape(Vec::new());
        for (member, (from, to)) in members.iter().zip(pieces) {
            whole = whole.then(&member.cut(from, to));
        }
        let whole = whole.noisy(seed, 15).footage();
        let mut at = 0.0;
        for (member, (from, to)) in members.iter().zip(pieces) {
            let (passages, relation) = judged(&member.footage(), &whole);
            assert_eq!(relation, FootageRelation::Excerpt);
            assert_eq!(passages.len(), 1);
            assert!(
                near(&passages[0], [from, to], [at, at + to - from]),
                "{:?}",
                passages[0]
            );
            at += to - from;
        }
    }
}

#[test]
fn given_a_gap_then_both_sides_of_it_are_found() {
    let tape = Tape::moving(5, 30.0, 20);
    let advert = Tape::moving(6, 10.0, 20);
    let broken = tape
        .cut(0.0, 12.0)
        .then(&advert)
        .then(&tape.cut(12.0, 30.0))
        .noisy(1, 12);
    let (passages, relation) = judged(&tape.footage(), &broken.footage());
    assert_eq!(passages.len(), 2);
    assert!(
        near(&passages[0], [12.0, 30.0], [22.0, 40.0]),
        "{:?}",
        passages[0]
    );
    assert!(
        near(&passages[1], [0.0, 12.0], [0.0, 12.0]),
        "{:?}",
        passages[1]
    );
    let (of_a, of_b) = matched_s(&passages);
    assert!(
        (of_a - 30.0).abs() < 1.0 && (of_b - 30.0).abs() < 1.0,
        "{of_a} {of_b}"
    );
    assert_eq!(relation, FootageRelation::Excerpt);
}

#[test]
fn given_unrelated_recordings_then_there_is_nothing() {
    for seed in 0..60 {
        let (passages, relation) = judged(
            &Tape::moving(seed, 20.0, 20).footage(),
            &Tape::moving(seed + 1_000, 25.0, 20).footage(),
        );
        assert_eq!((passages.len(), relation), (0, FootageRelation::None));
    }
}

#[test]
fn given_two_recordings_by_one_fixed_camera_then_they_are_not_the_same_footage() {
    for seed in 0..20 {
        let picture = Dice(seed).hash();
        let (one, other) = (
            Tape::fixed(&picture, 1, 20.0),
            Tape::fixed(&picture, 2, 20.0),
        );
        let (_, relation) = judged(&one.footage(), &other.footage());
        assert!(
            matches!(relation, FootageRelation::Similar | FootageRelation::None),
            "{seed}"
        );
        let (_, relation) = judged(&one.footage(), &one.noisy(3, 2).footage());
        assert_eq!(relation, FootageRelation::SameFootage, "{seed}");
    }
}

#[test]
fn given_the_same_title_before_different_recordings_then_the_title_proves_nothing() {
    for seed in 0..20 {
        let title = Tape(vec![Dice(seed + 500).hash(); 20]);
        let one = title.clone().then(&Tape::moving(seed, 15.0, 20));
        let other = title.noisy(1, 6).then(&Tape::moving(seed + 50, 15.0, 20));
        let (passages, relation) = judged(&one.footage(), &other.footage());
        assert_eq!(relation, FootageRelation::None, "{passages:?}");
    }
}

#[test]
fn given_frames_with_little_in_them_or_no_change_then_they_are_not_kept() {
    let tape = Tape::moving(1, 5.0, 20);
    assert_eq!(tape.with_quality(11).frames.len(), 0);
    assert_eq!(tape.with_quality(12).frames.len(), 20);
    let footage = Tape(vec![Dice(1).hash(); 40]).footage();
    assert_eq!(footage.frames.len(), 1);
    let frame = &footage.frames[0];
    assert!(keep(None, frame) && !keep(Some(frame), frame));
    for pair in Tape::moving(2, 60.0, 6).footage().frames.windows(2) {
        assert!(pair[0].probes[0].pdq.distance(&pair[1].probes[0].pdq) >= LEAST_CHANGE);
    }
    assert_eq!(align(&Footage::default(), &footage), []);
}

#[test]
fn aligning_either_way_round_finds_the_same() {
    let tape = Tape::moving(8, 25.0, 20);
    let (a, b) = (tape.footage(), tape.cut(5.0, 15.0).noisy(2, 20).footage());
    let (there, back) = (align(&a, &b), align(&b, &a));
    assert_eq!(there.len(), back.len());
    let (there, back) = (&there[0], &back[0]);
    assert!(near(
        back,
        [there.b_s.start, there.b_s.end],
        [there.a_s.start, there.a_s.end]
    ));
}
