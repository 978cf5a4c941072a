//! The index gives what a plain loop over everything gives.

mod plain;

use cairn_matching::{Index, Pdq, best_of_each_key};
use plain::{Dice, Plain};
use proptest::prelude::*;

/// What may be done to an index.
#[derive(Debug, Clone)]
enum Deed {
    Insert(u64),
    Extend(u64, usize),
    Remove(u64),
    Search(u32),
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        4 => any::<u64>().prop_map(Deed::Insert),
        2 => (any::<u64>(), 0_usize..400).prop_map(|(seed, count)| Deed::Extend(seed, count)),
        2 => (0_u64..60).prop_map(Deed::Remove),
        3 => (0_u32..=70).prop_map(Deed::Search),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn inserts_and_removes_in_any_order_leave_what_a_plain_list_holds(
        deeds in prop::collection::vec(deed(), 1..60),
        tail in 1_usize..80,
        seed: u64,
        spread in prop_oneof![Just(256_u64), Just(40), Just(6)],
    ) {
        let mut dice = Dice(seed);
        let centres: Vec<Pdq> = (0..4).map(|_| dice.hash()).collect();
        let (mut index, mut plain) = (Index::with_tail(tail), Plain::default());
        for deed in deeds {
            match deed {
                Deed::Insert(seed) => {
                    let (key, hash) = (seed % 60, dice.near(&centres[(seed % 4) as usize], spread));
                    index.insert(key, hash);
                    plain.0.push((key, hash));
                }
                Deed::Extend(seed, count) => {
                    let hashes: Vec<(u64, Pdq)> = (0..count as u64)
                        .map(|at| ((seed ^ at) % 60, dice.near(&centres[(at % 4) as usize], spread)))
                        .collect();
                    index.extend(hashes.iter().copied());
                    plain.0.extend(hashes);
                }
                Deed::Remove(key) => prop_assert_eq!(index.remove(key), plain.remove(key)),
                Deed::Search(radius) => {
                    let needles: Vec<Pdq> = centres.iter().map(|centre| dice.near(centre, spread)).collect();
                    prop_assert_eq!(index.search(&needles, radius), plain.search(&needles, radius));
                }
            }
            prop_assert_eq!(index.len(), plain.0.len());
        }
    }
}

/// Random and clustered sets long enough for tables with many buckets, at every radius.
#[test]
fn every_radius_up_to_seventy_finds_what_a_plain_loop_finds() {
    for (clusters, spread) in [(6_000, 0), (60, 90), (3, 40)] {
        let mut dice = Dice(clusters);
        let centres: Vec<Pdq> = (0..clusters).map(|_| dice.hash()).collect();
        let hashes: Vec<(u64, Pdq)> = (0..6_000)
            .map(|key| (key, dice.near(&centres[(key % clusters) as usize], spread)))
            .collect();
        let mut index = Index::with_tail(1_000);
        index.extend(hashes[..5_500].iter().copied());
        hashes[5_500..]
            .iter()
            .for_each(|&(key, hash)| index.insert(key, hash));
        let plain = Plain(hashes);
        for radius in 0..=70 {
            let needles = [
                dice.near(&centres[0], 30),
                dice.near(&plain.0[77].1, radius.into()),
            ];
            assert_eq!(
                index.search(&needles, radius),
                plain.search(&needles, radius),
                "{radius}"
            );
        }
    }
}

/// Many needles, alike, mirrored and unlike, make the index read through instead of probing.
#[test]
fn many_needles_find_what_each_alone_finds() {
    let mut dice = Dice(3);
    let hashes: Vec<(u64, Pdq)> = (0..4_000).map(|key| (key / 2, dice.hash())).collect();
    let index: Index = hashes.iter().copied().collect();
    let mut needles: Vec<Pdq> = (0..50).map(|_| dice.hash()).collect();
    for at in 0..100 {
        let near = dice.near(&hashes[at * 37].1, 70);
        needles.push(if at % 2 == 0 {
            near
        } else {
            plain::mirrored(&near)
        });
    }
    for radius in [31, 50, 64, 70] {
        let found = index.search(&needles, radius);
        assert_eq!(found, Plain(hashes.clone()).search(&needles, radius));
        assert!(found.len() > 5, "{radius}: {}", found.len());
        for (needle, hash) in needles.iter().enumerate().step_by(29) {
            let alone = index.search(&[*hash], radius);
            let among = found.iter().filter(|hit| hit.needle == needle);
            assert!(
                among
                    .map(|hit| (hit.key, hit.distance))
                    .eq(alone.iter().map(|hit| (hit.key, hit.distance)))
            );
        }
    }
}

#[test]
fn an_insertion_is_found_at_once_and_a_removal_is_not() {
    let mut dice = Dice(9);
    let mut index = Index::with_tail(3);
    for key in 0..40 {
        let hash = dice.hash();
        index.insert(key, hash);
        assert_eq!(index.search(&[hash], 0)[0].key, key);
        if key % 3 == 0 {
            assert_eq!(index.remove(key), 1);
            assert_eq!(index.remove(key), 0);
            assert_eq!(index.search(&[hash], 10), []);
        }
    }
    assert_eq!(index.len(), 26);
    assert!(index.memory_bytes() >= 26 * 40);
}

#[test]
fn an_empty_index_and_no_needles_find_nothing() {
    assert_eq!(Index::new().search(&[Pdq { bits: [0; 4] }], 256), []);
    let index: Index = [(1, Pdq { bits: [0; 4] })].into_iter().collect();
    assert_eq!(index.search(&[], 256), []);
    assert_eq!(
        index
            .search(
                &[Pdq {
                    bits: [u64::MAX; 4]
                }],
                256
            )
            .len(),
        1
    );
}

#[test]
fn a_key_with_several_hashes_is_named_once_for_its_nearest() {
    let zero = Pdq { bits: [0; 4] };
    let index: Index = [(5, Pdq { bits: [7, 0, 0, 0] }), (5, zero), (6, zero)]
        .into_iter()
        .collect();
    let needles = [Pdq { bits: [1, 0, 0, 0] }, zero];
    let best = best_of_each_key(index.search(&needles, 10));
    let named: Vec<_> = best
        .iter()
        .map(|hit| (hit.key, hit.needle, hit.distance))
        .collect();
    assert_eq!(named, [(5, 1, 0), (6, 1, 0)]);
}
