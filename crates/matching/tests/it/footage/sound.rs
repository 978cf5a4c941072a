//! Sound tracks against each other, as samples.

use super::tape::Dice;
use cairn_matching::footage::sound::{align_sound, fingerprint};

pub const RATE: u32 = 11_025;

/// Chords of three notes, a new one each third of a second.
pub fn music(seed: u64, seconds: f64) -> Vec<i16> {
    let mut dice = Dice(seed);
    let chord = (RATE / 3) as usize;
    let mut samples = Vec::new();
    while samples.len() < (seconds * f64::from(RATE)) as usize {
        let notes = [(); 3].map(|()| 110.0 * 2_f64.powf((dice.next() % 48) as f64 / 12.0));
        samples.extend((0..chord).map(|at| {
            let t_s = at as f64 / f64::from(RATE);
            let sum: f64 = notes
                .iter()
                .map(|note| (std::f64::consts::TAU * note * t_s).sin())
                .sum();
            (6_000.0 * sum) as i16
        }));
    }
    samples
}

/// Quieter, with noise.
fn worn(samples: &[i16]) -> Vec<i16> {
    let mut dice = Dice(1);
    samples
        .iter()
        .map(|sample| sample / 3 + (dice.next() % 400) as i16 - 200)
        .collect()
}

fn print(samples: &[i16]) -> Vec<u32> {
    fingerprint(samples, RATE)
}

#[test]
fn given_a_worn_excerpt_then_it_is_found_where_it_is() {
    for seed in 0..2 {
        let track = music(seed, 30.0);
        let at = |t_s: usize| t_s * RATE as usize;
        let passages = align_sound(&print(&track), &print(&worn(&track[at(8)..at(20)])));
        assert_eq!(passages.len(), 1, "{passages:?}");
        let found = &passages[0];
        assert!(
            (found.a_s.start - found.b_s.start - 8.0).abs() < 0.2,
            "{found:?}"
        );
        assert!(
            found.a_s.end - found.a_s.start > 8.0 && found.errors < 0.25,
            "{found:?}"
        );
    }
}

#[test]
fn given_other_music_silence_or_a_held_tone_then_nothing_is_found() {
    let track = print(&music(5, 20.0));
    let silence = print(&vec![0; 8 * RATE as usize]);
    let tone: Vec<i16> = (0..8 * RATE)
        .map(|at| {
            (9_000.0 * (f64::from(at) * 440.0 / f64::from(RATE) * std::f64::consts::TAU).sin())
                as i16
        })
        .collect();
    let tone = print(&tone);
    for seed in 6..8 {
        assert_eq!(align_sound(&track, &print(&music(seed, 20.0))), []);
    }
    for other in [&silence, &tone] {
        assert_eq!(align_sound(&track, other), []);
        assert_eq!(align_sound(other, other), []);
    }
}

#[test]
fn given_no_sound_or_a_moment_of_it_then_nothing_is_found() {
    let track = print(&music(1, 10.0));
    assert!(print(&[]).is_empty() && fingerprint(&[0; 9_000], 0).is_empty());
    for short in [print(&[]), print(&music(1, 1.0))] {
        assert_eq!(align_sound(&track, &short), []);
        assert_eq!(align_sound(&short, &track), []);
    }
}
