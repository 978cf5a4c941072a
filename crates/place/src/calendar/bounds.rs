//! What a date of EDTF says at the least: its first and its last day or second.

use std::fmt::{self, Display};

use chrono::{DateTime, Days, Duration, FixedOffset, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;
use serde::{Serialize, Serializer};

use super::edtf::{Date, Edtf, End, Qualifier, Value};
use crate::zone::{self, BadLocalTime};

/// One end: a day, or a second on some clock or in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// A day, in whatever zone the date is meant.
    Day(NaiveDate),
    /// What a clock showed, in whatever zone it is meant.
    Clock(NaiveDateTime),
    /// An instant.
    Instant(DateTime<FixedOffset>),
}

/// The earliest and the latest that a date allows; `None` where an interval is open or unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Bounds {
    /// Nothing before it.
    pub earliest: Option<Bound>,
    /// Nothing after it: that day or second included.
    pub latest: Option<Bound>,
    /// How the date is meant. The bounds do not allow for it.
    pub qualifier: Option<Qualifier>,
}

/// The first and the last instant, open where the date is.
pub type Instants = (Option<DateTime<Utc>>, Option<DateTime<Utc>>);

impl Edtf {
    /// Its earliest and latest. Seasons are those of the north, in whole months: spring is March to
    /// May, winter December to February of the next year.
    pub fn bounds(&self) -> Bounds {
        let (from, to) = match *self {
            Self::Single(date) => (Some(date), Some(date)),
            Self::Interval(from, to) => (from.date(), to.date()),
        };
        let qualifier = |date: Option<Date>| date.and_then(|date| date.qualifier);
        Bounds {
            earliest: from.and_then(|date| date.value.earliest()),
            latest: to.and_then(|date| date.value.latest()),
            qualifier: Qualifier::joined(qualifier(from), qualifier(to)),
        }
    }
}

impl End {
    fn date(self) -> Option<Date> {
        match self {
            Self::Date(date) => Some(date),
            Self::Open | Self::Unknown => None,
        }
    }
}

impl Value {
    fn earliest(self) -> Option<Bound> {
        self.at_second()
            .or_else(|| self.first_day().map(Bound::Day))
    }

    fn latest(self) -> Option<Bound> {
        self.at_second().or_else(|| self.last_day().map(Bound::Day))
    }

    fn at_second(self) -> Option<Bound> {
        let Self::Time { clock, offset } = self else {
            return None;
        };
        Some(match offset {
            Some(offset) => Bound::Instant((clock - offset).and_utc().with_timezone(&offset)),
            None => Bound::Clock(clock),
        })
    }

    /// The first day; `None` if the calendar has no such.
    pub(super) fn first_day(self) -> Option<NaiveDate> {
        match self {
            Self::Year { year, .. } => NaiveDate::from_ymd_opt(year, 1, 1),
            Self::Season { year, season } => {
                NaiveDate::from_ymd_opt(year, 3 * (u32::from(season) - 20), 1)
            }
            Self::Month { year, month } => day(year, month.unwrap_or(1), 1),
            Self::Day {
                year,
                month,
                day: d,
            } => day(year, month.unwrap_or(1), d.unwrap_or(1)),
            Self::Time { clock, .. } => Some(clock.date()),
        }
    }

    fn last_day(self) -> Option<NaiveDate> {
        match self {
            Self::Year { year, masked } => {
                let span = [1, 10, 100].get(usize::from(masked))?;
                NaiveDate::from_ymd_opt(if year < 0 { year } else { year + span - 1 }, 12, 31)
            }
            Self::Season { .. } => months_later(self.first_day()?, 3),
            Self::Month { year, month: None }
            | Self::Day {
                year, month: None, ..
            } => NaiveDate::from_ymd_opt(year, 12, 31),
            Self::Month { .. } | Self::Day { day: None, .. } => months_later(self.first_day()?, 1),
            Self::Day { .. } | Self::Time { .. } => self.first_day(),
        }
    }
}

fn day(year: i32, month: u8, day: u8) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month.into(), day.into())
}

/// The last day of so many months that begin with a day.
fn months_later(first: NaiveDate, months: u32) -> Option<NaiveDate> {
    first
        .checked_add_months(chrono::Months::new(months))?
        .checked_sub_days(Days::new(1))
}

impl Bounds {
    /// Whether the latest surely lies before the earliest, wherever days and clocks are meant.
    pub(super) fn is_reversed(&self) -> bool {
        let Some((earliest, latest)) = self.earliest.zip(self.latest) else {
            return false;
        };
        match (earliest, latest) {
            (Bound::Instant(earliest), Bound::Instant(latest)) => latest < earliest,
            (Bound::Clock(earliest), Bound::Clock(latest)) => latest < earliest,
            (earliest, latest) => latest.day() < earliest.day(),
        }
    }

    /// The instants that bound it, with days and clocks taken in a zone: from the first instant of
    /// the earliest to the last millisecond of the latest.
    ///
    /// # Errors
    /// [`BadLocalTime`] if a clock there never showed the time, or showed it twice.
    pub fn in_zone(&self, zone: Tz) -> Result<Instants, BadLocalTime> {
        let first = |bound: Bound| match bound {
            Bound::Day(day) => Ok(start_of(day, zone)),
            Bound::Clock(clock) => zone::instant(clock, zone),
            Bound::Instant(at) => Ok(at.to_utc()),
        };
        let last = |bound: Bound| match bound {
            Bound::Day(day) => {
                let next = day.succ_opt().unwrap_or(day);
                Ok(start_of(next, zone) - Duration::milliseconds(1))
            }
            second => first(second).map(|at| at + Duration::milliseconds(999)),
        };
        let earliest = self.earliest.map(first).transpose()?;
        Ok((earliest, self.latest.map(last).transpose()?))
    }
}

fn start_of(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    zone::first_instant_from(day.and_time(chrono::NaiveTime::MIN), zone)
}

impl Bound {
    fn day(self) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Clock(clock) => clock.date(),
            Self::Instant(at) => at.date_naive(),
        }
    }
}

impl Display for Bound {
    /// `2021-08-26`, `2021-08-26T17:50:00` or RFC 3339.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => day.fmt(f),
            Self::Clock(clock) => clock.format("%Y-%m-%dT%H:%M:%S").fmt(f),
            Self::Instant(at) => {
                let text = at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
                f.write_str(&text)
            }
        }
    }
}

impl Serialize for Bound {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
