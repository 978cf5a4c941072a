//! What hashes cannot settle: fixed cameras, screens filmed from the side, sound.

use super::{
    sound::{RATE, music},
    tape::{Dice, Tape},
};
use cairn_matching::{
    Footage, Luma,
    footage::{
        Archive, Comparison, FRAMES_PER_SECOND, MOST_STILLS, Viewer, compare,
        relation::FootageRelation::{Excerpt, SameFootage, Similar},
        sound::fingerprint,
    },
};

const WIDTH: usize = 320;
const HEIGHT: usize = 180;

/// A room of boxes before a camera that never moves, in which a lamp wanders; `walk` decides how.
fn room(seed: u64, walk: u64, t_s: f64) -> Vec<u8> {
    let mut dice = Dice(seed);
    let mut pixels = vec![90_u8; WIDTH * HEIGHT];
    for _ in 0..70 {
        let mut next = |most: usize| dice.next() as usize % most;
        let (left, top, grey) = (next(WIDTH - 30), next(HEIGHT - 30), next(200) + 20);
        let (width, height) = (8 + next(30), 8 + next(22));
        for y in top..(top + height).min(HEIGHT) {
            pixels[y * WIDTH + left..(y * WIDTH + left + width).min((y + 1) * WIDTH)]
                .fill(grey as u8);
        }
    }
    let mut dice = Dice(walk);
    let mut turns = [(); 4].map(|()| (dice.next() % 1_000) as f64 / 1_000.0);
    turns[0] += 0.6;
    turns[1] += 0.9;
    let x = 160.0 + 110.0 * (turns[0] * t_s + 6.0 * turns[2]).sin();
    let y = 90.0 + 60.0 * (turns[1] * t_s + 6.0 * turns[3]).sin();
    for row in 0..HEIGHT {
        for column in 0..WIDTH {
            if (column as f64 - x).hypot(row as f64 - y) < 18.0 {
                pixels[row * WIDTH + column] = 245;
            }
        }
    }
    pixels
}

/// The picture on a screen that is filmed from the side, dimmer, with a lamp's glare.
fn from_the_side(picture: &[u8]) -> Vec<u8> {
    let seen = |x: f64, y: f64| {
        let depth = 1.0 - 0.25 * x;
        let (u, v) = ((x * 1.25 - 0.2) / depth, (y * 1.3 - 0.1 - 0.1 * x) / depth);
        let inside = (0.0..1.0).contains(&u) && (0.0..1.0).contains(&v);
        inside.then(|| picture[(v * HEIGHT as f64) as usize * WIDTH + (u * WIDTH as f64) as usize])
    };
    let at = |index: usize| {
        let (x, y) = (
            (index % WIDTH) as f64 / WIDTH as f64,
            (index / WIDTH) as f64 / HEIGHT as f64,
        );
        seen(x, y).map_or(30, |grey| (f64::from(grey) * 0.7 + 30.0 * (x + y)) as u8)
    };
    (0..WIDTH * HEIGHT).map(at).collect()
}

fn watched(from_s: f64, to_s: f64, draw: impl Fn(f64) -> Vec<u8>) -> Footage {
    let mut viewer = Viewer::default();
    for at in 0..=((to_s - from_s) * FRAMES_PER_SECOND) as usize {
        let t_s = at as f64 / FRAMES_PER_SECOND;
        let pixels = draw(from_s + t_s);
        viewer.look(t_s, Luma::try_new(WIDTH, HEIGHT, &pixels).unwrap());
    }
    viewer.into_footage()
}

fn room_recording(walk: u64) -> Footage {
    watched(0.0, 8.0, |t_s| room(1, walk, t_s))
}

fn found(a: &Footage, b: &Footage) -> Comparison {
    compare(a, b).unwrap()
}

#[test]
fn given_a_screen_filmed_from_the_side_then_it_is_the_same_footage_and_says_so() {
    let filmed = watched(0.0, 8.0, |t_s| from_the_side(&room(1, 2, t_s)));
    let original = room_recording(2);
    let seen = found(&filmed, &original);
    assert_eq!(seen.relation, SameFootage, "{seen:?}");
    assert!(seen.laid.unwrap().tilted, "{seen:?}");
    let best = &seen.passages[0];
    assert!((best.a_s.start - best.b_s.start).abs() < 0.3, "{best:?}");
    let mut archive = Archive::default();
    for key in 0..5 {
        let other = watched(0.0, 2.0, |t_s| room(50 + u64::from(key), 2, t_s));
        archive.insert(key, &other);
    }
    archive.insert(5, &original);
    assert_eq!(archive.candidates(&filmed).first(), Some(&5));
}

#[test]
fn given_seconds_by_a_fixed_camera_then_what_moves_tells_which() {
    let whole = room_recording(3);
    for from_s in [1.1, 4.6] {
        let piece = watched(from_s, from_s + 3.0, |t_s| room(1, 3, t_s));
        let seen = found(&piece, &whole);
        assert_eq!(seen.relation, Excerpt, "{seen:?}");
        let best = &seen.passages[0];
        let ends = [best.a_s.start, best.a_s.end, best.b_s.start, best.b_s.end];
        let right = [0.0, 3.0, from_s, from_s + 3.0];
        assert!(
            ends.iter()
                .zip(right)
                .all(|(end, right)| (end - right).abs() <= 0.5),
            "{best:?}"
        );
    }
}

#[test]
fn given_another_recording_by_the_same_camera_then_it_is_never_the_same() {
    for walk in [10, 13] {
        let other = watched(0.0, 8.0, |t_s| from_the_side(&room(1, walk, t_s)));
        for other in [&other, &room_recording(walk)] {
            let relation = compare(other, &room_recording(2)).map(|seen| seen.relation);
            assert!(
                relation.is_none_or(|it| it == Similar),
                "{walk}: {relation:?}"
            );
        }
    }
}

#[test]
fn given_the_same_sound_over_other_pictures_then_it_only_sounds_alike() {
    let sound = fingerprint(&music(3, 20.0), RATE);
    let [one, other] = [1, 2].map(|seed| Footage {
        sound: sound.clone(),
        ..Tape::moving(seed, 20.0, 20).footage()
    });
    let seen = found(&one, &other);
    assert_eq!((seen.relation, seen.passages.len()), (Similar, 0));
    assert!(
        seen.sound[0].a_s.end > 15.0 && seen.laid.is_none(),
        "{seen:?}"
    );
    let mut archive = Archive::default();
    for (key, seed) in (0..).zip(10..14) {
        let sound = fingerprint(&music(seed, 20.0), RATE);
        let footage = Tape::moving(seed, 20.0, 20).footage();
        archive.insert(key, &Footage { sound, ..footage });
    }
    assert!(archive.candidates(&one).is_empty());
    archive.insert(4, &other);
    assert_eq!(archive.candidates(&one), [4]);
}

#[test]
fn however_long_it_is_a_recording_has_few_stills_and_a_fixed_camera_one() {
    let long = watched(0.0, 50.0, |t_s| room((t_s / 1.5) as u64, 1, 0.0));
    assert!((MOST_STILLS / 2..=MOST_STILLS).contains(&long.stills.len()));
    assert!(long.stills.is_sorted_by(|one, other| one.t_s < other.t_s));
    let still = watched(0.0, 8.0, |_| room(1, 1, 0.0));
    assert_eq!((still.stills.len(), still.glimpses.len()), (1, 33));
}
