//! Which stretches of two sound tracks are the same: a witness apart from the pictures.
//!
//! Fingerprints are Chromaprint's (Lukáš Lalinský, "How does Chromaprint work?", 2011): 32 bits for
//! each eighth of a second that tell how the twelve notes of the scale change. They outlive
//! re-encoding, loudness and equalising, not a change of pace or pitch of more than about 2 %.

use std::{collections::HashSet, ops::Range};

use rusty_chromaprint::{Configuration, Fingerprinter};

/// Samples a second that a fingerprint is best made of: those that Chromaprint works on.
pub const SOUND_RATE: u32 = 11_025;

/// Seconds between two items of a fingerprint: a third of 4,096 samples at 11,025 a second.
pub const ITEM_S: f64 = 1_365.0 / 11_025.0;

/// Items in a row that are judged together: three seconds.
const WINDOW: usize = 24;

/// Bits of 32 that may differ on average over a window. Unrelated sound differs in 16; over three
/// seconds, whose items resemble their neighbours, it rarely comes under 12.
const MOST_ERRORS: usize = 10;

/// Share of items that are unlike any other in the stretch: silence and a held tone have few.
const LEAST_DISTINCT: f64 = 0.3;

/// A stretch of one sound track and the stretch of another that sounds the same.
#[derive(Debug, Clone, PartialEq)]
pub struct SoundPassage {
    /// From and to in the first, in seconds.
    pub a_s: Range<f64>,
    /// From and to in the second, in seconds.
    pub b_s: Range<f64>,
    /// Share of bits that differ, 0..=0.5.
    pub errors: f64,
}

/// The fingerprint of a track: one item each [`ITEM_S`], from sixteen-bit samples of one channel.
/// Empty for under three seconds, and for a sample rate under 1,000 that cannot be resampled.
pub fn fingerprint(samples: &[i16], sample_rate: u32) -> Vec<u32> {
    let mut fingerprinter = Fingerprinter::new(&Configuration::preset_test2());
    if sample_rate < 1_000 || fingerprinter.start(sample_rate, 1).is_err() {
        return Vec::new();
    }
    fingerprinter.consume(samples);
    fingerprinter.finish();
    fingerprinter.fingerprint().to_vec()
}

/// All stretches of at least three seconds that sound the same, longest first; none overlaps a
/// longer one in both tracks. Looks at every pair of items: a second for two tracks of an hour.
pub fn align_sound(a: &[u32], b: &[u32]) -> Vec<SoundPassage> {
    let mut stretches: Vec<Stretch> = Vec::new();
    let (first, last) = (1 - a.len() as isize, b.len() as isize);
    for offset in first..last {
        let from = usize::try_from(-offset).unwrap_or(0);
        let to = a.len().min((b.len() as isize - offset) as usize);
        let errors: Vec<usize> = (from..to)
            .map(|at| (a[at] ^ b[(at as isize + offset) as usize]).count_ones() as usize)
            .collect();
        stretches.extend(
            alike(&errors, from, offset)
                .into_iter()
                .filter(|stretch| stretch.varied(a)),
        );
    }
    // A neighbouring offset sounds nearly as alike: the one with most surplus is the true one.
    stretches.sort_by_key(|stretch| std::cmp::Reverse((stretch.surplus(), stretch.offset)));
    let mut kept: Vec<Stretch> = Vec::new();
    for stretch in stretches {
        if !kept.iter().any(|better| better.overlaps(&stretch)) {
            kept.push(stretch);
        }
    }
    kept.sort_by_key(|stretch| std::cmp::Reverse(stretch.items.len()));
    kept.iter().map(Stretch::passage).collect()
}

/// Items of `a` that are like those of `b` `offset` later.
struct Stretch {
    items: Range<usize>,
    offset: isize,
    errors: usize,
}

impl Stretch {
    /// By how many bits it is more alike than a window has to be.
    fn surplus(&self) -> usize {
        (16 * self.items.len()).saturating_sub(self.errors)
    }

    fn varied(&self, a: &[u32]) -> bool {
        let distinct: HashSet<u32> = a[self.items.clone()].iter().copied().collect();
        distinct.len() as f64 >= LEAST_DISTINCT * self.items.len() as f64
    }

    /// Whether more than half of the other lies within this one, in either track.
    fn overlaps(&self, other: &Self) -> bool {
        let shared = |shift: isize| {
            let (start, end) = (
                other.items.start as isize + shift,
                other.items.end as isize + shift,
            );
            end.min(self.items.end as isize) - start.max(self.items.start as isize)
        };
        let half = other.items.len() as isize / 2;
        shared(0) > half || shared(other.offset - self.offset) > half
    }

    fn passage(&self) -> SoundPassage {
        let seconds = |item: isize| item as f64 * ITEM_S;
        let (start, end) = (self.items.start as isize, self.items.end as isize);
        SoundPassage {
            a_s: seconds(start)..seconds(end),
            b_s: seconds(start + self.offset)..seconds(end + self.offset),
            errors: self.errors as f64 / (32 * self.items.len()) as f64,
        }
    }
}

/// Unions of windows whose errors are few enough. `from` is the item of the first error.
fn alike(errors: &[usize], from: usize, offset: isize) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut sum: usize = errors.iter().take(WINDOW).sum();
    for start in 0..(errors.len() + 1).saturating_sub(WINDOW) {
        if start > 0 {
            sum = sum + errors[start + WINDOW - 1] - errors[start - 1];
        }
        if sum > MOST_ERRORS * WINDOW {
            continue;
        }
        let window = from + start..from + start + WINDOW;
        match stretches.last_mut() {
            Some(last) if last.items.end >= window.start => last.items.end = window.end,
            _ => stretches.push(Stretch {
                items: window,
                offset,
                errors: 0,
            }),
        }
    }
    for stretch in &mut stretches {
        stretch.errors = errors[stretch.items.start - from..stretch.items.end - from]
            .iter()
            .sum();
    }
    stretches
}
