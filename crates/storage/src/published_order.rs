//! Where a published incident stands among all: by its day, then by its short id.
//!
//! The number is the key of its row and of its words, so that rows lie in the order in which they
//! are read, a page begins where the one before ended, and whatever the words find comes in the
//! order of days without being sorted.

use std::ops::Range;

use cairn_domain::ShortId;
use chrono::NaiveDate;

/// Short ids on a day.
const DAY: i64 = 30_i64.pow(6);
/// Projects that may share a short id on the same day.
const PROJECTS: i64 = 1_024;

/// The positions that an incident may have: the first that no other project has taken.
pub(crate) fn positions(date: NaiveDate, short: &ShortId) -> Range<i64> {
    let first = days(date) * DAY * PROJECTS + i64::from(short.number()) * PROJECTS;
    first..first + PROJECTS
}

/// The first position of a day.
pub(crate) fn first_of(date: NaiveDate) -> i64 {
    days(date) * DAY * PROJECTS
}

/// Days since 1970. Kept to twelve thousand years on either side, which leaves the sums whole.
fn days(date: NaiveDate) -> i64 {
    let since = date.signed_duration_since(NaiveDate::default()).num_days();
    since.clamp(-4_500_000, 4_500_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_ordered_as_day_and_short_id_are() {
        let of = |day: &str, short: &str| {
            positions(
                day.parse().expect("a day"),
                &short.parse().expect("a short id"),
            )
        };
        let ordered = [
            of("1969-12-31", "ZZZZZZ"),
            of("2022-09-30", "222222"),
            of("2022-09-30", "7K3QXM"),
            of("2022-09-30", "ZZZZZZ"),
            of("2022-10-01", "222222"),
        ];
        for pair in ordered.windows(2) {
            assert!(pair[0].end <= pair[1].start, "{pair:?}");
        }
        assert_eq!(
            ordered[4].start,
            first_of("2022-10-01".parse().expect("a day"))
        );
    }
}
