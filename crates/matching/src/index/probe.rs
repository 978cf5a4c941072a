//! Looking into the buckets of a segment for codes near to a needle.

use multiversion::{multiversion, target::match_target};

use super::{
    chunks::{Limit, cut, flips, limits},
    code::Code,
    codes::{Block, Codes, LANES},
    seen::Seen,
    table::{LINE, Shape, Table},
};

/// A bucket to look into, as an exclusive-or with that of the needle's own chunk.
#[derive(Debug, Clone, Copy)]
struct Flip {
    bits: u32,
    /// How many of the bits beside a block may differ still.
    left: Limit,
}

/// A bucket of a needle.
#[derive(Debug, Clone, Copy)]
struct Bucket {
    from: u32,
    to: u32,
    left: Limit,
}

/// Buffers that a search uses again and again.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    /// For each chunk, as long as radius and size of the segment stay the same.
    flips: Vec<Vec<Flip>>,
    flips_of: Option<(u32, usize)>,
    buckets: Vec<Bucket>,
    seen: Seen,
    /// Blocks with codes that may be near.
    pub(super) blocks: Vec<u32>,
    /// Ids whose codes are near, with their distances.
    pub(super) near: Vec<(usize, u32)>,
    /// Kept so that the reads that gave it are not optimised away.
    touched: u32,
}

impl Scratch {
    /// Prepares for searches in a segment of `count` codes.
    pub(super) fn prepare(&mut self, radius: u32, count: usize) {
        if self.flips_of == Some((radius, count)) {
            return;
        }
        self.flips_of = Some((radius, count));
        let chunks = cut(count);
        let limits = limits(radius, chunks.len());
        let flips = chunks.into_iter().zip(limits).map(|(chunk, limit)| {
            let bits = Shape::new(count, chunk).bucket_bits;
            limit.map_or_else(Vec::new, |limit| flips_of(bits, chunk.width, limit))
        });
        self.flips = flips.collect();
    }
}

/// The buckets to look into, those that lie side by side in memory one after the other.
fn flips_of(bucket_bits: u32, width: u32, limit: Limit) -> Vec<Flip> {
    let beyond = bucket_bits.saturating_sub(width);
    let own = flips(bucket_bits.min(width), limit.own);
    let all = own.iter().flat_map(|&own| {
        (0..1_u32 << beyond).filter_map(move |other| {
            let bits = own << beyond | other;
            let left = Limit {
                own: limit.own - own.count_ones(),
                pair: limit.pair.checked_sub(bits.count_ones())?,
            };
            Some(Flip { bits, left })
        })
    });
    all.collect()
}

/// Fills `scratch.blocks` with those in which a code agrees with a needle in some chunk, each once.
#[multiversion(targets(
    "x86_64+avx512f+avx512bw+avx512dq+avx512vl+avx512vpopcntdq+popcnt+bmi1+bmi2",
    "x86_64+avx2+popcnt+bmi1+bmi2",
    "x86_64+popcnt"
))]
pub(super) fn gather(tables: &[Table], needle: &Code, scratch: &mut Scratch) {
    // Three rounds, because what each reads is far apart in memory, and only loads that do not hang
    // on a branch before them are waited for together: all starts, the first and the last line of
    // each bucket, then the postings, which by now are in the cache.
    scratch.buckets.clear();
    for (table, flips) in tables.iter().zip(&scratch.flips) {
        let own = table.shape.place(needle).0;
        scratch.buckets.extend(flips.iter().map(|flip| {
            let bucket = (own ^ flip.bits) as usize;
            Bucket {
                from: table.starts[bucket],
                to: table.starts[bucket + 1],
                left: flip.left,
            }
        }));
    }
    let mut buckets = scratch.buckets.as_slice();
    for (table, flips) in tables.iter().zip(&scratch.flips) {
        let (here, rest) = buckets.split_at(flips.len());
        buckets = rest;
        scratch.touched ^= here.iter().fold(0, |sum, bucket| {
            let line = |at: u32| table.postings.get(at as usize).copied().unwrap_or_default();
            sum ^ line(bucket.from) ^ line(bucket.to.wrapping_sub(1))
        });
    }
    scratch.blocks.clear();
    scratch.seen.clear();
    let mut buckets = scratch.buckets.as_slice();
    for (table, flips) in tables.iter().zip(&scratch.flips) {
        let (here, rest) = buckets.split_at(flips.len());
        buckets = rest;
        let near = match_target! {
            "x86_64+avx512f+avx512vpopcntdq" => |line: &Line, sight| near_in_avx512(line, sight),
            _ => |line: &Line, sight| near_in(line, sight),
        };
        look(
            table,
            needle,
            here,
            near,
            &mut scratch.seen,
            &mut scratch.blocks,
        );
    }
}

/// Postings looked at together.
type Line = [u32; LINE];

/// What is compared with postings.
#[derive(Debug, Clone, Copy)]
struct Sight {
    beside: u32,
    /// The bits of a posting that are not the block, and those of them that are of the chunk itself.
    masks: (u32, u32),
    left: Limit,
}

/// Puts the blocks in some buckets that are near enough in what the postings tell into `blocks`.
#[inline(always)]
fn look(
    table: &Table,
    needle: &Code,
    buckets: &[Bucket],
    near: impl Fn(&Line, Sight) -> u32,
    seen: &mut Seen,
    blocks: &mut Vec<u32>,
) {
    let (beside, masks) = (table.shape.place(needle).1, table.shape.masks());
    for bucket in buckets {
        let left = bucket.left;
        let sight = Sight {
            beside,
            masks,
            left,
        };
        let mut postings = &table.postings[bucket.from as usize..];
        let mut count = bucket.to - bucket.from;
        while count > 0
            && let Some((line, rest)) = postings.split_first_chunk::<LINE>()
        {
            let mut near = near(line, sight) & mask(count);
            while near > 0 {
                let block = line[near.trailing_zeros() as usize] & !masks.0;
                if seen.insert(block) {
                    blocks.push(block);
                }
                near &= near - 1;
            }
            postings = rest;
            count = count.saturating_sub(LINE as u32);
        }
    }
}

/// One bit for each posting near enough.
#[inline(always)]
fn near_in(line: &Line, sight: Sight) -> u32 {
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
fn near_in_avx512(line: &Line, sight: Sight) -> u32 {
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

/// The lowest `count` bits of a line.
fn mask(count: u32) -> u32 {
    (1_u32 << count.min(LINE as u32)) - 1
}

/// Fills `scratch.near` with the codes of `scratch.blocks` that are within `radius` of a needle.
#[multiversion(targets(
    "x86_64+avx512f+avx512bw+avx512dq+avx512vl+avx512vpopcntdq+popcnt+bmi1+bmi2",
    "x86_64+avx2+popcnt+bmi1+bmi2",
    "x86_64+popcnt"
))]
pub(super) fn verify(codes: &Codes, needle: &Code, radius: u32, scratch: &mut Scratch) {
    scratch.near.clear();
    let half = match_target! {
        "x86_64+avx512f+avx512vpopcntdq" => |block: &Block| half_within_avx512(block, needle, radius),
        _ => |block: &Block| half_within(block, needle, radius),
    };
    for &at in &scratch.blocks {
        let block = &codes.blocks()[at as usize];
        let mut near = half(block);
        while near > 0 {
            let lane = near.trailing_zeros() as usize;
            let (id, distance) = (
                at as usize * LANES + lane,
                block.code(lane).distance(needle),
            );
            if distance <= radius && id < codes.len() {
                scratch.near.push((id, distance));
            }
            near &= near - 1;
        }
    }
}

/// One bit for each code of a block whose first two words are near enough, which few are; the other
/// words lie in other lines of the cache.
#[inline(always)]
fn half_within(block: &Block, needle: &Code, radius: u32) -> u8 {
    let far = |word: usize, lane: usize| (block.0[word][lane] ^ needle.0[word]).count_ones();
    (0..LANES).fold(0, |near, lane| {
        near | u8::from(far(0, lane) + far(1, lane) <= radius) << lane
    })
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512vpopcntdq")]
#[inline]
fn half_within_avx512(block: &Block, needle: &Code, radius: u32) -> u8 {
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
