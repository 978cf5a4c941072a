//! Repeatable chance: SplitMix64 (Steele, Lea & Flood, 2014). The demo must be the same on every
//! machine and every day, so nothing here knows a clock or an operating system's randomness.

/// A stream of numbers that depends on its seed alone.
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    /// A stream for a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A stream of its own for one thing, so that adding a draw here never changes another thing.
    pub fn of(seed: u64, what: &str, index: usize) -> Self {
        // FNV-1a over the name; the mix below spreads it.
        let fold = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        let name = what.bytes().fold(0xcbf2_9ce4_8422_2325, fold);
        let mut mixed = Self(seed ^ name.wrapping_add((index as u64).wrapping_mul(0x9e37_79b9)));
        Self(mixed.next())
    }

    /// The next 64 bits.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// In 0..1.
    pub fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1_u64 << 24) as f32
    }

    /// In `low..high`.
    pub fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.unit()
    }

    /// In `low..=high`.
    pub fn whole(&mut self, low: u32, high: u32) -> u32 {
        low + (self.next() % u64::from(high - low + 1)) as u32
    }

    /// True with this probability.
    pub fn happens(&mut self, probability: f32) -> bool {
        self.unit() < probability
    }

    /// One of some; the slice is not empty.
    pub fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.whole(0, of.len() as u32 - 1) as usize]
    }
}
