//! Whether two pictures show the same footage, and why one should believe it.
//!
//! Hashes and features only propose how one picture might lie in the other; the two small copies,
//! laid over each other that way, decide. So a shared logo, the frame of an app or another
//! photograph of the same scene may propose, but does not pass for the same footage.

mod agreement;
mod align;
mod decide;
mod explain;
mod grid;
mod layer;
mod matches;
mod proposal;

pub use agreement::Support;
pub use decide::{Route, Sighting, Sights};
pub use explain::Explanation;
pub use proposal::Nearest;

use crate::Picture;

/// Score of a look after which no other is taken.
const CLEAR: f32 = 0.9;

/// Compares two pictures; `None` where nothing speaks for a common source. About 10 ms.
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
    for proposal in proposal::proposals(a, b, &evidence.matched) {
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
    decide::decide(a, b, nearest, best)
}
