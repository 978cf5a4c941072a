//! The stored form.

use super::tape::Tape;
use cairn_matching::{
    Footage, Frame, Luma,
    footage::{Still, bytes::BadFootage, glimpse},
    pdq,
};
use proptest::prelude::*;

fn pixels(seed: u32) -> Vec<u8> {
    let mut state = seed;
    (0..80 * 60)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        })
        .collect()
}

/// Hashes of a drawn picture, whose turned variants follow from their medians.
fn frame(seed: u32, t_s: f64) -> Frame {
    let pixels = pixels(seed);
    let hashed = pdq(Luma::try_new(80, 60, &pixels).unwrap()).unwrap();
    Frame {
        t_s,
        probes: vec![hashed; 1 + seed as usize % 2],
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20))]

    #[test]
    fn what_is_stored_comes_back_with_all_eight_hashes(seeds in prop::collection::vec(any::<u32>(), 0..8)) {
        let frames = seeds.iter().enumerate().map(|(at, &seed)| frame(seed, at as f64 * 0.25)).collect();
        let luma = seeds.iter().map(|&seed| pixels(seed)).collect::<Vec<_>>();
        let luma = || luma.iter().map(|pixels| Luma::try_new(80, 60, pixels).unwrap());
        let footage = Footage {
            duration_s: 2.125,
            frames,
            glimpses: luma().map(glimpse).collect(),
            stills: luma().take(2).flat_map(|luma| Still::take(0.5, luma)).collect(),
            sound: seeds,
        };
        prop_assert_eq!(Footage::from_bytes(&footage.to_bytes()), Ok(footage));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = Footage::from_bytes(&bytes);
    }
}

#[test]
fn bytes_cut_short_or_of_another_version_are_refused() {
    let bytes = Tape::moving(1, 3.0, 20).footage().to_bytes();
    assert_eq!(bytes.len(), 9 + 12 * 134 + 4 + 1 + 4);
    for length in 0..bytes.len() {
        assert_eq!(Footage::from_bytes(&bytes[..length]), Err(BadFootage));
    }
    let mut longer = bytes.clone();
    longer.push(0);
    assert_eq!(Footage::from_bytes(&longer), Err(BadFootage));
    let mut later = bytes;
    later[0] = 1;
    assert_eq!(Footage::from_bytes(&later), Err(BadFootage));
}
