//! Descriptions: what is found in a picture, and how it is stored.

use cairn_matching::{
    Picture, RegionKind, Unreadable,
    features::{distance, mirrored},
    frame_probes,
};
use proptest::prelude::*;

use super::drawn::Drawn;

#[test]
fn plain_borders_are_trimmed_on_every_side() {
    let scene = Drawn::scene(60);
    for (left, top, grey) in [(0, 100, 0), (120, 0, 0), (60, 50, 255), (30, 80, 128)] {
        let content = scene.bordered(left, top, grey).described().content();
        let (width, height) = ((640 + 2 * left) as f32, (480 + 2 * top) as f32);
        let truth = [
            left as f32 / width,
            top as f32 / height,
            640.0 / width,
            480.0 / height,
        ];
        let found = [content.x, content.y, content.width, content.height];
        let near = found
            .iter()
            .zip(truth)
            .all(|(found, truth)| (found - truth).abs() < 0.012);
        assert!(near, "{found:?} is not {truth:?}");
    }
}

#[test]
fn a_caption_on_plain_ground_is_trimmed_by_a_probe_of_its_own() {
    let (scene, words) = (Drawn::scene(61), Drawn::slide(5));
    let captioned = Drawn::new(640, 600, |x, y| {
        if y < 120 {
            words.at(x, 90 + y)
        } else {
            scene.at(x, y - 120)
        }
    });
    let described = captioned.described();
    let probe = described
        .probes
        .iter()
        .find(|probe| probe.region.kind == RegionKind::Uncaptioned);
    let probe = probe.expect("the caption is found");
    assert!((probe.region.y - 0.2).abs() < 0.02, "{:?}", probe.region);
    assert!(
        probe
            .hashed
            .pdq
            .distance(&scene.described().probes[0].hashed.pdq)
            <= 31
    );
}

#[test]
fn a_picture_without_borders_has_no_probe_for_them() {
    let kinds = |picture: &Picture| {
        picture
            .probes
            .iter()
            .map(|probe| probe.region.kind)
            .collect::<Vec<_>>()
    };
    let described = Drawn::scene(62).described();
    assert_eq!(kinds(&described)[0], RegionKind::Full);
    assert!(!kinds(&described).contains(&RegionKind::Content));
    assert_eq!(frame_probes(Drawn::scene(62).luma()).len(), 1);
    assert_eq!(
        frame_probes(Drawn::scene(62).bordered(0, 80, 0).luma()).len(),
        2
    );
}

#[test]
fn the_first_probe_is_the_hash_other_tools_compute() {
    let scene = Drawn::scene(63);
    assert_eq!(
        scene.described().probes[0].hashed,
        cairn_matching::pdq(scene.luma()).unwrap()
    );
}

#[test]
fn features_of_the_mirrored_picture_are_the_mirrored_features() {
    let scene = Drawn::scene(64);
    let (plain, mirror) = (scene.described(), scene.mirrored().described());
    let near = plain.features.iter().filter(|feature| {
        let turned = feature.mirrored();
        mirror.features.iter().any(|other| {
            other.x.abs_diff(turned.x) < 200
                && other.y.abs_diff(turned.y) < 200
                && distance(&other.code, &turned.code) < 24
        })
    });
    let found = near.count();
    assert!(
        found * 10 > plain.features.len() * 8,
        "{found} of {}",
        plain.features.len()
    );
    let code = plain.features[0].code;
    assert_eq!(mirrored(mirrored(code)), code);
}

#[test]
fn any_prefix_of_the_features_is_spread_over_the_picture() {
    let features = Drawn::scene(65).described().features;
    let mut cells = [false; 16];
    for feature in &features[..128] {
        cells[usize::from(feature.y >> 14) * 4 + usize::from(feature.x >> 14)] = true;
    }
    assert!(
        cells.iter().filter(|&&taken| taken).count() >= 14,
        "{cells:?}"
    );
}

#[test]
fn odd_sizes_are_described_without_fuss() {
    for (width, height) in [(0, 0), (1, 1), (3, 900), (900, 5), (17, 33), (2_000, 24)] {
        let scene = Drawn::new(width, height, |x, y| ((x * 7) ^ (y * 13)) as u8);
        let described = scene.described();
        assert_eq!(
            Picture::from_bytes(&described.to_bytes())
                .as_ref()
                .map(|p| p.width),
            Ok(width as u32)
        );
        let _ = cairn_matching::compare(&described, &described);
        let _ = frame_probes(scene.luma());
    }
}

#[test]
fn a_description_comes_back_from_its_bytes() {
    let mut described = Drawn::scene(66).described();
    let bytes = described.to_bytes();
    assert!((8_000..28_000).contains(&bytes.len()), "{}", bytes.len());
    described.features.truncate(400);
    assert_eq!(Picture::from_bytes(&bytes), Ok(described));
}

#[test]
fn broken_bytes_are_refused() {
    let bytes = Drawn::scene(67).described().to_bytes();
    for length in [0, 1, 5, 11, 12, 300, bytes.len() - 1] {
        assert_eq!(
            Picture::from_bytes(&bytes[..length]),
            Err(Unreadable::Length),
            "{length}"
        );
    }
    let longer = [bytes.as_slice(), &[0]].concat();
    assert_eq!(Picture::from_bytes(&longer), Err(Unreadable::Length));
    let sizeless = [&bytes[..1], &[0; 4], &bytes[5..]].concat();
    assert_eq!(
        Picture::from_bytes(&sizeless),
        Err(Unreadable::Value("size"))
    );
    let other = [&[9], &bytes[1..]].concat();
    assert_eq!(Picture::from_bytes(&other), Err(Unreadable::Version(9)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_are_read_or_refused_and_compared_without_panic(
        at in 0_usize..20_000,
        value in any::<u8>(),
        noise in proptest::collection::vec(any::<u8>(), 0..400),
    ) {
        let _ = Picture::from_bytes(&noise);
        static BYTES: std::sync::LazyLock<Vec<u8>> =
            std::sync::LazyLock::new(|| Drawn::scene(68).described().to_bytes());
        let mut bytes = BYTES.clone();
        let at = at % bytes.len();
        bytes[at] = value;
        if let Ok(picture) = Picture::from_bytes(&bytes) {
            let _ = cairn_matching::compare(&picture, &picture);
        }
    }
}
