//! When what happens. Work that is finished lies in the years of the attacks; work that is under
//! way lies in the last days, so that queues look like queues.

use chrono::{DateTime, Duration, NaiveDate, Utc};

use crate::demo::plan::{ItemPlan, Plan, PlannedStage};

/// One thing that happens. Numbers are indices into [`Plan::items`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// It is handed in.
    Receive(usize),
    /// A first look.
    Triage(usize),
    /// Where.
    Geolocate(usize),
    /// When.
    Chronolocate(usize),
    /// Before a lead.
    Judge(usize),
    /// Someone is working on it at this moment.
    Hold(usize),
    /// A release is built.
    Release,
    /// A published item is taken back.
    Retract(usize),
}

/// Days of the releases, all after the last finished item of their time.
const RELEASES: [(i32, u32, u32); 2] = [(2022, 10, 31), (2023, 7, 31)];

/// Before anything happens.
pub fn beginning(plan: &Plan) -> DateTime<Utc> {
    let first = plan.items.iter().map(|item| item.received_at).min();
    first.unwrap_or(DateTime::UNIX_EPOCH) - Duration::days(7)
}

/// Every step in the order of time.
pub fn of(plan: &Plan, now: DateTime<Utc>) -> Vec<(DateTime<Utc>, Step)> {
    let mut steps = Vec::new();
    let recent: Vec<usize> = (0..plan.items.len())
        .filter(|&index| is_recent(plan, index))
        .collect();
    for (index, item) in plan.items.iter().enumerate() {
        let received = match recent.iter().position(|&known| known == index) {
            // One after the other over the last days, the newest two hours ago.
            Some(place) => now - Duration::minutes(120 + 130 * count(recent.len() - 1 - place)),
            None => item.received_at,
        };
        way(&mut steps, index, item, received, now);
    }
    for (year, month, day) in RELEASES {
        steps.push((noon(year, month, day), Step::Release));
    }
    if let Some(index) = plan
        .items
        .iter()
        .position(|item| item.stage == PlannedStage::Published)
    {
        steps.push((noon(2023, 9, 4), Step::Retract(index)));
        steps.push((noon(2023, 9, 5), Step::Release));
    }
    // Stable: steps of one moment stay in the order in which they were planned.
    steps.sort_by_key(|(at, _)| *at);
    steps
}

fn noon(year: i32, month: u32, day: u32) -> DateTime<Utc> {
    let date = NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    date.and_hms_opt(12, 0, 0).unwrap_or_default().and_utc()
}

fn count(items: usize) -> i64 {
    i64::try_from(items).unwrap_or(i64::MAX)
}

/// Still under way, or a copy of something that came in only lately.
fn is_recent(plan: &Plan, index: usize) -> bool {
    let item = &plan.items[index];
    !is_finished(item.stage)
        || item
            .copy_of
            .is_some_and(|(original, _)| is_recent(plan, original))
}

fn is_finished(stage: PlannedStage) -> bool {
    use PlannedStage as S;
    matches!(
        stage,
        S::Published | S::Rejected | S::Duplicate | S::Unverifiable
    )
}

/// The steps of one item: days apart in the past, minutes apart in the present.
fn way(
    steps: &mut Vec<(DateTime<Utc>, Step)>,
    index: usize,
    item: &ItemPlan,
    received: DateTime<Utc>,
    now: DateTime<Utc>,
) {
    let long_ago = now - received > Duration::days(60);
    let pace = if long_ago {
        Duration::hours(60)
    } else {
        Duration::minutes(25)
    };
    let planned = [
        (
            item.stage != PlannedStage::Received && item.stage != PlannedStage::Triage,
            Step::Triage(index),
        ),
        (item.geolocation.is_some(), Step::Geolocate(index)),
        (item.chronolocation.is_some(), Step::Chronolocate(index)),
        (item.stage.is_dated(), Step::Judge(index)),
    ];
    steps.push((received, Step::Receive(index)));
    let mut at = received;
    for step in planned
        .into_iter()
        .filter(|(happens, _)| *happens)
        .map(|(_, step)| step)
    {
        at += pace;
        steps.push((at, step));
    }
    if is_held(index, item.stage) {
        steps.push((now - Duration::minutes(40), Step::Hold(index)));
    }
}

/// A quarter of what waits for a verifier is in somebody's hands.
fn is_held(index: usize, stage: PlannedStage) -> bool {
    use PlannedStage as S;
    matches!(stage, S::Triage | S::Geolocation | S::Chronolocation) && index.is_multiple_of(4)
}
