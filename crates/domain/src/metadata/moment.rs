//! Dates as cameras, phones, containers and editors write them.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::Parsed;

/// Longest text that is read as a date.
const LONGEST: usize = 48;

/// `2022:09:30 07:31:02`, `2022-09-30T07:31:02.5+04:30`, `20220930T073102Z`. A date without a
/// time of day is no moment: `NoDate`, like everything else that a clock cannot show.
pub(super) fn read(raw: &str) -> Parsed {
    let text = raw.trim_matches(|c: char| c == '\0' || c.is_whitespace());
    let says_something = text
        .chars()
        .any(|c| c.is_ascii_digit() && c != '0' || c.is_alphabetic());
    let no_date = Parsed::NoDate {
        is_blank: !says_something,
    };
    if text.len() > LONGEST || !text.is_ascii() {
        return no_date;
    }
    parse(text).unwrap_or(no_date)
}

fn parse(text: &str) -> Option<Parsed> {
    let (date, rest) = date(text)?;
    let rest = rest.strip_prefix(['T', ' ', 't'])?;
    let (time, zone) = time(rest.trim_start())?;
    Some(Parsed::Moment {
        local: NaiveDateTime::new(date, time),
        offset_minutes: offset(zone.trim())?,
    })
}

/// Digits of a fixed count, and what follows them.
fn digits(text: &str, count: usize) -> Option<(u32, &str)> {
    let head = text.get(..count)?;
    let is_number = head.bytes().all(|b| b.is_ascii_digit());
    Some((
        is_number.then(|| head.parse().ok()).flatten()?,
        &text[count..],
    ))
}

fn date(text: &str) -> Option<(NaiveDate, &str)> {
    let separator = |text| -> &str { str::strip_prefix(text, [':', '-', '/']).unwrap_or(text) };
    let (year, rest) = digits(text, 4)?;
    let (month, rest) = digits(separator(rest), 2)?;
    let (day, rest) = digits(separator(rest), 2)?;
    // Nothing was recorded by a camera before there were any.
    let year = i32::try_from(year).ok().filter(|year| *year >= 1800)?;
    Some((NaiveDate::from_ymd_opt(year, month, day)?, rest))
}

fn time(text: &str) -> Option<(NaiveTime, &str)> {
    let separator = |text| -> &str { str::strip_prefix(text, ':').unwrap_or(text) };
    let (hour, rest) = digits(text, 2)?;
    let (minute, rest) = digits(separator(rest), 2)?;
    let (second, rest) = digits(separator(rest), 2).unwrap_or((0, rest));
    let rest = match rest.strip_prefix('.') {
        Some(fraction) => fraction.trim_start_matches(|c: char| c.is_ascii_digit()),
        None => rest,
    };
    Some((NaiveTime::from_hms_opt(hour, minute, second)?, rest))
}

/// Outer `None`: what stands there is no zone. Inner `None`: no zone is written.
fn offset(text: &str) -> Option<Option<i16>> {
    if text.is_empty() {
        return Some(None);
    }
    if matches!(text, "Z" | "z" | "UTC") {
        return Some(Some(0));
    }
    let (sign, rest) = match text.as_bytes().first()? {
        b'+' => (1, &text[1..]),
        b'-' => (-1, &text[1..]),
        _ => return None,
    };
    let (hours, rest) = digits(rest, 2)?;
    let rest = rest.strip_prefix(':').unwrap_or(rest);
    let (minutes, rest) = digits(rest, 2).unwrap_or((0, rest));
    let minutes = i16::try_from(hours * 60 + minutes).ok()?;
    (rest.is_empty() && minutes <= 14 * 60).then_some(Some(sign * minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str, offset_minutes: Option<i16>) -> Parsed {
        Parsed::Moment {
            local: text.parse().expect("a clock"),
            offset_minutes,
        }
    }

    #[test]
    fn reads_dates_as_they_are_written() {
        for (raw, local, offset) in [
            ("2022:09:30 07:31:02", "2022-09-30T07:31:02", None),
            (
                "2022-09-30T07:31:02+04:30",
                "2022-09-30T07:31:02",
                Some(270),
            ),
            (
                "2022-09-30T03:01:02.000000Z",
                "2022-09-30T03:01:02",
                Some(0),
            ),
            (
                "2022-09-30T07:31:02-0330",
                "2022-09-30T07:31:02",
                Some(-210),
            ),
            ("20220930T073102", "2022-09-30T07:31:02", None),
            ("2022-09-30T07:31", "2022-09-30T07:31:00", None),
        ] {
            assert_eq!(read(raw), moment(local, offset), "{raw}");
        }
    }

    #[test]
    fn what_no_clock_shows_is_no_date() {
        for raw in ["0000:00:00 00:00:00", "    :  :     :  :  ", ""] {
            assert_eq!(read(raw), Parsed::NoDate { is_blank: true }, "{raw}");
        }
        for raw in [
            "9999:99:99 99:99:99",
            "2022:02:30 07:00:00",
            "yesterday",
            "2022-09-30",
            "2022-09-30T07:31:02 Kabul",
            "2022-09-30T07:31:02+99:00",
        ] {
            assert_eq!(read(raw), Parsed::NoDate { is_blank: false }, "{raw}");
        }
    }
}
