//! Whether two pictures show the same footage, and why one should believe it.
//!
//! Hashes and features only propose how one picture might lie in the other; the two small copies,
//! laid over each other that way, decide. So a shared logo, the frame of an app or another
//! photograph of the same scene may propose, but does not pass for the same footage.

mod agreement;
mod align;
mod content;
mod decide;
mod explain;
mod grid;
mod layer;
mod matches;
mod proposal;

pub use agreement::Support;
pub use content::Content;
pub use decide::{Route, Sighting, Sights};
pub use explain::Explanation;
pub use proposal::Nearest;

use crate::{Homography, Picture};

/// Score of a look after which no other is taken.
const CLEAR: f32 = 0.9;

/// Corners that lie nearer than this, in sides of B, belong to one proposal: a sample or so.
const NEAR: f64 = 0.008;

/// Compares two pictures; `None` where nothing speaks for a common source. About 15 ms.
pub fn compare(a: &Picture, b: &Picture) -> Option<Sighting> {
    if a.probes.is_empty() || b.probes.is_empty() {
        return None;
    }
    let evidence = agreement::Evidence {
        layers: [layer::Layers::of(a), layer::Layers::of(b)],
        matched: proposal::Matched::of(a, b),
        places: a.features.iter().map(|feature| feature.place()).collect(),
    };
    let nearest = proposal::nearest(a, b);
    let mut best: Option<agreement::Judged> = None;
    let mut tried: Vec<Homography> = Vec::new();
    for proposal in proposal::proposals(a, b, &evidence.matched) {
        // What lies so near slides into the same place.
        if tried.iter().any(|other| is_near(other, &proposal)) {
            continue;
        }
        tried.push(proposal);
        let Some(judged) = agreement::judged(proposal, &evidence) else {
            continue;
        };
        if best.is_none_or(|best| judged.support.score() > best.support.score()) {
            best = Some(judged);
        }
        // Nothing left to be gained: the other proposals would only cost time.
        if judged.support.score() > CLEAR {
            break;
        }
    }
    if let Some(best) = &mut best {
        best.support.content = Content::of(&best.homography, &evidence);
    }
    decide::decide(a, b, nearest, best)
}

fn is_near(a: &Homography, b: &Homography) -> bool {
    let corners = a.corners().into_iter().zip(b.corners());
    let mut sides = corners.flat_map(|(a, b)| [a[0] - b[0], a[1] - b[1]]);
    sides.all(|side| side.abs() < NEAR)
}
