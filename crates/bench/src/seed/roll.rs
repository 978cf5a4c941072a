//! Small random choices out of the instance's own dice.

use cairn_app::Dice;

/// A reproducible stream of choices (Marsaglia's xorshift64).
#[derive(Debug)]
pub(super) struct Roll(u64);

impl Roll {
    pub(super) fn of(dice: &Dice) -> Self {
        Self(u64::from_le_bytes(dice.bytes()) | 1)
    }

    /// A number in `0..limit`.
    pub(super) fn below(&mut self, limit: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let high = u32::try_from(self.0 >> 32).unwrap_or(0);
        high % limit.max(1)
    }

    /// True in this many cases of a hundred.
    pub(super) fn percent(&mut self, share: u32) -> bool {
        self.below(100) < share
    }

    pub(super) fn index(&mut self, len: usize) -> usize {
        self.below(u32::try_from(len).unwrap_or(u32::MAX)) as usize
    }

    pub(super) fn one_of<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.index(of.len())]
    }
}
