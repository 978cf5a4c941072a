#![allow(clippy::unwrap_used, reason = "tests")]

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::{Incident, IncidentId};

fn claim(number: u8, date: NaiveDate) -> Claim {
    let id = ClaimId(Uuid::from_u128(number.into()));
    Claim {
        province: "Kabul".into(),
        ..Claim::about(id, ShortId::from_random([number; 6]), date)
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn incident(date: NaiveDate, province: &str) -> Incident {
    Incident {
        place_name: "Kaj".into(),
        province: province.into(),
        event_type: "suicide_bombing".into(),
        targets: vec!["civilians_general".into(), "hazara".into()],
        ..Incident::bare(
            IncidentId(Uuid::nil()),
            ShortId::from_random([0; 6]),
            "",
            date,
        )
    }
}

#[test]
fn a_score_is_the_sum_of_its_reasons() {
    let mut said = claim(1, day("2022-10-01"));
    let known = incident(day("2022-09-30"), "Kabul");
    assert_eq!(
        suggest(&said, &known).unwrap().reasons,
        [Reason::Days(1), Reason::SameProvince]
    );
    said.place_name = " kaj ".into();
    said.target = "hazara".into();
    said.method = "suicide_bombing".into();
    let all = suggest(&said, &known).unwrap();
    assert_eq!(all.score, 30 + 30 + 10 + 10);
    said.province = "Herat".into();
    assert_eq!(suggest(&said, &known), None, "the same name, elsewhere");
}

#[test]
fn near_on_the_map_counts_across_a_border_of_provinces_and_far_does_not() {
    let mut said = claim(1, day("2022-09-30"));
    said.province = "Wardak".into();
    said.point = Point::try_new(34.5, 69.2).ok();
    let mut known = incident(day("2022-09-30"), "Kabul");
    known.point = Point::try_new(34.5, 69.4).ok();
    let near = suggest(&said, &known).unwrap();
    assert!(matches!(near.reasons[1], Reason::Distance(metres) if metres < MOST_DISTANCE_M));
    known.point = Point::try_new(34.5, 69.6).ok();
    assert_eq!(suggest(&said, &known), None);
}

#[test]
fn a_count_reads_as_it_was_written_before_there_were_ranges() {
    let read = |text| serde_json::from_str::<StatedCount>(text).unwrap();
    assert_eq!(read("40"), StatedCount::exactly(40));
    assert_eq!(read("null"), StatedCount::default());
    let range = StatedCount {
        min: Some(3),
        max: None,
    };
    assert_eq!(read(&serde_json::to_string(&range).unwrap()), range);
    assert_eq!(range.words().as_deref(), Some("3+"));
    assert_eq!(
        StatedCount::exactly(0).words().as_deref(),
        Some("0"),
        "nobody is something said"
    );
}

#[test]
fn the_strongest_link_says_the_status_and_unrelated_ones_say_nothing() {
    let link = |relation| ClaimLink {
        claim: ClaimId(Uuid::nil()),
        incident: IncidentId(Uuid::nil()),
        relation,
        attributes: Attributes::default(),
        rationale: String::new(),
        decided_by: None,
        decided_at: None,
        signed_by: None,
        signed_at: None,
    };
    use ClaimRelation as R;
    assert_eq!(status_from(&[link(R::Unrelated)]), None);
    assert_eq!(
        status_from(&[link(R::Contradicted), link(R::PartiallyCorroborated)]),
        Some(ClaimStatus::PartiallyCorroborated)
    );
}

proptest! {
    #[test]
    fn suggestions_fade_with_days_either_way_and_end_at_the_window(days in 0_u64..10) {
        let about = day("2022-09-30");
        let known = incident(about, "Kabul");
        let at = |date: Option<NaiveDate>| {
            suggest(&claim(1, date.unwrap()), &known).map(|found| found.score)
        };
        let later = at(about.checked_add_days(Days::new(days)));
        prop_assert_eq!(later, at(about.checked_sub_days(Days::new(days))));
        prop_assert_eq!(later.is_some(), days <= MOST_DAYS);
        prop_assert!(later <= at(about.checked_add_days(Days::new(days.saturating_sub(1)))));
        prop_assert!(later.unwrap_or(0) <= 100);
    }

    /// Whatever was written into `same_as`, loops included: every claim is in exactly one chain,
    /// its newest is one of its own, and the order of the list changes nothing.
    #[test]
    fn chains_part_the_claims(
        links in prop::collection::vec(prop::option::of(0_usize..12), 12),
        days in prop::collection::vec(0_u64..4, 12),
        turn in 0_usize..12,
    ) {
        let mut all: Vec<Claim> = (0..12_u8)
            .map(|n| claim(n, day("2022-01-01") + Days::new(days[usize::from(n)])))
            .collect();
        for (at, earlier) in links.iter().enumerate() {
            all[at].same_as = earlier.filter(|to| *to != at).map(|to| all[to].id);
        }
        let found = chains(&all);
        for (at, chain) in found.iter().enumerate() {
            prop_assert_eq!(found[chain.newest], *chain);
            prop_assert!(all[chain.newest].date >= all[at].date);
            if let Some(earlier) = links[at].filter(|to| *to != at) {
                prop_assert_eq!(found[earlier], *chain);
            }
        }
        let counted: usize = (0..12).filter(|at| found[*at].newest == *at).map(|at| found[at].times).sum();
        prop_assert_eq!(counted, 12, "collapsing loses and doubles nothing");
        let newest = |claims: &[Claim]| {
            let mut ids: Vec<_> = chains(claims).iter().map(|chain| claims[chain.newest].id).collect();
            ids.sort_unstable();
            ids.dedup();
            ids
        };
        let before = newest(&all);
        all.rotate_left(turn);
        prop_assert_eq!(newest(&all), before);
    }
}
