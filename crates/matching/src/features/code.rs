//! The descriptor: 256 comparisons of box averages in the upright patch around a feature.
//!
//! Binary tests on smoothed patches: M. Calonder et al., "BRIEF", ECCV 2010; turned with the
//! feature: E. Rublee et al., "ORB", ICCV 2011; box averages of several sizes in place of single
//! pixels: I. Suárez et al., "BEBLID", Pattern Recognition Letters 133 (2020).

use multiversion::multiversion;

use super::{
    detect::Keypoint,
    level::Level,
    pattern::{PATTERN, SIDE, Test},
};

/// A 256-bit descriptor, lowest bit first: bit `k` is bit `k % 64` of word `k / 64`.
pub type Code = [u64; 4];

/// Even bits of every word.
const EVEN: u64 = 0x5555_5555_5555_5555;

/// Sums over all rectangles that start at the patch's corner, with a row and a column of zeros.
type Integral = [[f32; SIDE + 1]; SIDE + 1];

/// Describes the patch around a feature, turned so that `angle` (radians, from +x towards +y)
/// becomes +x.
pub(crate) fn code(level: &Level, keypoint: &Keypoint, angle: f32) -> Code {
    let sums = integral(level, keypoint, angle);
    let mut code = [0; 4];
    for (index, test) in PATTERN.iter().enumerate() {
        code[index / 64] |= u64::from(holds(&sums, test)) << (index % 64);
    }
    code
}

/// The code that the mirrored picture would have at the mirrored place. The pattern comes in pairs
/// that mirror each other about the feature's direction, so neighbouring bits change places.
pub fn mirrored(code: Code) -> Code {
    code.map(|word| (word & EVEN) << 1 | (word >> 1) & EVEN)
}

/// Number of bits in which two codes differ, 0..=256.
#[inline(always)]
pub fn distance(a: &Code, b: &Code) -> u32 {
    a.iter().zip(b).map(|(a, b)| (a ^ b).count_ones()).sum()
}

/// Distances from every code of `a` to every code of `b`, row by row.
#[multiversion(targets(
    "x86_64+avx512f+avx512bw+avx512dq+avx512vl+avx512vpopcntdq+popcnt+bmi1+bmi2",
    "x86_64+avx2+popcnt+bmi1+bmi2",
    "x86_64+popcnt"
))]
pub(crate) fn distances(a: &[Code], b: &[Code]) -> Vec<u16> {
    let mut out = vec![0; a.len() * b.len()];
    for (code, row) in a.iter().zip(out.chunks_exact_mut(b.len().max(1))) {
        for (other, cell) in b.iter().zip(row) {
            #[expect(clippy::cast_possible_truncation, reason = "at most 256")]
            let near = distance(code, other) as u16;
            *cell = near;
        }
    }
    out
}

/// Indices of the codes within `radius` bits, each with its distance.
#[multiversion(targets(
    "x86_64+avx512f+avx512bw+avx512dq+avx512vl+avx512vpopcntdq+popcnt+bmi1+bmi2",
    "x86_64+avx2+popcnt+bmi1+bmi2",
    "x86_64+popcnt"
))]
pub(crate) fn within(codes: &[Code], needle: &Code, radius: u32) -> Vec<(usize, u32)> {
    let near = codes.iter().map(|code| distance(code, needle)).enumerate();
    near.filter(|&(_, distance)| distance <= radius).collect()
}

fn integral(level: &Level, keypoint: &Keypoint, angle: f32) -> Integral {
    let (sin, cos) = angle.sin_cos();
    #[expect(clippy::cast_precision_loss, reason = "the side of a patch")]
    let centre = (SIDE as f32 - 1.0) / 2.0;
    let mut sums = [[0.0; SIDE + 1]; SIDE + 1];
    for row in 0..SIDE {
        let mut sum = 0.0;
        for column in 0..SIDE {
            #[expect(clippy::cast_precision_loss, reason = "the side of a patch")]
            let (along, aside) = (column as f32 - centre, row as f32 - centre);
            let x = keypoint.x + along * cos - aside * sin;
            let y = keypoint.y + along * sin + aside * cos;
            sum += level.between(x, y);
            sums[row + 1][column + 1] = sums[row][column + 1] + sum;
        }
    }
    sums
}

/// Whether the first box is brighter than the second.
fn holds(sums: &Integral, test: &Test) -> bool {
    let total = |[along, aside]: [u8; 2]| {
        let side = usize::from(test.side);
        let (left, top) = (usize::from(along), usize::from(aside));
        sums[top + side][left + side] - sums[top][left + side] - sums[top + side][left]
            + sums[top][left]
    };
    total(test.first) > total(test.second)
}
