//! Which boxes of a patch the descriptor compares.

use std::sync::LazyLock;

/// Side of the patch in pixels of the level.
pub(crate) const SIDE: usize = 32;

/// One comparison: two square boxes of the same size, by their corner (along, aside).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Test {
    pub(crate) first: [u8; 2],
    pub(crate) second: [u8; 2],
    pub(crate) side: u8,
}

/// 128 comparisons, each followed by its mirror image about the feature's direction.
pub(crate) static PATTERN: LazyLock<Vec<Test>> = LazyLock::new(|| {
    let mut draw = Draw(0x9e37_79b9_7f4a_7c15);
    let mut tests: Vec<Test> = Vec::new();
    while tests.len() < 256 {
        let test = drawn(&mut draw);
        let mirror = mirrored(test);
        let usable = test.first != test.second && mirror != test && mirror.first != test.second;
        if usable && !tests.contains(&test) {
            tests.extend([test, mirror]);
        }
    }
    tests
});

/// SplitMix64 (G. Steele et al., OOPSLA 2014) from a fixed seed: the same pattern everywhere.
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: u64) -> u8 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        u8::try_from((z ^ (z >> 31)) % limit).expect("limits are small")
    }

    /// The sum of three draws: near the middle more often.
    fn central(&mut self, below: u8) -> u8 {
        let sum: u16 = (0..3)
            .map(|_| u16::from(self.below(u64::from(below))))
            .sum();
        u8::try_from(sum / 3).expect("an average")
    }
}

fn drawn(draw: &mut Draw) -> Test {
    let side = 3 + 2 * draw.below(4);
    let room = 33 - side;
    let mut place = || [draw.central(room), draw.central(room)];
    Test {
        first: place(),
        second: place(),
        side,
    }
}

/// About the patch's middle row.
fn mirrored(test: Test) -> Test {
    let flip = |[along, aside]: [u8; 2]| [along, 32 - test.side - aside];
    Test {
        first: flip(test.first),
        second: flip(test.second),
        side: test.side,
    }
}
