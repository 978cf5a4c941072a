//! Frames drawn as luma and hashed: the whole way from pictures to passages.

use super::tape::Dice;
use cairn_matching::{
    Footage, Frame, Luma, Transform,
    footage::{
        FRAMES_PER_SECOND,
        align::align,
        frame_probes,
        relation::{FootageRelation, relation},
    },
};

const WIDTH: usize = 160;
const HEIGHT: usize = 90;

/// Smooth hills of grey, seen by a camera that pans over them.
fn scene(seed: usize, t_s: f64) -> Vec<u8> {
    let grey = |x: usize, y: usize| Dice((seed << 40 | x << 20 | y) as u64).next() as usize & 255;
    let pan = (t_s * 40.0) as usize;
    let mut pixels = Vec::new();
    for y in 0..HEIGHT {
        for x in pan..pan + WIDTH {
            let (side, column, row) = (9, x / 9, y / 9);
            let (right, down) = (x % side, y % side);
            let upper = grey(column, row) * (side - right) + grey(column + 1, row) * right;
            let lower = grey(column, row + 1) * (side - right) + grey(column + 1, row + 1) * right;
            pixels.push(((upper * (side - down) + lower * down) / (side * side)) as u8);
        }
    }
    pixels
}

fn recording(seconds: f64, draw: impl Fn(f64) -> (usize, usize, Vec<u8>)) -> Footage {
    let frames = (0..(seconds * FRAMES_PER_SECOND) as usize).map(|at| {
        let t_s = at as f64 / FRAMES_PER_SECOND;
        let (width, height, pixels) = draw(t_s);
        let probes = frame_probes(Luma::try_new(width, height, &pixels).unwrap());
        Frame { t_s, probes }
    });
    Footage::kept(seconds, frames)
}

fn original(seed: usize) -> Footage {
    recording(12.0, |t_s| (WIDTH, HEIGHT, scene(seed, t_s)))
}

#[test]
fn given_a_small_faded_noisy_copy_with_a_logo_then_it_is_the_same_footage() {
    let copy = recording(12.0, |t_s| {
        let full = scene(1, t_s);
        let pixels = (0..WIDTH / 2 * (HEIGHT / 2)).map(|at| {
            let (x, y) = (at % (WIDTH / 2), at / (WIDTH / 2));
            let logo = x > 70 && y < 7;
            if logo {
                250
            } else {
                full[2 * y * WIDTH + 2 * x] / 4 * 3 + (at * 31 % 9) as u8
            }
        });
        (WIDTH / 2, HEIGHT / 2, pixels.collect())
    });
    let passages = align(&original(1), &copy);
    assert_eq!(
        relation(&passages, 12.0, 12.0),
        FootageRelation::SameFootage,
        "{passages:?}"
    );
    assert_eq!(passages[0].transform, Transform::Original);
}

#[test]
fn given_a_cut_to_an_upright_screen_then_it_is_the_same_footage() {
    let width = HEIGHT * 9 / 16;
    let copy = recording(12.0, |t_s| {
        let full = scene(5, t_s);
        let rows = full.chunks_exact(WIDTH);
        let middle = rows.flat_map(|row| &row[(WIDTH - width) / 2..][..width]);
        (width, HEIGHT, middle.copied().collect())
    });
    let passages = align(&original(5), &copy);
    let found = relation(&passages, 12.0, 12.0);
    assert_eq!(found, FootageRelation::SameFootage, "{passages:?}");
    assert_eq!(
        relation(&align(&original(6), &copy), 12.0, 12.0),
        FootageRelation::None
    );
}

#[test]
fn given_a_banner_and_a_logo_then_the_rows_between_are_as_they_were() {
    let plain = scene(7, 0.0);
    let mut covered = plain.clone();
    let (logo, banner) = (HEIGHT / 25..HEIGHT / 5, HEIGHT * 4 / 5..HEIGHT);
    logo.for_each(|y| covered[y * WIDTH + WIDTH * 3 / 4..(y + 1) * WIDTH].fill(250));
    banner.for_each(|y| covered[y * WIDTH..(y + 1) * WIDTH].fill(20 + (y % 2 * 200) as u8));
    let [plain, covered] =
        [plain, covered].map(|pixels| frame_probes(Luma::try_new(WIDTH, HEIGHT, &pixels).unwrap()));
    assert!(plain[0].pdq.distance(&covered[0].pdq) > 64);
    assert!(plain[1].pdq.distance(&covered[1].pdq) <= 2);
}

#[test]
fn given_the_middle_mirrored_then_it_is_a_mirrored_excerpt() {
    let copy = recording(6.0, |t_s| {
        let mut pixels = scene(2, t_s + 3.0);
        pixels.chunks_exact_mut(WIDTH).for_each(<[u8]>::reverse);
        (WIDTH, HEIGHT, pixels)
    });
    let passages = align(&original(2), &copy);
    assert_eq!(relation(&passages, 12.0, 6.0), FootageRelation::Excerpt);
    assert_eq!(passages[0].transform, Transform::FlipY);
    let start_s = passages[0].a_s.start - passages[0].b_s.start;
    assert!((start_s - 3.0).abs() < 0.3, "{passages:?}");
}

#[test]
fn given_black_flat_or_different_pictures_then_nothing_matches() {
    let black = recording(12.0, |_| (WIDTH, HEIGHT, vec![16; WIDTH * HEIGHT]));
    assert_eq!(black.frames.len(), 0);
    for seed in 3..8 {
        assert_eq!(align(&original(seed), &original(seed + 10)), []);
        assert_eq!(align(&original(seed), &black), []);
    }
}
