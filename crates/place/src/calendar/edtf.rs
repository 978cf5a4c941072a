//! The Extended Date/Time Format of the Library of Congress (ISO 8601-2:2019, annex A), levels 0
//! and 1: what can be said in it, and writing it.

use std::fmt::{self, Display};

use cairn_domain::vocabulary;
use chrono::{FixedOffset, NaiveDateTime};

vocabulary! {
    /// How a date is meant. It never moves the bounds: what "about" allows is for people to say.
    pub enum Qualifier {
        /// `?`: the source may be wrong.
        Uncertain = "uncertain",
        /// `~`: about then.
        Approximate = "approximate",
        /// `%`: both.
        Both = "uncertain_and_approximate",
    }
}

impl Qualifier {
    /// The sign after the date.
    pub(super) fn sign(self) -> char {
        match self {
            Self::Uncertain => '?',
            Self::Approximate => '~',
            Self::Both => '%',
        }
    }

    /// What is to be said of an interval whose ends are so qualified.
    pub(super) fn joined(a: Option<Self>, b: Option<Self>) -> Option<Self> {
        match (a, b) {
            (Some(a), Some(b)) if a != b => Some(Self::Both),
            (a, b) => a.or(b),
        }
    }
}

/// A date, an instant or an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edtf {
    /// One date or instant.
    Single(Date),
    /// From one to another, both included; at least one is a date.
    Interval(End, End),
}

/// An end of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// A date or instant.
    Date(Date),
    /// `..`: there is no end.
    Open,
    /// Nothing written: there is an end, and nobody knows it.
    Unknown,
}

/// A date or instant with what is said of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date {
    /// When.
    pub value: Value,
    /// How it is meant.
    pub qualifier: Option<Qualifier>,
}

/// When, as finely as it is written. Years are those of the proleptic Gregorian calendar, 0 before
/// 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// `2021`, `202X` or `20XX`: the last `masked` digits are not known and 0 here.
    Year {
        /// The year.
        year: i32,
        /// 0, 1 or 2.
        masked: u8,
    },
    /// `2021-21`: 21 spring, 22 summer, 23 autumn, 24 winter.
    Season {
        /// The year.
        year: i32,
        /// 21..=24.
        season: u8,
    },
    /// `2021-08` or `2021-XX`.
    Month {
        /// The year.
        year: i32,
        /// 1..=12, if known.
        month: Option<u8>,
    },
    /// `2021-08-26`, `2021-08-XX` or `2021-XX-XX`.
    Day {
        /// The year.
        year: i32,
        /// 1..=12, if known.
        month: Option<u8>,
        /// 1..=31, if known; never without a month.
        day: Option<u8>,
    },
    /// `2021-08-26T17:50:00`, with `Z` or an offset if one is written.
    Time {
        /// What the clock showed.
        clock: NaiveDateTime,
        /// How far that clock was ahead of UTC, if it is said.
        offset: Option<FixedOffset>,
    },
}

impl Display for Edtf {
    /// Writes it in its one canonical form; [`super::parse_edtf`] reads it back.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Single(date) => date.fmt(f),
            Self::Interval(from, to) => write!(f, "{from}/{to}"),
        }
    }
}

impl Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => date.fmt(f),
            Self::Open => f.write_str(".."),
            Self::Unknown => Ok(()),
        }
    }
}

impl Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)?;
        self.qualifier
            .map_or(Ok(()), |qualifier| write!(f, "{}", qualifier.sign()))
    }
}

impl Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let two = |number: Option<u8>| number.map_or("XX".to_owned(), |n| format!("{n:02}"));
        match *self {
            Self::Year { year, masked } => {
                let digits = written_year(year);
                let known = digits.len() - usize::from(masked);
                write!(f, "{}{}", &digits[..known], "X".repeat(masked.into()))
            }
            Self::Season { year, season } => write!(f, "{}-{season}", written_year(year)),
            Self::Month { year, month } => write!(f, "{}-{}", written_year(year), two(month)),
            Self::Day { year, month, day } => {
                write!(f, "{}-{}-{}", written_year(year), two(month), two(day))
            }
            Self::Time { clock, offset } => {
                write!(f, "{}", clock.format("%Y-%m-%dT%H:%M:%S"))?;
                match offset {
                    Some(offset) if offset.local_minus_utc() == 0 => f.write_str("Z"),
                    Some(offset) => offset.fmt(f),
                    None => Ok(()),
                }
            }
        }
    }
}

/// Four digits, or `Y` before more.
fn written_year(year: i32) -> String {
    match year {
        0..=9_999 => format!("{year:04}"),
        -9_999..0 => format!("-{:04}", -year),
        _ => format!("Y{year}"),
    }
}
