//! How much somebody has looked at lately, from the steps of looking that they took. Minutes are an
//! estimate: from one step to the next, and five at most, because nobody watches eyes.

use std::collections::HashSet;

use cairn_domain::{FileId, UserId};
use chrono::{DateTime, TimeDelta, Utc};

use crate::{App, AppError};

/// What one step of looking counts for at most.
const MOST_OF_A_STEP: TimeDelta = TimeDelta::minutes(5);
/// So long without a step is a break.
const A_BREAK: TimeDelta = TimeDelta::minutes(15);
/// So much looking without a break, and a break is due.
const BREAK_DUE: TimeDelta = TimeDelta::minutes(30);

/// What somebody has looked at behind covers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Exposure {
    /// Files in the last 24 hours.
    pub files_today: usize,
    /// Minutes in the last 24 hours.
    pub minutes_today: i64,
    /// Files in the last seven days.
    pub files_week: usize,
    /// Minutes in the last seven days.
    pub minutes_week: i64,
    /// Whether half an hour has passed without a break of a quarter.
    pub is_break_due: bool,
}

/// One's own exposure.
pub async fn exposure(app: &App, user: UserId) -> Result<Exposure, AppError> {
    let now = app.clock.now();
    let since = now - TimeDelta::days(7);
    let steps = app.store.read().uncovered_since(user, since).await?;
    Ok(measured(&steps, now))
}

type Step = (DateTime<Utc>, FileId);

fn measured(steps: &[Step], now: DateTime<Utc>) -> Exposure {
    let today = now - TimeDelta::days(1);
    let today = &steps[steps.partition_point(|(at, _)| *at < today)..];
    let sitting = &steps[begin_of_sitting(steps, now)..];
    Exposure {
        files_today: files(today),
        minutes_today: looked(today, now).num_minutes(),
        files_week: files(steps),
        minutes_week: looked(steps, now).num_minutes(),
        is_break_due: looked(sitting, now) >= BREAK_DUE,
    }
}

fn files(steps: &[Step]) -> usize {
    steps
        .iter()
        .map(|(_, file)| file)
        .collect::<HashSet<_>>()
        .len()
}

/// Each step counts until the next one.
fn looked(steps: &[Step], now: DateTime<Utc>) -> TimeDelta {
    let ends = steps.iter().skip(1).map(|(at, _)| *at).chain([now]);
    let lasted = |((at, _), end): (&Step, DateTime<Utc>)| (end - *at).min(MOST_OF_A_STEP);
    steps.iter().zip(ends).map(lasted).sum()
}

/// Where the steps after the last break begin; behind the last one if the break goes on.
fn begin_of_sitting(steps: &[Step], now: DateTime<Utc>) -> usize {
    let mut end = now;
    for (at, (moment, _)) in steps.iter().enumerate().rev() {
        if end - *moment >= A_BREAK {
            return at + 1;
        }
        end = *moment;
    }
    0
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn steps(minutes: &[i64]) -> Vec<Step> {
        let step = |minute: &i64| {
            let file = FileId(Uuid::from_u128(u128::from(minute.unsigned_abs())));
            (DateTime::UNIX_EPOCH + TimeDelta::minutes(*minute), file)
        };
        minutes.iter().map(step).collect()
    }

    fn at(minute: i64, looked_at: &[i64]) -> Exposure {
        let now = DateTime::UNIX_EPOCH + TimeDelta::minutes(minute);
        measured(&steps(looked_at), now)
    }

    #[test]
    fn a_step_counts_until_the_next_and_five_minutes_at_most() {
        let seen = at(60, &[0, 2, 4]);
        assert_eq!((seen.files_today, seen.minutes_today), (3, 2 + 2 + 5));
        assert_eq!(at(1, &[]), Exposure::default());
    }

    #[test]
    fn what_is_older_than_a_day_counts_for_the_week() {
        let seen = at(3_000, &[0, 2_999]);
        assert_eq!((seen.files_today, seen.files_week), (1, 2));
        assert_eq!((seen.minutes_today, seen.minutes_week), (1, 6));
    }

    #[test]
    fn half_an_hour_without_a_break_is_enough_and_a_quarter_of_one_is_a_break() {
        let long: Vec<_> = (0..12).map(|step| step * 3).collect();
        assert!(at(34, &long).is_break_due, "33 minutes and one");
        assert!(!at(33 + 15, &long).is_break_due, "a quarter of an hour ago");
        let short: Vec<_> = (0..8).map(|step| step * 3).collect();
        assert!(!at(22, &short).is_break_due, "22 minutes");
        let parted: Vec<_> = (0..6).chain(8..14).map(|step| step * 3).collect();
        assert!(at(40, &parted).is_break_due, "nine minutes are no break");
        let rested: Vec<_> = (0..6).chain(11..16).map(|step| step * 3).collect();
        assert!(!at(46, &rested).is_break_due, "eighteen are");
    }
}
