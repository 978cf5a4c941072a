//! What is counted is what is there: counts that are kept say what reading every row would.

use std::collections::BTreeMap;

use cairn_domain::RetractionReason;
use cairn_storage::{Facet, PublicFilter, PublishedFigures, PublishedRow, RetractionRecord, Store};
use chrono::{Days, NaiveDate};
use serde_json::json;

use crate::{
    backend::Backend,
    world::{World, at, kept, short},
};

const FACETS: [Facet; 5] = [
    Facet::Province,
    Facet::EventType,
    Facet::Target,
    Facet::LocationType,
    Facet::Month,
];

/// Some hundred days, with every thing at another pace.
fn rows() -> Vec<PublishedRow> {
    let first = NaiveDate::from_ymd_opt(2022, 1, 20).expect("a day");
    let one_of = |values: [&str; 3], number: usize| values[number % 3].to_owned();
    let row = |number: usize| PublishedRow {
        short: short(),
        body: json!({
            "title": format!("Attack {number}"), "killed_low": number,
        }),
        date: first + Days::new(number as u64),
        province: one_of(["Kabul", "Kunduz", "Herat"], number),
        event_type: one_of(["shooting", "bombing", "raid"], number / 2),
        target: one_of(["hazara", "taliban", "media"], number / 5),
        figures: PublishedFigures {
            location_type: one_of(["market", "school", "road"], number / 7),
            place: Some((34.5, 69.1)),
            precision_m: 500.0,
            killed: u32::try_from(number).ok(),
            injured: None,
            claims: number.is_multiple_of(4).into(),
        },
        first_release: 1,
        retracted: None,
    };
    (0..100).map(row).collect()
}

fn filters() -> Vec<PublicFilter> {
    let some = |text: &str| Some(text.to_owned());
    let day = |text: &str| text.parse().ok();
    let any = PublicFilter::default;
    vec![
        any(),
        PublicFilter {
            province: some("Kabul"),
            ..any()
        },
        PublicFilter {
            province: some("Kabul"),
            target: some("hazara"),
            ..any()
        },
        PublicFilter {
            province: some("Kabul"),
            target: some("hazara"),
            event_type: some("raid"),
            ..any()
        },
        PublicFilter {
            from: day("2022-02-01"),
            to: day("2022-03-31"),
            location_type: some("road"),
            ..any()
        },
        PublicFilter {
            from: day("2022-01-25"),
            to: day("2022-04-03"),
            event_type: some("shooting"),
            ..any()
        },
        PublicFilter {
            from: day("2022-02-03"),
            to: day("2022-02-10"),
            ..any()
        },
        PublicFilter {
            is_claimed: Some(true),
            province: some("Herat"),
            ..any()
        },
        PublicFilter {
            is_claimed: Some(false),
            from: day("2022-02-03"),
            to: day("2022-04-27"),
            ..any()
        },
        PublicFilter {
            text: some("attack 17"),
            ..any()
        },
    ]
}

fn value(row: &PublishedRow, facet: Facet) -> String {
    match facet {
        Facet::Province => row.province.clone(),
        Facet::EventType => row.event_type.clone(),
        Facet::Target => row.target.clone(),
        Facet::LocationType => row.figures.location_type.clone(),
        Facet::Month => row.date.format("%Y-%m").to_string(),
    }
}

/// A filter read by hand.
fn finds(filter: &PublicFilter, row: &PublishedRow, aside: Option<Facet>) -> bool {
    let is = |facet: Facet, asked: &Option<String>| {
        aside == Some(facet)
            || asked
                .as_ref()
                .is_none_or(|asked| value(row, facet) == *asked)
    };
    let claimed = row.figures.claims > 0;
    row.retracted.is_none()
        && filter.from.is_none_or(|day| row.date >= day)
        && filter.to.is_none_or(|day| row.date <= day)
        && is(Facet::Province, &filter.province)
        && is(Facet::EventType, &filter.event_type)
        && is(Facet::Target, &filter.target)
        && is(Facet::LocationType, &filter.location_type)
        && filter.is_claimed.is_none_or(|asked| asked == claimed)
        && filter.text.is_none() | (row.body["title"] == "Attack 17")
}

async fn agree(store: &Store, world: &World, rows: &[PublishedRow]) {
    let reads = store.read();
    for filter in filters() {
        let found = rows.iter().filter(|row| finds(&filter, row, None)).count() as u64;
        assert_eq!(
            reads.public_count(world.id(), &filter).await.expect("read"),
            found,
            "{filter:?}"
        );
        for facet in FACETS {
            let mut expected: BTreeMap<String, u64> = BTreeMap::new();
            for row in rows.iter().filter(|row| finds(&filter, row, Some(facet))) {
                *expected.entry(value(row, facet)).or_default() += 1;
            }
            let counts = reads
                .public_counts(world.id(), &filter, facet)
                .await
                .expect("read");
            assert_eq!(
                counts,
                expected.into_iter().collect::<Vec<_>>(),
                "{facet:?} {filter:?}"
            );
        }
        pages_are_whole(store, world, &filter, found).await;
    }
}

/// Page after page gives every one once, newest first.
async fn pages_are_whole(store: &Store, world: &World, filter: &PublicFilter, found: u64) {
    let reads = store.read();
    let (mut after, mut count) = (None, 0);
    loop {
        let page = reads
            .public_bodies(world.id(), filter, after, 7)
            .await
            .expect("read");
        let json: Result<Vec<serde_json::Value>, _> =
            page.lines.lines().map(serde_json::from_str).collect();
        let json = json.expect("one object a line");
        assert_eq!(json.len() as u64, page.count);
        let points = reads
            .public_points(world.id(), filter, after, 7)
            .await
            .expect("read");
        let killed: Vec<_> = points.iter().map(|point| json!(point.killed)).collect();
        let bodies: Vec<_> = json.iter().map(|body| body["killed_low"].clone()).collect();
        assert_eq!(killed, bodies);
        assert!(points.is_sorted_by(|a, b| a.date >= b.date));
        count += page.count;
        match page.next {
            Some(next) => after = Some(next),
            None => break,
        }
    }
    assert_eq!(count, found, "{filter:?}");
}

#[tokio::test]
async fn counts_follow_what_is_published_changed_and_taken_back() {
    for backend in Backend::each().await {
        let (store, world) = (&backend.store, World::begin(&backend.store).await);
        let mut rows = rows();
        let tx = store.begin().await.expect("begin");
        tx.publish_incidents(world.id(), &rows)
            .await
            .expect("published");
        tx.commit().await.expect("commit");
        agree(store, &world, &rows).await;

        let tx = store.begin().await.expect("begin");
        for row in rows.iter_mut().step_by(3) {
            row.date = row.date + Days::new(11);
            row.province = "Balkh".to_owned();
            tx.publish_incident(world.id(), row).await.expect("changed");
        }
        for row in rows.iter_mut().step_by(5) {
            let gone = RetractionRecord {
                short: row.short.clone(),
                kind: Some(RetractionReason::Misdated),
                reason: "Another day".to_owned(),
                replaced_by: None,
                at: kept(at(50)),
                last_release: 1,
            };
            tx.retract_published(world.id(), &gone)
                .await
                .expect("taken back");
            row.retracted = Some(gone);
        }
        let gone = rows.remove(1);
        tx.unpublish_incident(world.id(), &gone.short)
            .await
            .expect("removed");
        tx.commit().await.expect("commit");
        agree(store, &world, &rows).await;
        let by = store
            .read()
            .public_months_by(world.id(), Facet::Target)
            .await
            .expect("read");
        let public = rows.iter().filter(|row| row.retracted.is_none()).count() as u64;
        assert_eq!(by.iter().map(|(_, _, count)| count).sum::<u64>(), public);
    }
}
