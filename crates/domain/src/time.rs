//! Intervals in UTC, and how precisely a moment is known.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::vocabulary;

vocabulary! {
    /// How finely a chronolocation is known; `bounded_only` means the interval says it all.
    pub enum TimePrecision {
        /// To the minute.
        Minute = "minute",
        /// To the hour.
        Hour = "hour",
        /// Morning, noon, evening …
        PartOfDay = "part_of_day",
        /// To the day.
        Day = "day",
        /// To the week.
        Week = "week",
        /// To the month.
        Month = "month",
        /// Only the two bounds are known.
        BoundedOnly = "bounded_only",
    }
}

/// A closed interval of instants, earliest ≤ latest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RawInterval")]
pub struct Interval {
    earliest: DateTime<Utc>,
    latest: DateTime<Utc>,
}

#[derive(Deserialize)]
struct RawInterval {
    earliest: DateTime<Utc>,
    latest: DateTime<Utc>,
}

/// Two bounds that contradict each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the earliest moment {earliest} lies after the latest {latest}")]
pub struct EmptyInterval {
    earliest: DateTime<Utc>,
    latest: DateTime<Utc>,
}

impl Interval {
    /// An interval from its bounds.
    pub fn try_new(earliest: DateTime<Utc>, latest: DateTime<Utc>) -> Result<Self, EmptyInterval> {
        if earliest <= latest {
            Ok(Self { earliest, latest })
        } else {
            Err(EmptyInterval { earliest, latest })
        }
    }

    /// First possible instant.
    pub fn earliest(self) -> DateTime<Utc> {
        self.earliest
    }

    /// Last possible instant.
    pub fn latest(self) -> DateTime<Utc> {
        self.latest
    }

    /// The middle, for drawing the sun when nothing finer is known.
    pub fn middle(self) -> DateTime<Utc> {
        self.earliest + (self.latest - self.earliest) / 2
    }

    /// What both intervals allow, or nothing if they contradict each other.
    pub fn intersection(self, other: Self) -> Option<Self> {
        let earliest = self.earliest.max(other.earliest);
        let latest = self.latest.min(other.latest);
        Self::try_new(earliest, latest).ok()
    }
}

impl TryFrom<RawInterval> for Interval {
    type Error = EmptyInterval;
    fn try_from(raw: RawInterval) -> Result<Self, EmptyInterval> {
        Self::try_new(raw.earliest, raw.latest)
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;

    #[test]
    fn intersects_or_contradicts() {
        let at = |h| {
            Utc.with_ymd_and_hms(2022, 9, 30, h, 0, 0)
                .single()
                .expect("real time")
        };
        let morning = Interval::try_new(at(3), at(7)).expect("ordered");
        let breakfast = Interval::try_new(at(6), at(9)).expect("ordered");
        let noon = Interval::try_new(at(8), at(9)).expect("ordered");
        assert_eq!(
            morning.intersection(breakfast),
            Interval::try_new(at(6), at(7)).ok()
        );
        assert_eq!(morning.intersection(noon), None);
        assert!(Interval::try_new(at(9), at(8)).is_err());
    }
}
