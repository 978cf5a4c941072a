//! Reading every code once for all needles.
//!
//! The loops are plain and compiled several times, for AVX-512 with its population count, for
//! AVX2 and for any processor; which one runs is decided at run time and changes no result.

#![allow(
    clippy::needless_range_loop,
    reason = "columns side by side are what vectorises"
)]

use multiversion::multiversion;

use super::{
    code::{Code, WORDS},
    family::Family,
};

/// Codes that are turned into columns and held in the first cache while all families look at them.
pub(super) const BLOCK: usize = 64;

/// Columns of a block: word by word, one lane for each code.
type Columns = [[u64; BLOCK]; WORDS];

/// A block in which a family may have a code within its bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Alarm {
    pub(super) block: usize,
    pub(super) family: usize,
}

/// Every block and family that is worth an exact look: all true ones and a few others.
///
/// Codes past the last whole block are not looked at.
#[multiversion(targets(
    "x86_64+avx512f+avx512bw+avx512dq+avx512vl+avx512vpopcntdq+popcnt+bmi1+bmi2",
    "x86_64+avx2+popcnt+bmi1+bmi2",
    "x86_64+popcnt"
))]
pub(super) fn alarms(codes: &[Code], families: &[Family], alarms: &mut Vec<Alarm>) {
    look(codes, families, alarms);
}

#[inline(always)]
fn look(codes: &[Code], families: &[Family], alarms: &mut Vec<Alarm>) {
    let mut columns = [[0; BLOCK]; WORDS];
    for (block, codes) in codes.as_chunks::<BLOCK>().0.iter().enumerate() {
        turn(codes, &mut columns);
        for (family, kin) in families.iter().enumerate() {
            let alarmed = if kin.members.len() > 1 {
                images_within(&columns, kin)
            } else {
                // Three of four words tell enough while the radius is well under half their bits.
                match kin.bound {
                    0..=40 => within::<2>(&columns, kin),
                    41..=68 => within::<3>(&columns, kin),
                    _ => within::<4>(&columns, kin),
                }
            };
            if alarmed {
                alarms.push(Alarm { block, family });
            }
        }
    }
}

#[inline(always)]
fn turn(codes: &[Code; BLOCK], columns: &mut Columns) {
    for (lane, code) in codes.iter().enumerate() {
        for (column, word) in columns.iter_mut().zip(code.0) {
            column[lane] = word;
        }
    }
}

/// Whether the first `N` words of some code differ from the centre's by no more than the bound.
#[inline(always)]
fn within<const N: usize>(columns: &Columns, family: &Family) -> bool {
    let mut least = u64::MAX;
    for lane in 0..BLOCK {
        let far = |word: usize| (columns[word][lane] ^ family.centre.0[word]).count_ones();
        least = least.min((0..N).map(|word| u64::from(far(word))).sum());
    }
    least <= u64::from(family.bound)
}

/// Whether one of the four images of the centre is within the bound of some code.
///
/// With word distances a, b, c, d the four images differ by `s + t`, `s + 128 − t`, `128 + u + v`
/// and `128 + u − v`, where `s = a + d`, `t = b + c`, `u = d − a` and `v = b − c`.
#[inline(always)]
fn images_within(columns: &Columns, family: &Family) -> bool {
    let mut least = i64::MAX;
    for lane in 0..BLOCK {
        let far =
            |word: usize| i64::from((columns[word][lane] ^ family.centre.0[word]).count_ones());
        let (a, b, c, d) = (far(0), far(1), far(2), far(3));
        let (s, t) = (a + d, b + c);
        let straight = s + t.min(128 - t);
        let mirrored = 128 + d - a - (b - c).abs();
        least = least.min(straight.min(mirrored));
    }
    least <= i64::from(family.bound)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Pdq, index::family::families};

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
        let codes: Vec<Code> = (0..BLOCK * 200 + 13).map(|_| hash()).collect();
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
            alarms(&codes, &families, &mut fast);
            look(&codes, &families, &mut plain);
            assert_eq!(fast, plain, "{radius}");
            assert!(plain.len() >= 20, "{radius}");
        }
    }
}
