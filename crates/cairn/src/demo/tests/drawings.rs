//! Pictures and clips: the same spec gives the same bytes, and shadows fall where the sun puts them.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::HashSet;

use cairn_domain::Point;
use cairn_place::sun::sun_at;
use chrono::{TimeZone, Utc};

use super::shape::{day, the_plan};
use crate::demo::{
    Change, ClipSpec, Feature, FeatureKind, MediaSpec, SceneSpec, Setting, Smoke, changed, media,
    scene::{self, light::Light},
};

fn street() -> SceneSpec {
    SceneSpec {
        seed: 11,
        place_seed: 3,
        point: Point::try_new(34.53, 69.17).unwrap(),
        at: Utc.with_ymd_and_hms(2022, 5, 14, 5, 20, 0).unwrap(),
        bearing_deg: 80.0,
        setting: Setting::Street,
        features: vec![Feature {
            kind: FeatureKind::Minaret,
            azimuth_deg: 89.0,
            distance_m: 120.0,
        }],
        smoke: Some(Smoke {
            azimuth_deg: 78.0,
            distance_m: 110.0,
            risen: 1.0,
            seed: 4,
        }),
        width: 320,
        height: 240,
    }
}

fn photo() -> MediaSpec {
    MediaSpec::Photo {
        scene: street(),
        quality: 80,
        claim: None,
    }
}

#[test]
fn the_same_spec_gives_the_same_bytes() {
    let clip = MediaSpec::Clip(ClipSpec {
        scene: street(),
        seconds: 2.0,
        creation_time: Some(street().at),
    });
    for spec in [photo(), clip] {
        let bytes = media(&spec).expect("ffmpeg is installed");
        assert_eq!(bytes, media(&spec).unwrap());
        let mut all = HashSet::from([bytes.clone()]);
        for change in [
            Change::Reencoded,
            Change::Cropped,
            Change::Mirrored,
            Change::Trimmed,
        ] {
            let copy = MediaSpec::Copy {
                of: Box::new(spec.clone()),
                change,
            };
            let made = media(&copy).unwrap();
            assert_eq!(made, changed(&bytes, change, spec.is_clip()).unwrap());
            all.insert(made);
        }
        let kinds = if spec.is_clip() { 5 } else { 4 };
        assert_eq!(
            all.len(),
            kinds,
            "a photo cannot be trimmed, so it is re-encoded"
        );
    }
}

#[test]
fn what_cameras_claim_can_be_read_back() {
    let plan = the_plan();
    let claim = |item: &crate::demo::plan::ItemPlan| match &item.media {
        MediaSpec::Photo { claim, .. } => claim.clone(),
        _ => None,
    };
    let claims: Vec<_> = plan
        .items
        .iter()
        .filter_map(|item| Some((item, claim(item)?)))
        .collect();
    assert!(claims.len() > 60, "{}", claims.len());
    let wrong = claims
        .iter()
        .filter(|(_, claim)| claim.taken.date() < day("2021-01-01"))
        .count();
    assert!(wrong > 3, "some clocks were never set: {wrong}");
    let (_, gps) = claims
        .iter()
        .find(|(_, claim)| claim.gps.is_some())
        .expect("some have a GPS");
    let segment = gps.segment();
    let length = usize::from(u16::from_be_bytes([segment[2], segment[3]]));
    assert_eq!(length + 2, segment.len());
    let written = gps.taken.format("%Y:%m:%d %H:%M:%S").to_string();
    let found = segment
        .windows(written.len())
        .filter(|window| *window == written.as_bytes());
    assert_eq!(found.count(), 2, "DateTime and DateTimeOriginal");
}

#[test]
fn shadows_fall_where_the_sun_puts_them() {
    for (hour, bearing_deg) in [(3, 10.0), (5, 80.0), (8, 200.0), (11, 340.0)] {
        let at = Utc.with_ymd_and_hms(2022, 9, 30, hour, 10, 0).unwrap();
        let spec = SceneSpec {
            at,
            bearing_deg,
            ..street()
        };
        let camera = spec.camera();
        let light = Light::at(spec.point, at).unwrap();
        let sun = sun_at(spec.point, 1_000.0, at, None).unwrap();
        let foot = [(3.0, 20.0), (3.2, 20.0), (3.2, 20.2), (3.0, 20.2)];
        let shadow = light.shadow_of(&camera, &foot, 6.0).expect("the sun is up");
        let long = 6.0 * sun.shadow_ratio.unwrap() as f32;
        // Every corner of the foot has its own corner in the shadow's outline, or inside of it.
        let pairs = shadow
            .iter()
            .flat_map(|tip| foot.iter().map(move |c| (tip.0 - c.0, tip.1 - c.1)));
        let off_by = |(x, z): &(f32, f32)| (x.hypot(*z) - long).abs();
        let (right, ahead) = pairs
            .min_by(|a, b| off_by(a).total_cmp(&off_by(b)))
            .unwrap();
        assert!(off_by(&(right, ahead)) < 1e-3, "as long as the sun is low");
        let off = (camera.azimuth_of(right, ahead) - sun.shadow_azimuth_deg as f32 + 540.0)
            .rem_euclid(360.0)
            - 180.0;
        assert!(off.abs() < 0.2, "{off}° off at {hour}:10 UTC");
    }
}

#[test]
fn a_sun_behind_the_camera_throws_shadows_into_the_picture() {
    let spec = street();
    let light = Light::at(spec.point, spec.at).unwrap();
    let away = SceneSpec {
        bearing_deg: light.shadow_azimuth_deg,
        ..street()
    };
    let (right, ahead) = light.shadow_offset(&away.camera(), 1.0).unwrap();
    assert!(right.abs() < 1e-3 && ahead > 0.0);
    let night = Utc.with_ymd_and_hms(2022, 5, 14, 20, 0, 0).unwrap();
    let dark = Light::at(spec.point, night).unwrap();
    assert_eq!(dark.shadow_offset(&spec.camera(), 1.0), None);
}

#[test]
fn every_drawing_says_that_it_is_one() {
    let bare = scene::Layers::of(&street()).unwrap();
    let drawn = scene::draw(&street()).unwrap();
    let corner = |pixels: &[u8]| {
        let (width, height) = (320, 240);
        (height - 14..height)
            .flat_map(|y| (width - 150..width).map(move |x| (y * width + x) * 3))
            .filter(|&at| pixels[at] > 225 && pixels[at + 1] > 225)
            .count()
    };
    assert!(corner(drawn.as_raw()) > 250, "bright letters in the corner");
    assert!(corner(bare.clear().pixels()) < 20);
}

#[test]
fn a_mirrored_copy_moves_the_boxes() {
    let feature = street().features[0];
    let straight = photo().frame_box(&feature).expect("in view");
    let of = Box::new(photo());
    let mirrored = MediaSpec::Copy {
        of,
        change: Change::Mirrored,
    }
    .frame_box(&feature)
    .unwrap();
    assert!((straight.x + mirrored.x + straight.w - 1.0).abs() < 1e-9);
}
