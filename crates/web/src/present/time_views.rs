//! A time as others write it: in the calendar of Afghanistan, and as an uncertain date (EDTF). Views
//! only; what is recorded is the interval in UTC.

use cairn_domain::{Chronolocation, TimePrecision};
use cairn_place::calendar::SolarHijri;
use chrono::NaiveDate;
use chrono_tz::Tz;

/// The local days of a time, first and last.
fn days(time: &Chronolocation) -> (NaiveDate, NaiveDate) {
    let zone: Tz = time.zone.parse().unwrap_or(Tz::UTC);
    let ends = [time.interval.earliest(), time.interval.latest()];
    let [first, last] = ends.map(|at| at.with_timezone(&zone).date_naive());
    (first, last)
}

/// `8 Mizan 1401 (۸ میزان ۱۴۰۱)`, or the first and the last day; empty for years that cannot be told.
pub(crate) fn solar_hijri(time: &Chronolocation) -> String {
    let (first, last) = days(time);
    let words = |day| {
        let day = SolarHijri::from_gregorian(day).ok()?;
        Some(format!("{} ({})", day.in_latin(), day.in_dari()))
    };
    match (words(first), words(last)) {
        (Some(one), Some(other)) if one == other => one,
        (Some(one), Some(other)) => format!("{one} – {other}"),
        _ => String::new(),
    }
}

/// `2022-09-30`, `2022-09-29/2022-09-30`, `2022-09`: the dates of an interval, as coarse as it is known.
pub(crate) fn edtf(time: &Chronolocation) -> String {
    let format = match time.precision {
        TimePrecision::Month => "%Y-%m",
        _ => "%Y-%m-%d",
    };
    let (first, last) = days(time);
    let [one, other] = [first, last].map(|day| day.format(format).to_string());
    if one == other {
        one
    } else {
        format!("{one}/{other}")
    }
}

#[cfg(test)]
mod tests {
    use cairn_domain::Interval;
    use cairn_place::calendar::parse_edtf;

    use super::*;

    fn time(earliest: &str, latest: &str, precision: TimePrecision) -> Chronolocation {
        let at = |text: &str| text.parse().expect("an instant");
        Chronolocation {
            interval: Interval::try_new(at(earliest), at(latest)).expect("in order"),
            zone: "Asia/Kabul".into(),
            precision,
            bounds: Vec::new(),
        }
    }

    #[test]
    fn days_are_those_of_local_clocks_in_both_calendars() {
        // 00:10 and 08:00 on 30 September in Kabul.
        let one = time(
            "2022-09-29T19:40:00Z",
            "2022-09-30T03:30:00Z",
            TimePrecision::Hour,
        );
        assert_eq!(edtf(&one), "2022-09-30");
        assert_eq!(solar_hijri(&one), "8 Mizan 1401 (۸ میزان ۱۴۰۱)");
        let two = time(
            "2022-09-29T19:20:00Z",
            "2022-09-30T03:30:00Z",
            TimePrecision::Hour,
        );
        assert_eq!(edtf(&two), "2022-09-29/2022-09-30");
        assert!(
            solar_hijri(&two).starts_with("7 Mizan 1401 (")
                && solar_hijri(&two).contains(" – 8 Mizan")
        );
        let month = time(
            "2022-09-01T00:00:00Z",
            "2022-09-30T03:30:00Z",
            TimePrecision::Month,
        );
        assert_eq!(edtf(&month), "2022-09");
        for one in [one, two, month] {
            assert!(parse_edtf(&edtf(&one)).is_ok(), "{}", edtf(&one));
        }
    }
}
