//! Reading EDTF, levels 0 and 1.

use chrono::{FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};

use super::edtf::{Date, Edtf, End, Qualifier, Value};
use crate::text;

/// Why text is no date of EDTF level 0 or 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotEdtf {
    /// Not of any form that is known.
    #[error(
        "`{0}` is not a date. Write 2021-08-26, 2021-08, 2021-08~, 2021-08-24/2021-08-26 or ../2021-08-26."
    )]
    Form(String),
    /// Of a known form, but no such day or time exists.
    #[error("`{0}` does not exist in the calendar.")]
    NoSuchDate(String),
    /// An interval that ends before it begins.
    #[error("`{0}` ends before it begins.")]
    Reversed(String),
    /// A year that cannot be computed with.
    #[error("The year in `{0}` is too far away.")]
    TooFar(String),
}

/// Reads EDTF of level 0 or 1: dates, qualified (`?` `~` `%`), with unspecified digits (`202X`,
/// `2021-XX`), seasons (`2021-21`), long years (`Y12021`), date and time with or without a zone,
/// intervals, also open (`..`) and unknown (nothing) at one end, also of instants.
///
/// # Errors
/// [`NotEdtf`] with the part that cannot be read. Level 2 is refused.
pub fn parse_edtf(text: &str) -> Result<Edtf, NotEdtf> {
    let plain = text::plain(text);
    let Some((from, to)) = plain.split_once('/') else {
        return date(&plain).map(Edtf::Single);
    };
    let (from, to) = (end(from)?, end(to)?);
    let has_date = [from, to].iter().any(|end| matches!(end, End::Date(_)));
    if !has_date {
        return Err(NotEdtf::Form(plain.into_owned()));
    }
    let interval = Edtf::Interval(from, to);
    if interval.bounds().is_reversed() {
        return Err(NotEdtf::Reversed(plain.into_owned()));
    }
    Ok(interval)
}

fn end(text: &str) -> Result<End, NotEdtf> {
    match text {
        "" => Ok(End::Unknown),
        ".." => Ok(End::Open),
        text => date(text).map(End::Date),
    }
}

fn date(text: &str) -> Result<Date, NotEdtf> {
    let qualifiers = Qualifier::ALL.iter().copied();
    let qualifier = qualifiers
        .into_iter()
        .find(|qualifier| text.ends_with(qualifier.sign()));
    let body = &text[..text.len() - usize::from(qualifier.is_some())];
    let value = match body.split_once('T') {
        Some((day, clock)) if qualifier.is_none() => time(day, clock, text)?,
        Some(_) => return Err(NotEdtf::Form(text.to_owned())),
        None => value(body, text)?,
    };
    Ok(Date { value, qualifier })
}

/// A date without its qualifier; `text` is what a refusal shows.
fn value(body: &str, text: &str) -> Result<Value, NotEdtf> {
    let form = || NotEdtf::Form(text.to_owned());
    let (year, rest) = year_part(body).ok_or_else(form)?;
    let parts: Vec<_> = rest.split('-').skip(1).collect();
    let parts = parts.as_slice();
    if parts.is_empty() {
        let (year, masked) = masked_year(year, text)?;
        return Ok(Value::Year { year, masked });
    }
    let year = match masked_year(year, text)? {
        (year, 0) => year,
        _ => return Err(form()),
    };
    let value = match *parts {
        [month] => match two(month).ok_or_else(form)? {
            Some(season @ 21..=24) => return Ok(Value::Season { year, season }),
            month => Value::Month { year, month },
        },
        [month, day] => {
            let (month, day) = (two(month).ok_or_else(form)?, two(day).ok_or_else(form)?);
            if month.is_none() && day.is_some() {
                return Err(form());
            }
            Value::Day { year, month, day }
        }
        _ => return Err(form()),
    };
    match value.first_day() {
        Some(_) => Ok(value),
        None => Err(NotEdtf::NoSuchDate(text.to_owned())),
    }
}

/// The year with its sign or `Y`, and what follows.
fn year_part(body: &str) -> Option<(&str, &str)> {
    let long = body.starts_with('Y');
    let signed = body[usize::from(long)..].starts_with('-');
    let start = usize::from(long) + usize::from(signed);
    let is_year = |c: char| c.is_ascii_digit() || c == 'X';
    let rest = body.get(start..)?.trim_start_matches(is_year);
    let digits = body.len() - start - rest.len();
    let wide = if long { digits >= 5 } else { digits == 4 };
    (wide && (rest.is_empty() || rest.starts_with('-')))
        .then(|| body.split_at(body.len() - rest.len()))
}

/// The year with zeros for what is not known, and how many digits that are.
fn masked_year(year: &str, text: &str) -> Result<(i32, u8), NotEdtf> {
    let digits = year.trim_start_matches('Y');
    let known = digits.trim_end_matches('X');
    let masked = digits.len() - known.len();
    // A year before 0 counts the other way, and its unspecified digits with it.
    let whole = masked == 0 || masked <= 2 && digits.len() == 4;
    if !whole || known.contains('X') {
        return Err(NotEdtf::Form(text.to_owned()));
    }
    let number = known.parse::<i64>().ok();
    let year = number.and_then(|known| i32::try_from(known * [1, 10, 100][masked]).ok());
    let year = year.filter(|year| NaiveDate::from_ymd_opt(*year, 12, 31).is_some());
    let year = year.ok_or_else(|| NotEdtf::TooFar(text.to_owned()))?;
    Ok((year, u8::try_from(masked).unwrap_or_default()))
}

/// Two digits, or `XX`; `None` if it is neither.
fn two(text: &str) -> Option<Option<u8>> {
    match text.as_bytes() {
        b"XX" => Some(None),
        [tens, ones] if tens.is_ascii_digit() && ones.is_ascii_digit() => {
            Some(Some((tens - b'0') * 10 + ones - b'0'))
        }
        _ => None,
    }
}

fn time(day: &str, clock: &str, text: &str) -> Result<Value, NotEdtf> {
    let form = || NotEdtf::Form(text.to_owned());
    let missing = || NotEdtf::NoSuchDate(text.to_owned());
    let value = value(day, text)?;
    let Value::Day { day: Some(_), .. } = value else {
        return Err(form());
    };
    let day = value.first_day().ok_or_else(missing)?;
    let (clock, zone) = match clock.find(['Z', '+', '-']) {
        Some(at) => clock.split_at(at),
        None => (clock, ""),
    };
    let parts: Option<Vec<_>> = clock.split(':').map(|part| two(part).flatten()).collect();
    let Some(&[hour, minute, second]) = parts.as_deref() else {
        return Err(form());
    };
    let time = NaiveTime::from_hms_opt(hour.into(), minute.into(), second.into());
    let clock = NaiveDateTime::new(day, time.ok_or_else(missing)?);
    let offset = offset(zone).ok_or_else(form)?;
    Ok(Value::Time { clock, offset })
}

/// `Z`, `+04`, `+04:30` or nothing; `None` if it is none of them.
fn offset(zone: &str) -> Option<Option<FixedOffset>> {
    let Some((sign, digits)) = zone.split_at_checked(1) else {
        return Some(None);
    };
    let seconds = match (sign, digits) {
        ("Z", "") => 0,
        ("Z", _) => return None,
        (sign, digits) => {
            let (hours, minutes) = digits.split_once(':').unwrap_or((digits, "00"));
            let (hours, minutes) = (two(hours)??, two(minutes)??);
            let seconds = i32::from(hours) * 3_600 + i32::from(minutes) * 60;
            let fits = minutes < 60 && (sign != "-" || seconds > 0);
            fits.then_some(if sign == "-" { -seconds } else { seconds })?
        }
    };
    FixedOffset::east_opt(seconds).map(Some)
}
