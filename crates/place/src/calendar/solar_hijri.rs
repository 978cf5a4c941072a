//! The Solar Hijri calendar of Afghanistan and Iran.
//!
//! The year begins with the day of the spring equinox. For the years here that is what a cycle of
//! 33 years with 8 leap years gives (the rule of ICU4X); before 1278 libraries that compute the
//! equinox and those that count begin to differ. Afghanistan has counted months in these lengths since 1337 (1958); older Afghan dates may
//! be a day or two off.

use std::fmt::{self, Display};

use chrono::{Datelike, NaiveDate};

use super::{Month, month_named, months};
use crate::text;

/// Years for which the cycle is the equinox's: March 1901 to March 2100 of the common era.
const YEARS: std::ops::RangeInclusive<i32> = 1_280..=1_478;

/// Days from 1 January of the year 1 of the common era, which is day 1, to the day before the cycle
/// of leap years, carried back to its first year, begins: a day before the calendar did.
const BEFORE: i32 = 226_894;

/// A day of the Solar Hijri calendar; always one that exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SolarHijri {
    year: i32,
    month: u8,
    day: u8,
}

/// Why something is no date of the calendar.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoSolarHijri {
    /// Not of a form that is known.
    #[error("`{0}` is not a Solar Hijri date. Write 1403-12-30 or 30 Hut 1403.")]
    Form(String),
    /// There is no such month, or the month has fewer days.
    #[error("{year:04}-{month:02}-{day:02} does not exist in the Solar Hijri calendar.")]
    NoSuchDay {
        /// As given.
        year: i32,
        /// As given.
        month: u8,
        /// As given.
        day: u8,
    },
    /// Outside the years that are computed with.
    #[error("The year {0} lies outside 1280 to 1478, for which the calendar is known.")]
    TooFar(i32),
}

impl SolarHijri {
    /// A day by its numbers.
    ///
    /// # Errors
    /// [`NoSolarHijri`] if it does not exist or lies too far away.
    pub fn try_new(year: i32, month: u8, day: u8) -> Result<Self, NoSolarHijri> {
        if !YEARS.contains(&year) {
            return Err(NoSolarHijri::TooFar(year));
        }
        let days = days_in(year, month).ok_or(NoSolarHijri::NoSuchDay { year, month, day })?;
        if (1..=days).contains(&day) {
            Ok(Self { year, month, day })
        } else {
            Err(NoSolarHijri::NoSuchDay { year, month, day })
        }
    }

    /// Reads `1403-12-30`, `1403/12/30` or day, month by name and year in either order, in Latin,
    /// Dari or Pashto: `30 Hut 1403`, `۳۰ حوت ۱۴۰۳`.
    ///
    /// # Errors
    /// [`NoSolarHijri`] if it cannot be read or does not exist.
    pub fn parse(text: &str) -> Result<Self, NoSolarHijri> {
        let form = || NoSolarHijri::Form(text.to_owned());
        let plain = text::plain(text);
        let parts = plain.split([' ', '-', '/', '.', ',']);
        let parts: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
        let &[first, middle, last] = parts.as_slice() else {
            return Err(form());
        };
        let named = month_named(middle).map(|month| month.number);
        let month = named.or_else(|| middle.parse().ok()).ok_or_else(form)?;
        // The year has four digits wherever it stands.
        let (year, day) = match (first.len(), last.len()) {
            (4, 1..=2) => (first, last),
            (1..=2, 4) => (last, first),
            _ => return Err(form()),
        };
        let number = |text: &str| text.parse::<u16>().map_err(|_| form());
        let day = u8::try_from(number(day)?).map_err(|_| form())?;
        Self::try_new(number(year)?.into(), month, day)
    }

    /// The day of the Gregorian calendar that it is.
    pub fn to_gregorian(self) -> NaiveDate {
        let month = i32::from(self.month);
        // Six months of 31 days, then months of 30.
        let before = if month <= 7 {
            31 * (month - 1)
        } else {
            30 * (month - 1) + 6
        };
        let days = before_year(self.year) + before + i32::from(self.day);
        NaiveDate::from_num_days_from_ce_opt(days).unwrap_or(NaiveDate::MIN)
    }

    /// The day that a day of the Gregorian calendar is.
    ///
    /// # Errors
    /// [`NoSolarHijri::TooFar`] outside the years 1280 to 1478.
    pub fn from_gregorian(date: NaiveDate) -> Result<Self, NoSolarHijri> {
        let days = date.num_days_from_ce();
        let guess = date.year() - 621;
        let year = if days > before_year(guess) {
            guess
        } else {
            guess - 1
        };
        let of_year = days - before_year(year) - 1;
        let (month, day) = match of_year {
            0..186 => (of_year / 31, of_year % 31),
            _ => (6 + (of_year - 186) / 30, (of_year - 186) % 30),
        };
        let number = |zero_based: i32| u8::try_from(zero_based + 1).unwrap_or_default();
        Self::try_new(year, number(month), number(day))
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.year
    }

    /// The month with its names.
    pub fn month(self) -> &'static Month {
        &months()[usize::from(self.month) - 1]
    }

    /// The day of the month.
    pub fn day(self) -> u8 {
        self.day
    }

    /// `30 Hut 1403`.
    pub fn in_latin(self) -> String {
        format!("{} {} {}", self.day, self.month().latin, self.year)
    }

    /// `۳۰ حوت ۱۴۰۳`, figures and all.
    pub fn in_dari(self) -> String {
        persian_digits(&format!("{} {} {}", self.day, self.month().dari, self.year))
    }

    /// `۳۰ کب ۱۴۰۳`, figures and all.
    pub fn in_pashto(self) -> String {
        persian_digits(&format!(
            "{} {} {}",
            self.day,
            self.month().pashto,
            self.year
        ))
    }
}

/// Days before the first of a year, counted as [`Datelike::num_days_from_ce`] counts.
fn before_year(year: i32) -> i32 {
    BEFORE + 365 * (year - 1) + (8 * year + 21).div_euclid(33)
}

/// How many days a month has; `None` if there is no such month.
fn days_in(year: i32, month: u8) -> Option<u8> {
    let is_leap = before_year(year + 1) - before_year(year) == 366;
    match month {
        1..=6 => Some(31),
        7..=11 => Some(30),
        12 => Some(if is_leap { 30 } else { 29 }),
        _ => None,
    }
}

fn persian_digits(text: &str) -> String {
    let persian = |c: char| match c.to_digit(10) {
        Some(digit) => char::from_u32(0x6f0 + digit).unwrap_or(c),
        None => c,
    };
    text.chars().map(persian).collect()
}

impl Display for SolarHijri {
    /// `1403-12-30`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}
