//! The same footage is found, and told for what it is.

use cairn_matching::{Homography, Sighting, Sights, Transform, compare};

use super::drawn::Drawn;

fn sighting(a: &Drawn, b: &Drawn) -> Sighting {
    compare(&a.described(), &b.described()).expect("they have to do with each other")
}

/// How far, in fractions of B, the map found misses where points of A really lie.
fn error(sighting: &Sighting, truth: impl Fn([f64; 2]) -> [f64; 2]) -> f64 {
    let map: Homography = sighting.homography.unwrap();
    let points = [[0.3, 0.3], [0.6, 0.35], [0.55, 0.6], [0.4, 0.6]];
    let misses = points.map(|point| {
        let (found, true_place) = (map.apply(point), truth(point));
        (found[0] - true_place[0]).hypot(found[1] - true_place[1])
    });
    misses.into_iter().fold(0.0, f64::max)
}

#[test]
fn a_picture_is_itself() {
    let scene = Drawn::scene(1);
    let sighting = sighting(&scene, &scene);
    assert_eq!(sighting.relation, Sights::SameFootage);
    assert_eq!(sighting.nearest.distance, 0);
    assert_eq!(sighting.transform, Transform::Original);
    assert!(error(&sighting, |point| point) < 1e-3);
    assert_eq!(sighting.explanation.seen_of_a, None);
}

#[test]
fn half_of_a_picture_is_an_excerpt_and_says_which_half() {
    let scene = Drawn::scene(2);
    let sighting = sighting(&scene, &scene.cropped(120, 90, 450, 340));
    assert_eq!(sighting.relation, Sights::Excerpt);
    let seen = sighting.explanation.seen_of_a.unwrap();
    let truth = [120.0 / 640.0, 90.0 / 480.0, 450.0 / 640.0, 340.0 / 480.0];
    for (found, truth) in [seen.x, seen.y, seen.width, seen.height]
        .into_iter()
        .zip(truth)
    {
        assert!((found - truth).abs() < 0.01, "{seen:?}");
    }
    assert_eq!(
        sighting.explanation.seen_of_b, None,
        "all of the excerpt is in the picture"
    );
}

#[test]
fn mirrored_and_turned_pictures_are_told_so() {
    let scene = Drawn::scene(3);
    let mirrored = sighting(&scene, &scene.mirrored());
    assert_eq!(
        (mirrored.relation, mirrored.transform),
        (Sights::SameFootage, Transform::FlipY)
    );
    assert!(mirrored.explanation.mirrored);
    let turned = sighting(&scene, &scene.turned());
    assert_eq!(
        (turned.relation, turned.transform),
        (Sights::SameFootage, Transform::Rotate270)
    );
    assert_eq!(
        (
            turned.explanation.mirrored,
            turned.explanation.quarter_turns
        ),
        (false, 1)
    );
    let part = sighting(&scene, &scene.mirrored().cropped(40, 30, 480, 380));
    assert!(
        part.explanation.mirrored && part.relation != Sights::Similar,
        "{part:?}"
    );
}

#[test]
fn every_dihedral_transform_lays_the_picture_where_its_pixels_went() {
    let scene = Drawn::scene(4);
    let mut turned = scene.clone();
    for quarter in 0..4 {
        let found = sighting(&scene, &turned);
        let truth =
            |[x, y]: [f64; 2]| [[x, y], [1.0 - y, x], [1.0 - x, 1.0 - y], [y, 1.0 - x]][quarter];
        assert!(
            error(&found, truth) < 2e-3,
            "{quarter}: {:?}",
            found.homography
        );
        let flipped = sighting(&scene, &turned.mirrored());
        let mirrored = |point: [f64; 2]| [1.0 - truth(point)[0], truth(point)[1]];
        assert!(
            error(&flipped, mirrored) < 2e-3,
            "{quarter}, mirrored: {:?}",
            flipped.homography
        );
        turned = turned.turned();
    }
}

#[test]
fn borders_do_not_make_an_excerpt() {
    let scene = Drawn::scene(5);
    for bordered in [
        scene.bordered(0, 90, 0),
        scene.bordered(130, 0, 0),
        scene.bordered(40, 40, 255),
    ] {
        let sighting = sighting(&scene, &bordered);
        assert_eq!(sighting.relation, Sights::SameFootage);
        assert!(sighting.explanation.bordered_b && !sighting.explanation.bordered_a);
    }
}

#[test]
fn a_screen_filmed_from_the_side_is_laid_straight() {
    let scene = Drawn::scene(6);
    let back = Homography([[1.25, 0.12, -0.2], [0.06, 1.3, -0.15], [0.14, 0.1, 1.0]]);
    let filmed = scene.warped(800, 600, |point| back.apply(point));
    let sighting = sighting(&filmed, &scene);
    assert_ne!(sighting.relation, Sights::Similar);
    assert!(
        error(&sighting, |point| back.apply(point)) < 0.006,
        "{:?}",
        sighting.homography
    );
    assert!(sighting.explanation.tilted);
}

#[test]
fn small_turns_are_measured() {
    let scene = Drawn::scene(7);
    let (sin, cos) = 8.0_f64.to_radians().sin_cos();
    let back = |[x, y]: [f64; 2]| {
        let (x, y) = ((x - 0.5) * 640.0, (y - 0.5) * 480.0);
        [
            (x * cos + y * sin) / 640.0 + 0.5,
            (y * cos - x * sin) / 480.0 + 0.5,
        ]
    };
    let sighting = sighting(&scene, &scene.warped(640, 480, back));
    assert_ne!(sighting.relation, Sights::Similar);
    assert!(
        (sighting.explanation.turned_deg - 8.0).abs() < 0.3,
        "{:?}",
        sighting.explanation
    );
}

#[test]
fn comparing_the_other_way_round_says_the_same() {
    let scene = Drawn::scene(8);
    let pairs = [
        (scene.clone(), scene.cropped(60, 50, 500, 400)),
        (scene.clone(), scene.mirrored()),
        (scene.with_banner(), scene.clone()),
    ];
    for (a, b) in pairs {
        let (there, back) = (sighting(&a, &b), sighting(&b, &a));
        assert_eq!(
            there.relation, back.relation,
            "{:?} {:?}",
            there.support, back.support
        );
        // A turn changes the signs of coefficients and with them their median: not quite an isometry.
        let (there_bits, back_bits) = (there.nearest.distance, back.nearest.distance);
        assert!(
            there_bits.abs_diff(back_bits) <= 8,
            "{there_bits} {back_bits}"
        );
        assert!((there.explanation.of_a - back.explanation.of_b).abs() < 0.02);
    }
}
