//! Whether two pictures show the same footage, and why one should believe it.
//!
//! Hashes and features only propose how one picture might lie in the other; the two small copies,
//! laid over each other that way, decide. So a shared logo, the frame of an app or another
//! photograph of the same scene may propose, but does not pass for the same footage.

mod agreement;
mod align;
mod decide;
mod grid;
mod layer;
mod matches;
mod proposal;

pub use decide::{Explanation, Route, Sighting, Sights};

use crate::Picture;

/// Compares two pictures; `None` where nothing speaks for a common source. About 3-8 ms.
pub fn compare(a: &Picture, b: &Picture) -> Option<Sighting> {
    if a.probes.is_empty() || b.probes.is_empty() {
        return None;
    }
    let layers = [layer::Layers::of(a), layer::Layers::of(b)];
    let nearest = proposal::nearest(a, b);
    let judged = proposal::proposals(a, b)
        .into_iter()
        .map(|proposal| agreement::judged(proposal, &layers))
        .max_by(|x, y| x.weight().total_cmp(&y.weight()));
    decide::decide(a, b, nearest, judged)
}
