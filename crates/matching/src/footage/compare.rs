//! What two recordings are to each other, by three witnesses.
//!
//! Hashes of frames find re-encoded, cut, mirrored and bordered copies fast ([`super::align`]). What
//! they cannot settle (a screen filmed from the side, a few seconds by a fixed camera) is laid over
//! each other by local features ([`super::view`]) and proven by what moves ([`super::motion`]). Sound
//! corroborates; alone it proves nothing about pictures, since any song is laid over any of them.

use std::ops::Range;

use super::{
    Footage,
    align::{Passage, align},
    line::frame_distance,
    motion::{Motion, motion, motion_at},
    relation::{FootageRelation, PROOF_SCORE, relation},
    sound::{SoundPassage, align_sound},
    view::{View, views},
};
use crate::{Homography, Transform};

/// Score of a passage of hashes that needs no other witness, nor a better measure of its ends.
const SURE: f64 = 4.0;

/// Maps that are put to the proof.
const MOST_VIEWS: usize = 8;

/// Matching features over all stills from which a view is worth a person's look.
const WORTH_A_LOOK: usize = 100;

/// Evidence of movement that, at the very moment that sound says, is enough beside it.
const BESIDE_SOUND: f64 = 1.5;

/// Agreement of movement under which a passage of hashes is in doubt, and the score it then has at
/// most.
const UNLIKE: f64 = 0.3;
const DOUBTED: f64 = 1.0;

/// What was found, with its reasons.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The verdict; never [`FootageRelation::None`].
    pub relation: FootageRelation,
    /// Stretches that show the same, surest first. Empty where the two only sound alike, or show
    /// one scene.
    pub passages: Vec<Passage>,
    /// How the frames of one lie in those of the other, where features had to say so.
    pub laid: Option<Laid>,
    /// Stretches that sound the same, longest first.
    pub sound: Vec<SoundPassage>,
}

/// How one recording's frames lie in the other's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Laid {
    /// Where each point of A's frames lies in B's.
    pub homography: Homography,
    /// Matching features that agree on it, over all stills.
    pub inliers: usize,
    /// Whether one was taken at an angle: a screen that was filmed.
    pub tilted: bool,
}

/// Compares two recordings; `None` where they have nothing in common. A millisecond where hashes
/// settle it, about a tenth of a second where features have to.
pub fn compare(a: &Footage, b: &Footage) -> Option<Comparison> {
    let sound = align_sound(&a.sound, &b.sound);
    let mut passages = align(a, b);
    let mut laid = None;
    if passages.first().is_none_or(|best| best.score < SURE) {
        let seen = best_view(a, b, &passages);
        if let Some((view, motion)) = &seen {
            if motion.is_proof() {
                replace(&mut passages, passage(a, b, view, motion));
            } else if let Some(heard) = corroborated(a, b, view, &sound) {
                replace(&mut passages, heard);
            } else {
                passages
                    .iter_mut()
                    .filter(|passage| is_refuted(a, b, view, passage))
                    .for_each(|passage| passage.score = passage.score.min(DOUBTED));
            }
        }
        laid = seen.filter(|(view, motion)| motion.is_proof() || view.agreeing >= WORTH_A_LOOK);
    }
    let relation = match relation(&passages, a.duration_s, b.duration_s) {
        FootageRelation::None if laid.is_some() || !sound.is_empty() => FootageRelation::Similar,
        FootageRelation::None => return None,
        found => found,
    };
    let laid = laid.map(|(view, _)| Laid {
        homography: view.map,
        inliers: view.agreeing,
        tilted: is_tilted(&view.map),
    });
    Some(Comparison {
        relation,
        passages,
        laid,
        sound,
    })
}

/// The view in which most moves alike, as the camera or as a mirror shows it.
fn best_view(a: &Footage, b: &Footage, passages: &[Passage]) -> Option<(View, Motion)> {
    let turned = passages.first().map(|best| mirrors(best.transform));
    // Mirrored only where the plain way shows nothing.
    let sides: &[bool] = match turned {
        Some(true) => &[true],
        Some(false) => &[false],
        None => &[false, true],
    };
    let mut best: Option<(View, Motion)> = None;
    for mirror in sides {
        for view in views(a, b, *mirror).into_iter().take(MOST_VIEWS) {
            let shifts: Vec<f64> = view.moments.iter().map(|(a, b, _)| b - a).collect();
            let Some(found) = motion(a, b, &view.map, &shifts) else {
                continue;
            };
            if best
                .as_ref()
                .is_none_or(|(_, known)| found.evidence > known.evidence)
            {
                best = Some((view, found));
            }
        }
        let is_seen =
            |(view, motion): &(View, Motion)| motion.is_proof() || view.agreeing >= WORTH_A_LOOK;
        if best.as_ref().is_some_and(is_seen) {
            break;
        }
    }
    best
}

/// A passage that sound and movement bear out together, each too weak alone.
fn corroborated(a: &Footage, b: &Footage, view: &View, sound: &[SoundPassage]) -> Option<Passage> {
    let heard = sound.first()?;
    let motion = motion_at(a, b, &view.map, (1.0, heard.b_s.start - heard.a_s.start))?;
    (motion.evidence >= BESIDE_SOUND).then(|| Passage {
        score: motion.evidence.max(PROOF_SCORE),
        ..passage(a, b, view, &motion)
    })
}

/// Whether the two look alike all through what hashes took for a passage, and yet do not move alike:
/// two recordings by one fixed camera.
fn is_refuted(a: &Footage, b: &Footage, view: &View, passage: &Passage) -> bool {
    let shift_s = passage.b_s.start - passage.speed * passage.a_s.start;
    let motion = motion_at(a, b, &view.map, (passage.speed, shift_s));
    motion.is_some_and(|motion| motion.agreement < UNLIKE)
}

/// Puts a proven passage before what hashes said of the same stretch.
fn replace(passages: &mut Vec<Passage>, proven: Passage) {
    let overlaps =
        |one: &Range<f64>, other: &Range<f64>| one.start.max(other.start) < one.end.min(other.end);
    passages
        .retain(|known| !overlaps(&known.a_s, &proven.a_s) && !overlaps(&known.b_s, &proven.b_s));
    passages.insert(0, proven);
}

fn passage(a: &Footage, b: &Footage, view: &View, motion: &Motion) -> Passage {
    let within = |s: f64, duration_s: f64| s.clamp(0.0, duration_s.max(0.0));
    let a_s = within(motion.a_s.start, a.duration_s)..within(motion.a_s.end, a.duration_s);
    let shifted = |s: f64| within(s + motion.shift_s, b.duration_s);
    let transform = if view.map.area_scale([0.5, 0.5]) < 0.0 {
        Transform::FlipY
    } else {
        Transform::Original
    };
    Passage {
        b_s: shifted(a_s.start)..shifted(a_s.end),
        speed: 1.0,
        transform,
        distance: nearest(a, b, &a_s, motion.shift_s, transform),
        frames: motion.frames,
        score: motion.evidence,
        pairs: Vec::new(),
        a_s,
    }
}

/// The least distance of hashes in a stretch, in bits.
fn nearest(a: &Footage, b: &Footage, a_s: &Range<f64>, shift_s: f64, turn: Transform) -> u32 {
    let frames = a.frames.iter().filter(|frame| a_s.contains(&frame.t_s));
    let distances = frames.filter_map(|frame| {
        let at = b
            .frames
            .partition_point(|other| other.t_s <= frame.t_s + shift_s);
        let other = b.frames.get(at.checked_sub(1)?)?;
        Some(frame_distance(frame, other, turn))
    });
    distances.min().unwrap_or(256).min(256)
}

fn mirrors(transform: Transform) -> bool {
    use Transform::{FlipAntidiagonal, FlipDiagonal, FlipX, FlipY};
    matches!(transform, FlipX | FlipY | FlipDiagonal | FlipAntidiagonal)
}

/// Whether opposite edges differ in length by more than a twelfth.
fn is_tilted(map: &Homography) -> bool {
    let [tl, tr, br, bl] = map.corners();
    let length = |a: [f64; 2], b: [f64; 2]| (a[0] - b[0]).hypot(a[1] - b[1]);
    let uneven = |a: f64, b: f64| (a / b).max(b / a) > 1.08;
    uneven(length(tl, tr), length(bl, br)) || uneven(length(tl, bl), length(tr, br))
}
