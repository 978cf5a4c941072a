//! Looking into the buckets of a segment for codes near to a needle.

use multiversion::{multiversion, target::match_target};

use super::{
    chunks::{Limit, flips, limits},
    code::Code,
    codes::{Block, Codes, LANES},
    seen::Seen,
    sight::{Line, Sight, half_within, near_in},
    table::{LINE, Shape, Table},
};

#[cfg(target_arch = "x86_64")]
use super::sight::{half_within_avx512, near_in_avx512};

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
    /// For each chunk, as long as radius and shapes stay the same.
    flips: Vec<Vec<Flip>>,
    flips_of: (u32, Vec<Shape>),
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
    /// Prepares for searches in some tables.
    pub(super) fn prepare(&mut self, radius: u32, tables: &[Table]) {
        let shapes = tables.iter().map(|table| table.shape);
        let (known_radius, known_shapes) = &self.flips_of;
        if *known_radius == radius && known_shapes.iter().copied().eq(shapes.clone()) {
            return;
        }
        let flips = shapes.clone().zip(limits(radius, tables.len()));
        self.flips = flips
            .map(|(shape, limit)| limit.map_or_else(Vec::new, |limit| flips_of(shape, limit)))
            .collect();
        self.flips_of = (radius, shapes.collect());
    }
}

/// The buckets to look into, those that lie side by side in memory one after the other.
fn flips_of(shape: Shape, limit: Limit) -> Vec<Flip> {
    let width = shape.chunk.width.min(shape.bucket_bits);
    let beyond = shape.bucket_bits - width;
    let own = flips(width, limit.own);
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
    match_target! {
        "x86_64+avx512f+avx512vpopcntdq" =>
            gather_by(tables, needle, |line, sight| near_in_avx512(line, sight), scratch),
        _ => gather_by(tables, needle, near_in, scratch),
    }
}

/// Three rounds, because what each reads is far apart in memory, and only loads that do not hang on
/// a branch before them are waited for together: all starts, the first and the last line of each
/// bucket, then the postings, which by now are in the cache.
#[inline(always)]
fn gather_by(
    tables: &[Table],
    needle: &Code,
    near: impl Fn(&Line, Sight) -> u32,
    scratch: &mut Scratch,
) {
    scratch.buckets.clear();
    for (table, flips) in tables.iter().zip(&scratch.flips) {
        let own = table.shape.place(needle).0;
        let buckets = flips.iter().map(|flip| bucket(table, own, flip));
        scratch.buckets.extend(buckets);
    }
    let mut rest = scratch.buckets.as_slice();
    for (table, flips) in tables.iter().zip(&scratch.flips) {
        let buckets = rest.split_off(..flips.len()).unwrap_or_default();
        scratch.touched ^= touch(&table.postings, buckets);
    }
    scratch.blocks.clear();
    scratch.seen.clear();
    let mut rest = scratch.buckets.as_slice();
    for (table, flips) in tables.iter().zip(&scratch.flips) {
        let buckets = rest.split_off(..flips.len()).unwrap_or_default();
        let (seen, blocks) = (&mut scratch.seen, &mut scratch.blocks);
        look(table, needle, buckets, &near, seen, blocks);
    }
}

#[inline(always)]
fn bucket(table: &Table, own: u32, flip: &Flip) -> Bucket {
    let at = (own ^ flip.bits) as usize;
    Bucket {
        from: table.starts[at],
        to: table.starts[at + 1],
        left: flip.left,
    }
}

#[inline(always)]
fn touch(postings: &[u32], buckets: &[Bucket]) -> u32 {
    let line = |at: u32| postings.get(at as usize).copied().unwrap_or_default();
    buckets.iter().fold(0, |sum, bucket| {
        sum ^ line(bucket.from) ^ line(bucket.to.wrapping_sub(1))
    })
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
    match_target! {
        "x86_64+avx512f+avx512vpopcntdq" => {
            let half = |block: &Block| half_within_avx512(block, needle, radius);
            verify_by(codes, needle, radius, half, scratch);
        }
        _ => {
            let half = |block: &Block| half_within(block, needle, radius);
            verify_by(codes, needle, radius, half, scratch);
        }
    }
}

#[inline(always)]
fn verify_by(
    codes: &Codes,
    needle: &Code,
    radius: u32,
    half: impl Fn(&Block) -> u8,
    scratch: &mut Scratch,
) {
    scratch.near.clear();
    for &at in &scratch.blocks {
        let block = &codes.blocks()[at as usize];
        let mut near = half(block);
        while near > 0 {
            let lane = near.trailing_zeros() as usize;
            let id = at as usize * LANES + lane;
            let distance = block.code(lane).distance(needle);
            if distance <= radius && id < codes.len() {
                scratch.near.push((id, distance));
            }
            near &= near - 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::chunks::cut_into;

    /// Codes around a few centres, some near and some far.
    fn codes(count: usize) -> Codes {
        let mut state = 7_u64;
        let mut dice = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            state >> 7 ^ state << 31
        };
        let centres: Vec<Code> = (0..5)
            .map(|_| Code(std::array::from_fn(|_| dice())))
            .collect();
        let mut codes = Codes::default();
        for at in 0..count {
            let mut code = centres[at % 5];
            for _ in 0..dice() % 90 {
                let bit = dice() as usize % 256;
                code.0[bit / 64] ^= 1 << (bit % 64);
            }
            codes.push(&code);
        }
        codes
    }

    /// What tables of every shape that large segments have lead to, on this machine and on any.
    #[test]
    fn tables_of_every_shape_lead_to_all_that_is_near() {
        let codes = codes(3_003);
        for (chunks, bucket_bits, posting_bits) in [
            (14, 20, 11),
            (14, 18, 8),
            (14, 12, 5),
            (16, 17, 13),
            (16, 7, 3),
        ] {
            let shape = |chunk| Shape {
                chunk,
                bucket_bits,
                posting_bits,
            };
            let tables =
                Table::of_shapes(&codes, cut_into(chunks).into_iter().map(shape).collect());
            for (radius, needle) in [(0, 4), (13, 5), (31, 17), (48, 2_001)] {
                let needle = codes.get(needle);
                let (mut fast, mut plain) = (Scratch::default(), Scratch::default());
                fast.prepare(radius, &tables);
                gather(&tables, &needle, &mut fast);
                verify(&codes, &needle, radius, &mut fast);
                plain.prepare(radius, &tables);
                gather_by(&tables, &needle, near_in, &mut plain);
                let half = |block: &Block| half_within(block, &needle, radius);
                verify_by(&codes, &needle, radius, half, &mut plain);
                assert_eq!(fast.blocks, plain.blocks);
                assert_eq!(fast.near, plain.near);
                plain.near.sort_unstable();
                let all = (0..codes.len()).map(|id| (id, codes.get(id).distance(&needle)));
                let near: Vec<_> = all.filter(|(_, distance)| *distance <= radius).collect();
                assert_eq!(plain.near, near, "{chunks} {bucket_bits} {radius}");
            }
        }
    }
}
