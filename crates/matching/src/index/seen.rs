//! A set of ids that is emptied often.

/// Places at first: small enough to be emptied in no time.
const SLOTS: usize = 1 << 12;

/// No id is this large.
const EMPTY: u32 = u32::MAX;

/// Ids, by open addressing.
#[derive(Debug)]
pub(super) struct Seen {
    /// A power of two of places, at most half of them taken.
    slots: Vec<u32>,
    len: usize,
}

impl Default for Seen {
    fn default() -> Self {
        Self {
            slots: vec![EMPTY; SLOTS],
            len: 0,
        }
    }
}

impl Seen {
    pub(super) fn clear(&mut self) {
        self.len = 0;
        self.slots.fill(EMPTY);
    }

    /// Adds an id and says whether it is new.
    #[inline(always)]
    pub(super) fn insert(&mut self, id: u32) -> bool {
        let slot = self.slot(id);
        if self.slots[slot] == id {
            return false;
        }
        self.slots[slot] = id;
        self.len += 1;
        if 2 * self.len > self.slots.len() {
            self.grow();
        }
        true
    }

    /// The place of an id, or the empty one where it belongs.
    #[inline(always)]
    fn slot(&self, id: u32) -> usize {
        let mask = self.slots.len() - 1;
        // Fibonacci hashing: 2³² over the golden ratio, and the high bits.
        let mut slot = (id.wrapping_mul(0x9e37_79b9) >> (32 - self.slots.len().ilog2())) as usize;
        while self.slots[slot & mask] != id && self.slots[slot & mask] != EMPTY {
            slot += 1;
        }
        slot & mask
    }

    #[cold]
    fn grow(&mut self) {
        let wider = vec![EMPTY; 4 * self.slots.len()];
        for id in std::mem::replace(&mut self.slots, wider) {
            if id != EMPTY {
                let slot = self.slot(id);
                self.slots[slot] = id;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_what_it_has_seen_however_much() {
        let mut seen = Seen::default();
        for round in 0..2 {
            for id in (0..20_000_u32).map(|at| at.wrapping_mul(4_097)) {
                assert!(seen.insert(id), "{round}: {id}");
                assert!(!seen.insert(id));
            }
            assert_eq!(seen.len, 20_000);
            seen.clear();
        }
    }
}
