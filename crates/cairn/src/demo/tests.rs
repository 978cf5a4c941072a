//! The demo's shape: the numbers it must show, and that everything in it is true to its seed.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::{BTreeMap, HashSet};

use cairn_domain::{Consent, Point};
use cairn_place::sun::sun_at;
use chrono::{NaiveDate, TimeZone, Utc};

use super::{
    Change, ClipSpec, Feature, FeatureKind, MediaSpec, SceneSpec, Setting, Smoke, changed,
    claims::{CLAIM_COUNT, INJURED, KILLED},
    media,
    plan::{CLIP_COUNT, ITEM_COUNT, Plan, PlannedStage, plan},
    scene::{self, light::Light},
};

const SEED: u64 = 7;
/// How many incidents the demo has.
const INCIDENT_COUNT: usize = 70;

fn the_plan() -> Plan {
    plan(SEED).expect("the shipped facts are sound")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

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
fn the_demo_has_the_shape_that_was_reported() {
    let plan = the_plan();
    assert_eq!(plan.incidents.len(), INCIDENT_COUNT);
    assert_eq!(plan.incidents.iter().filter(|i| !i.synthetic).count(), 18);
    let crowds = plan.incidents.iter().filter(|i| i.crowd_in_public).count();
    assert!((30..=35).contains(&crowds), "nearly half: {crowds}");
    assert_eq!(
        (plan.items.len(), plan.claims.len()),
        (ITEM_COUNT, CLAIM_COUNT)
    );
    let sum = |count: fn(&super::claims::ClaimFact) -> Option<u32>| -> u32 {
        plan.claims.iter().filter_map(count).sum()
    };
    assert_eq!((sum(|c| c.killed), sum(|c| c.injured)), (KILLED, INJURED));
}

#[test]
fn claims_name_mazar_nine_times_and_kunduz_city_eight_times_in_the_first_year() {
    let plan = the_plan();
    let town_of = |claim: &super::claims::ClaimFact| {
        claim
            .incident
            .map(|index| plan.incidents[index].town.as_str())
    };
    let mazar = plan
        .claims
        .iter()
        .filter(|c| town_of(c) == Some("Mazar-i-Sharif"));
    assert_eq!(mazar.count(), 9);
    let first_year = |date: NaiveDate| date < day("2022-08-15");
    let kunduz = plan
        .claims
        .iter()
        .filter(|c| town_of(c) == Some("Kunduz") && first_year(c.date));
    assert_eq!(kunduz.count(), 8);
    let named = |c: &&super::claims::ClaimFact| {
        c.statement.contains("Mazar") || c.statement.contains("Kunduz")
    };
    assert_eq!(
        plan.claims
            .iter()
            .filter(|c| c.incident.is_none())
            .filter(named)
            .count(),
        0
    );
}

#[test]
fn attacks_move_from_rural_nangarhar_to_the_cities() {
    let plan = the_plan();
    let rural = |from: &str, to: &str| {
        let within = plan
            .incidents
            .iter()
            .filter(|i| (day(from)..day(to)).contains(&i.date));
        let (rural, all) = within.fold((0.0, 0.0), |(rural, all), i| {
            (rural + f64::from(u8::from(i.is_rural)), all + 1.0)
        });
        rural / all
    };
    assert!(rural("2021-08-01", "2022-03-01") > 0.4);
    assert!(rural("2022-07-01", "2023-06-01") < 0.1);
}

#[test]
fn invented_records_say_so_and_known_ones_carry_no_invented_numbers() {
    let plan = the_plan();
    for incident in &plan.incidents {
        let says = incident.source_note.contains("invented");
        assert_eq!(says, incident.synthetic, "{}", incident.key);
        assert!(incident.summary.contains("demonstration"));
    }
    for claim in &plan.claims {
        assert_eq!(claim.outlet.contains("invented"), claim.synthetic);
        assert!(claim.synthetic || (claim.killed, claim.injured) == (None, None));
    }
}

#[test]
fn items_are_spread_over_all_stages_and_mostly_published() {
    let plan = the_plan();
    let mut stages: BTreeMap<PlannedStage, usize> = BTreeMap::new();
    plan.items
        .iter()
        .for_each(|item| *stages.entry(item.stage).or_default() += 1);
    assert_eq!(stages.len(), 10, "{stages:?}");
    assert_eq!(stages[&PlannedStage::Published], 202);
    assert_eq!(stages[&PlannedStage::Duplicate], 15);
    let clips = plan
        .items
        .iter()
        .filter(|item| item.media.is_clip())
        .count();
    assert_eq!(clips, CLIP_COUNT);
    let published = plan
        .items
        .iter()
        .filter(|item| item.stage == PlannedStage::Published);
    let shown: HashSet<usize> = published.map(|item| item.incident).collect();
    assert!(
        shown.len() >= 64,
        "{} incidents have something published",
        shown.len()
    );
    let per_incident = |n: usize| plan.items.iter().filter(|item| item.incident == n).count();
    assert!((0..INCIDENT_COUNT).all(|n| (1..=8).contains(&per_incident(n))));
    assert_eq!(
        plan.items
            .iter()
            .filter(|item| item.second_geolocation.is_some())
            .count(),
        1
    );
    assert_eq!(
        plan.items
            .iter()
            .filter(|item| item.objection.is_some())
            .count(),
        3
    );
    assert_eq!(
        plan.items
            .iter()
            .filter(|item| item.returned.is_some())
            .count(),
        10
    );
}

#[test]
fn what_is_published_could_be_published() {
    let plan = the_plan();
    for item in plan
        .items
        .iter()
        .filter(|item| item.stage == PlannedStage::Published)
    {
        let place = item.geolocation.as_ref().expect("a place");
        let time = item.chronolocation.as_ref().expect("a time");
        let (geolocation, chronolocation) =
            (place.body.as_ref().unwrap(), time.body.as_ref().unwrap());
        assert!(item.consent != Consent::Internal);
        assert!(geolocation.features.len() >= 2 && !chronolocation.bounds.is_empty());
        let scene = item.media.scene();
        let (from, to) = (
            chronolocation.interval.earliest(),
            chronolocation.interval.latest(),
        );
        assert!(
            (from..=to).contains(&scene.at),
            "{from} <= {} <= {to}",
            scene.at
        );
        let incident = &plan.incidents[item.incident];
        let away = geolocation.camera.distance_m(incident.point);
        assert!((50.0..=410.0).contains(&away), "{away} m");
        assert!(
            geolocation
                .features
                .iter()
                .filter_map(|f| f.frame)
                .all(|frame| frame.is_inside_frame())
        );
    }
}

#[test]
fn nearly_every_named_feature_is_in_the_frame() {
    let plan = the_plan();
    let features = plan
        .items
        .iter()
        .filter_map(|item| item.geolocation.as_ref()?.body.as_ref());
    let features: Vec<_> = features.flat_map(|body| &body.features).collect();
    let boxed = features
        .iter()
        .filter(|feature| feature.frame.is_some())
        .count();
    assert!(
        boxed * 10 > features.len() * 9,
        "{boxed} of {}",
        features.len()
    );
}

#[test]
fn copies_are_of_earlier_items_of_the_same_kind_and_incident() {
    let plan = the_plan();
    let copies = plan
        .items
        .iter()
        .enumerate()
        .filter_map(|(i, item)| Some((i, item, item.copy_of?)));
    let mut seen = HashSet::new();
    for (index, item, (original, _)) in copies {
        let first = &plan.items[original];
        assert!(original < index && first.incident == item.incident && first.copy_of.is_none());
        assert_eq!(first.media.is_clip(), item.media.is_clip());
        let MediaSpec::Copy { of, change } = &item.media else {
            panic!("a copy is made from a file")
        };
        assert_eq!(**of, first.media);
        seen.insert(*change);
    }
    assert_eq!(seen.len(), 5, "every kind of change occurs");
}

#[test]
fn the_same_seed_gives_the_same_plan_and_another_seed_another() {
    assert_eq!(the_plan(), the_plan());
    assert_ne!(plan(SEED + 1).unwrap().items, the_plan().items);
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
    let claim = |item: &super::plan::ItemPlan| match &item.media {
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
