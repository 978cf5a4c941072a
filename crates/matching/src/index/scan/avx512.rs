//! The scan for processors with AVX-512 and its population count; compilers do not find it.

use std::arch::x86_64::{
    __m512i, _mm512_abs_epi64, _mm512_add_epi64, _mm512_cmple_epi64_mask, _mm512_min_epi64,
    _mm512_popcnt_epi64, _mm512_set_epi64, _mm512_set1_epi64, _mm512_sub_epi64, _mm512_xor_si512,
};

use super::{Alarm, Block, Family, GROUP, LANES, Look, raise};

/// Word by word, the same in every lane.
type Centre = [__m512i; 4];

#[target_feature(enable = "avx512f,avx512vpopcntdq")]
pub(super) fn look(blocks: &[Block], families: &[Family], alarms: &mut Vec<Alarm>) {
    for (group, blocks) in blocks.chunks(GROUP).enumerate() {
        for (family, kin) in families.iter().enumerate() {
            let near = match Look::at(kin) {
                Look::Images => within(blocks, kin, |block, centre| images(block, centre)),
                Look::MostOfImages => {
                    within(blocks, kin, |block, centre| most_of_images(block, centre))
                }
                Look::Straight(2) => within(blocks, kin, |block, centre| half(block, centre)),
                Look::Straight(3) => within(blocks, kin, |block, centre| most(block, centre)),
                Look::Straight(_) => within(blocks, kin, |block, centre| whole(block, centre)),
            };
            raise(near, group, family, alarms);
        }
    }
}

#[target_feature(enable = "avx512f,avx512vpopcntdq")]
#[inline]
fn within(blocks: &[Block], family: &Family, far: impl Fn(&Block, &Centre) -> __m512i) -> u64 {
    let centre = family.centre.0.map(|word| splat(word.cast_signed()));
    let bound = splat(i64::from(family.bound));
    let mut near = 0;
    for (at, block) in blocks.iter().enumerate() {
        let within = _mm512_cmple_epi64_mask(far(block, &centre), bound);
        near |= u64::from(within) << (at * LANES);
    }
    near
}

#[target_feature(enable = "avx512f")]
#[inline]
fn splat(number: i64) -> __m512i {
    _mm512_set1_epi64(number)
}

#[target_feature(enable = "avx512f,avx512vpopcntdq")]
#[inline]
fn word(block: &Block, centre: &Centre, word: usize) -> __m512i {
    let [a, b, c, d, e, f, g, h] = block.0[word].map(u64::cast_signed);
    let column = _mm512_set_epi64(h, g, f, e, d, c, b, a);
    _mm512_popcnt_epi64(_mm512_xor_si512(column, centre[word]))
}

#[target_feature(enable = "avx512f,avx512vpopcntdq")]
#[inline]
fn half(block: &Block, centre: &Centre) -> __m512i {
    _mm512_add_epi64(word(block, centre, 0), word(block, centre, 1))
}

#[target_feature(enable = "avx512f,avx512vpopcntdq")]
#[inline]
fn most(block: &Block, centre: &Centre) -> __m512i {
    _mm512_add_epi64(half(block, centre), word(block, centre, 2))
}

#[target_feature(enable = "avx512f,avx512vpopcntdq")]
#[inline]
fn whole(block: &Block, centre: &Centre) -> __m512i {
    _mm512_add_epi64(most(block, centre), word(block, centre, 3))
}

/// As [`super::images`] works it out.
#[target_feature(enable = "avx512f,avx512vpopcntdq")]
#[inline]
fn images(block: &Block, centre: &Centre) -> __m512i {
    let [a, b, c, d] = [0, 1, 2, 3].map(|at| word(block, centre, at));
    let middle = _mm512_sub_epi64(_mm512_add_epi64(b, c), splat(64));
    let straight = _mm512_sub_epi64(_mm512_add_epi64(a, d), _mm512_abs_epi64(middle));
    let aside = _mm512_abs_epi64(_mm512_sub_epi64(b, c));
    let mirrored = _mm512_sub_epi64(_mm512_sub_epi64(d, a), aside);
    let least = _mm512_min_epi64(straight, _mm512_add_epi64(mirrored, splat(64)));
    _mm512_add_epi64(least, splat(64))
}

/// As [`super::most_of_images`] works it out.
#[target_feature(enable = "avx512f,avx512vpopcntdq")]
#[inline]
fn most_of_images(block: &Block, centre: &Centre) -> __m512i {
    let [a, b, c] = [0, 1, 2].map(|at| {
        let far = word(block, centre, at);
        _mm512_abs_epi64(_mm512_sub_epi64(far, splat(32)))
    });
    let aside = _mm512_add_epi64(_mm512_add_epi64(a, b), c);
    _mm512_sub_epi64(splat(96), aside)
}
