//! Facts of published records in words: days, counts with their uncertainty, places and radii.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use cairn_app::public::PublicIncident;
use cairn_domain::DatePrecision;

use crate::{i18n::Translator, present::incident_facts::days_words};

/// When it happened, as finely as that is published.
pub(crate) fn days(t: &Translator, incident: &PublicIncident) -> String {
    let days = (incident.date, incident.date_end);
    days_words(t, days, incident.date_precision)
}

/// The same for programs: a day, a week or a month (HTML, "valid date string").
pub(super) fn iso(incident: &PublicIncident) -> String {
    let format = match incident.date_precision {
        DatePrecision::Month => "%Y-%m",
        DatePrecision::Week => "%G-W%V",
        DatePrecision::Day | DatePrecision::Range => "%Y-%m-%d",
    };
    incident.date.format(format).to_string()
}

/// `30 Sep 2022`
pub(crate) fn day(date: NaiveDate) -> String {
    date.format("%-d %b %Y").to_string()
}

/// The day of a moment in an IANA zone.
pub(super) fn day_in(at: DateTime<Utc>, zone: &str) -> String {
    let zone: Tz = zone.parse().unwrap_or(Tz::UTC);
    day(at.with_timezone(&zone).date_naive())
}

/// `18`, `25 to 54`, `at least 183`, `up to 3`, `none`, `not known`. Unknown is never zero.
pub(super) fn count(t: &Translator, low: Option<u32>, high: Option<u32>) -> String {
    match (low, high) {
        (None, None) => t.get("public-count-unknown"),
        (Some(0), Some(0)) => t.get("public-count-none"),
        (Some(low), Some(high)) if low == high => t.get1("public-count-exact", "low", low),
        (Some(low), Some(high)) => t.get2("public-count-range", "low", low, "high", high),
        (Some(low), None) => t.get1("public-count-least", "low", low),
        (None, Some(high)) => t.get1("public-count-most", "high", high),
    }
}

/// `25 to 54 killed`, or nothing when it is not known.
pub(super) fn toll(t: &Translator, key: &str, low: Option<u32>, high: Option<u32>) -> String {
    if low.is_none() && high.is_none() {
        return String::new();
    }
    t.get1(key, "count", count(t, low, high))
}

/// A radius in metres, rounded up so that it never claims more than is known: `730 m`, `1.8 km`.
pub(crate) fn radius(metres: f64) -> String {
    if metres < 1_000.0 {
        return format!("{:.0} m", (metres / 10.0).ceil() * 10.0);
    }
    let km = (metres / 100.0).ceil() / 10.0;
    if km < 10.0 {
        format!("{km:.1} km")
    } else {
        format!("{:.0} km", km.ceil())
    }
}

/// `Within 1.8 km of this point`
pub(super) fn within(t: &Translator, metres: f64) -> String {
    t.get1("public-incident-precision", "radius", radius(metres))
}

/// Coordinates as published: they were rounded to what their precision supports before they were
/// stored, so printing all their digits adds none.
pub(crate) fn coordinates(lat: f64, lon: f64) -> String {
    format!("{lat}, {lon}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Locales;

    #[test]
    fn unknown_is_not_none() {
        let t = Locales::load().get(None);
        let words = |low, high| count(&t, low, high);
        assert_eq!(words(Some(0), Some(0)), "none");
        assert_eq!(words(None, None), "not known");
        assert_eq!(words(Some(183), None), "at least 183");
        assert_eq!(words(Some(25), Some(54)), "25 to 54");
        assert_eq!(words(Some(18), Some(18)), "18");
        assert_eq!(toll(&t, "public-toll-killed", None, None), "");
    }

    #[test]
    fn radii_are_rounded_up() {
        assert_eq!(radius(729.0), "730 m");
        assert_eq!(radius(1_730.0), "1.8 km");
        assert_eq!(radius(50_000.0), "50 km");
    }
}
