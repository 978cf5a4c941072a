//! Reading every code once for all needles.
//!
//! The loops are plain and compiled several times, for AVX-512 with its population count, for
//! AVX2 and for any processor; which one runs is decided at run time and changes no result.

#[cfg(target_arch = "x86_64")]
mod avx512;

use multiversion::{multiversion, target::match_target};

use super::{
    code::Code,
    codes::{Block, LANES},
    family::Family,
};

/// Blocks that are looked at together and stay in the first cache while all families look at them.
const GROUP: usize = 8;

/// One number for each code of a block.
type Lanes = [i64; LANES];

/// A code within the bound of a family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Alarm {
    pub(super) id: usize,
    pub(super) family: usize,
}

/// Every code and family worth an exact look: all true ones and a few others.
#[multiversion(targets(
    "x86_64+avx512f+avx512bw+avx512dq+avx512vl+avx512vpopcntdq+popcnt+bmi1+bmi2",
    "x86_64+avx2+popcnt+bmi1+bmi2",
    "x86_64+popcnt"
))]
pub(super) fn alarms(blocks: &[Block], families: &[Family], alarms: &mut Vec<Alarm>) {
    match_target! {
        "x86_64+avx512f+avx512vpopcntdq" => avx512::look(blocks, families, alarms),
        _ => look(blocks, families, alarms),
    }
}

/// How much of a code is looked at for a family.
#[derive(Debug, Clone, Copy)]
enum Look {
    /// The distance in so many words.
    Straight(usize),
    /// The distance to the nearest of the four images.
    Images,
    /// The least distance in three words, with any of them inverted.
    MostOfImages,
}

impl Look {
    fn at(family: &Family) -> Self {
        // Fewer words tell enough while the bound is well under half their bits.
        match (family.members.len(), family.bound) {
            (0..=1, 0..=40) => Self::Straight(2),
            (0..=1, 41..=68) => Self::Straight(3),
            (0..=1, _) => Self::Straight(4),
            (_, 0..=70) => Self::MostOfImages,
            _ => Self::Images,
        }
    }
}

#[inline(always)]
fn look(blocks: &[Block], families: &[Family], alarms: &mut Vec<Alarm>) {
    for (group, blocks) in blocks.chunks(GROUP).enumerate() {
        for (family, kin) in families.iter().enumerate() {
            let near = match Look::at(kin) {
                Look::Images => within(blocks, kin, images),
                Look::MostOfImages => within(blocks, kin, most_of_images),
                Look::Straight(2) => within(blocks, kin, straight::<2>),
                Look::Straight(3) => within(blocks, kin, straight::<3>),
                Look::Straight(_) => within(blocks, kin, straight::<4>),
            };
            raise(near, group, family, alarms);
        }
    }
}

/// Turns bits, one for each code of a group, into alarms.
#[inline(always)]
fn raise(mut near: u64, group: usize, family: usize, alarms: &mut Vec<Alarm>) {
    while near > 0 {
        let id = group * GROUP * LANES + near.trailing_zeros() as usize;
        alarms.push(Alarm { id, family });
        near &= near - 1;
    }
}

/// One bit for each code of a group whose distance, by `far`, is within the bound.
#[inline(always)]
fn within(blocks: &[Block], family: &Family, far: impl Fn(&Block, &Code) -> Lanes) -> u64 {
    let bound = i64::from(family.bound);
    let mut near = 0;
    for (at, block) in blocks.iter().enumerate() {
        let far = far(block, &family.centre);
        for (lane, far) in far.iter().enumerate() {
            near |= u64::from(*far <= bound) << (at * LANES + lane);
        }
    }
    near
}

/// Distances in one word.
#[inline(always)]
fn word(block: &Block, centre: &Code, word: usize) -> Lanes {
    let column = &block.0[word];
    std::array::from_fn(|lane| i64::from((column[lane] ^ centre.0[word]).count_ones()))
}

/// Distances in the first `N` words.
#[inline(always)]
fn straight<const N: usize>(block: &Block, centre: &Code) -> Lanes {
    let mut sum = word(block, centre, 0);
    for at in 1..N {
        let more = word(block, centre, at);
        sum = std::array::from_fn(|lane| sum[lane] + more[lane]);
    }
    sum
}

/// Distances to the nearest of the centre's four images.
///
/// With word distances a, b, c, d the images differ by `s + t`, `s + 128 − t`, `128 + u + v` and
/// `128 + u − v`, where `s = a + d`, `t = b + c`, `u = d − a` and `v = b − c`.
#[inline(always)]
fn images(block: &Block, centre: &Code) -> Lanes {
    let [a, b, c, d] = std::array::from_fn(|at| word(block, centre, at));
    std::array::from_fn(|lane| {
        let (a, b, c, d) = (a[lane], b[lane], c[lane], d[lane]);
        let straight = a + d + 64 - (b + c - 64).abs();
        let mirrored = 128 + d - a - (b - c).abs();
        straight.min(mirrored)
    })
}

/// The least distance in the first three words, with any of them inverted: 96 − Σ |distance − 32|.
#[inline(always)]
fn most_of_images(block: &Block, centre: &Code) -> Lanes {
    let [a, b, c] = std::array::from_fn(|at| word(block, centre, at));
    let aside = |far: i64| (far - 32).abs();
    std::array::from_fn(|lane| 96 - aside(a[lane]) - aside(b[lane]) - aside(c[lane]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Pdq,
        index::{codes::Codes, family::families},
    };

    /// The compiled-for-this-machine loop against the one for any machine.
    #[test]
    fn every_processor_raises_the_same_alarms() {
        let mut state = 1_u64;
        let mut next = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            state >> 7 ^ state << 31
        };
        let mut hash = || {
            Code::new(&Pdq {
                bits: std::array::from_fn(|_| next()),
            })
        };
        let codes: Vec<Code> = (0..64 * 200 + 13).map(|_| hash()).collect();
        let mut list = Codes::default();
        codes.iter().for_each(|code| list.push(code));
        let mut needles: Vec<Code> = (0..20).map(|_| hash()).collect();
        needles.extend(&codes[500..520]);
        needles.extend(
            codes[500..520]
                .iter()
                .map(|code| Code([!code.0[0], !code.0[1], code.0[2], code.0[3] ^ 5])),
        );
        for radius in [0, 31, 50, 64, 70, 90, 100] {
            let families = families(&needles, radius);
            let (mut fast, mut plain) = (Vec::new(), Vec::new());
            alarms(list.blocks(), &families, &mut fast);
            look(list.blocks(), &families, &mut plain);
            assert_eq!(fast, plain, "{radius}");
            assert!(plain.len() >= 20, "{radius}");
        }
    }
}
