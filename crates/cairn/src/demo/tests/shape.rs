//! The numbers the demo must show.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::{BTreeMap, HashSet};

use cairn_domain::Consent;
use chrono::NaiveDate;

use crate::demo::{
    MediaSpec,
    claims::{CLAIM_COUNT, INJURED, KILLED},
    plan::{CLIP_COUNT, ITEM_COUNT, Plan, PlannedStage, plan},
};

const SEED: u64 = 7;
/// How many incidents the demo has.
const INCIDENT_COUNT: usize = 70;

pub(super) fn the_plan() -> Plan {
    plan(SEED).expect("the shipped facts are sound")
}

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
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
    let sum = |count: fn(&crate::demo::claims::ClaimFact) -> Option<u32>| -> u32 {
        plan.claims.iter().filter_map(count).sum()
    };
    assert_eq!((sum(|c| c.killed), sum(|c| c.injured)), (KILLED, INJURED));
}

#[test]
fn claims_name_mazar_nine_times_and_kunduz_city_eight_times_in_the_first_year() {
    let plan = the_plan();
    let town_of = |claim: &crate::demo::claims::ClaimFact| {
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
    let named = |c: &&crate::demo::claims::ClaimFact| {
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
