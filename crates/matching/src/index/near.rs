//! What a search has found, before it is put in order.

use super::Hit;

/// A stored code within the radius of a needle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Near {
    pub(super) key: u64,
    pub(super) needle: usize,
    pub(super) distance: u32,
}

/// The best distance of each key to each needle, nearest first, then by key and needle.
pub(super) fn in_order(mut near: Vec<Near>) -> Vec<Hit> {
    near.sort_unstable();
    near.dedup_by_key(|near| (near.key, near.needle));
    near.sort_unstable_by_key(|near| (near.distance, near.key, near.needle));
    near.into_iter().map(Hit::from).collect()
}

impl From<Near> for Hit {
    fn from(near: Near) -> Self {
        Self {
            key: near.key,
            needle: near.needle,
            distance: near.distance,
        }
    }
}
