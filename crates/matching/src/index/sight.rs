//! Comparing sixteen postings or eight codes at once.

use super::{
    chunks::Limit,
    code::Code,
    codes::{Block, LANES},
    table::LINE,
};

/// Postings looked at together.
pub(super) type Line = [u32; LINE];

/// What is compared with postings.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sight {
    pub(super) beside: u32,
    /// The bits of a posting that are not the block, and those of them that are of the chunk itself.
    pub(super) masks: (u32, u32),
    pub(super) left: Limit,
}

/// One bit for each posting near enough.
#[inline(always)]
pub(super) fn near_in(line: &Line, sight: Sight) -> u32 {
    let mut near = 0;
    for (at, posting) in line.iter().enumerate() {
        let far = posting ^ sight.beside;
        let pair = (far & sight.masks.0).count_ones() <= sight.left.pair;
        let own = (far & sight.masks.1).count_ones() <= sight.left.own;
        near |= u32::from(pair && own) << at;
    }
    near
}

/// The same in a dozen instructions; compilers do not find them.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512vpopcntdq")]
#[inline]
pub(super) fn near_in_avx512(line: &Line, sight: Sight) -> u32 {
    use std::arch::x86_64::{
        _mm512_and_si512, _mm512_cmple_epu32_mask, _mm512_mask_cmple_epu32_mask,
        _mm512_popcnt_epi32, _mm512_set_epi32, _mm512_set1_epi32, _mm512_xor_si512,
    };
    let splat = |number: u32| _mm512_set1_epi32(number.cast_signed());
    let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = line.map(u32::cast_signed);
    let postings = _mm512_set_epi32(p, o, n, m, l, k, j, i, h, g, f, e, d, c, b, a);
    let far = _mm512_xor_si512(postings, splat(sight.beside));
    let ones = |mask| _mm512_popcnt_epi32(_mm512_and_si512(far, splat(mask)));
    let pair = _mm512_cmple_epu32_mask(ones(sight.masks.0), splat(sight.left.pair));
    let own = ones(sight.masks.1);
    u32::from(_mm512_mask_cmple_epu32_mask(
        pair,
        own,
        splat(sight.left.own),
    ))
}

/// One bit for each code of a block whose first two words are near enough, which few are; the other
/// words lie in other lines of the cache.
#[inline(always)]
pub(super) fn half_within(block: &Block, needle: &Code, radius: u32) -> u8 {
    let far = |word: usize, lane: usize| (block.0[word][lane] ^ needle.0[word]).count_ones();
    (0..LANES).fold(0, |near, lane| {
        near | u8::from(far(0, lane) + far(1, lane) <= radius) << lane
    })
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512vpopcntdq")]
#[inline]
pub(super) fn half_within_avx512(block: &Block, needle: &Code, radius: u32) -> u8 {
    use std::arch::x86_64::{
        _mm512_add_epi64, _mm512_cmple_epi64_mask, _mm512_popcnt_epi64, _mm512_set_epi64,
        _mm512_set1_epi64, _mm512_xor_si512,
    };
    let far = |word: usize| {
        let [a, b, c, d, e, f, g, h] = block.0[word].map(u64::cast_signed);
        let needle = _mm512_set1_epi64(needle.0[word].cast_signed());
        _mm512_popcnt_epi64(_mm512_xor_si512(
            _mm512_set_epi64(h, g, f, e, d, c, b, a),
            needle,
        ))
    };
    _mm512_cmple_epi64_mask(
        _mm512_add_epi64(far(0), far(1)),
        _mm512_set1_epi64(i64::from(radius)),
    )
}
