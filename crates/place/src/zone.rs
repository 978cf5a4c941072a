//! Between clocks on walls and instants: IANA time zones, and which of them a place has.

use chrono::{DateTime, Duration, LocalResult, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;

/// A name that is not in the IANA time zone database.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a time zone. Use a name like Asia/Kabul.")]
pub struct UnknownZone(pub String);

/// A reading of a clock that does not name one instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadLocalTime {
    /// The clocks were put forward over it.
    #[error("{local} never happened in {zone}: the clocks were put forward over it.")]
    Skipped {
        /// The reading.
        local: NaiveDateTime,
        /// Where.
        zone: Tz,
    },
    /// The clocks were put back over it.
    #[error(
        "{local} happened twice in {zone}, at {first} and at {second}: the clocks were put back. \
         Give the time in UTC, or bounds that hold both."
    )]
    Repeated {
        /// The reading.
        local: NaiveDateTime,
        /// Where.
        zone: Tz,
        /// The earlier instant.
        first: DateTime<Utc>,
        /// The later instant.
        second: DateTime<Utc>,
    },
}

/// A time zone by its IANA name, such as `Asia/Kabul`.
///
/// # Errors
/// [`UnknownZone`] if there is none of that name.
pub fn parse_zone(name: &str) -> Result<Tz, UnknownZone> {
    name.trim()
        .parse()
        .map_err(|_| UnknownZone(name.to_owned()))
}

/// The time zone that a point lies in, at sea by the meridian (`Etc/GMT-4`). The
/// outlines, by OpenStreetMap contributors (ODbL), are embedded and simplified: some hundred metres
/// from a border the answer may be the neighbour's. `None` if the zone is newer than the names that are known.
#[cfg(feature = "zones")]
pub fn zone_at(point: cairn_domain::Point) -> Option<Tz> {
    static FINDER: std::sync::LazyLock<tzf_rs::EmbeddedFinder> =
        std::sync::LazyLock::new(tzf_rs::EmbeddedFinder::new);
    FINDER.get_tz_name(point.lon(), point.lat()).parse().ok()
}

/// What clocks in a zone showed at an instant.
///
/// # Errors
/// [`UnknownZone`] if there is no zone of that name.
pub fn local(at: DateTime<Utc>, zone: &str) -> Result<DateTime<Tz>, UnknownZone> {
    Ok(at.with_timezone(&parse_zone(zone)?))
}

/// The instant at which clocks in a zone showed a time.
///
/// # Errors
/// [`BadLocalTime`] if they never did, or did twice.
pub fn instant(local: NaiveDateTime, zone: Tz) -> Result<DateTime<Utc>, BadLocalTime> {
    match zone.from_local_datetime(&local) {
        LocalResult::Single(at) => Ok(at.to_utc()),
        LocalResult::None => Err(BadLocalTime::Skipped { local, zone }),
        LocalResult::Ambiguous(first, second) => {
            let (first, second) = (first.to_utc(), second.to_utc());
            Err(BadLocalTime::Repeated {
                local,
                zone,
                first,
                second,
            })
        }
    }
}

/// The first instant that clocks in a zone showed this time or, if it was skipped, a later one.
pub(crate) fn first_instant_from(local: NaiveDateTime, zone: Tz) -> DateTime<Utc> {
    // No zone ever skipped more than a day; steps of a quarter hour meet every known change.
    let steps = (0..=100).map(|quarters| local + Duration::minutes(15 * quarters));
    steps
        .filter_map(|local| zone.from_local_datetime(&local).earliest())
        .map(|at| at.to_utc())
        .next()
        .unwrap_or_else(|| local.and_utc())
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    fn clock(year: i32, month: u32, day: u32, hour: u32, minute: u32) -> NaiveDateTime {
        let date = NaiveDate::from_ymd_opt(year, month, day).expect("a date");
        date.and_hms_opt(hour, minute, 0).expect("a time")
    }

    #[test]
    fn kabul_is_four_and_a_half_hours_ahead_all_year() {
        let kabul = parse_zone("Asia/Kabul").expect("a zone");
        for month in [1, 7] {
            let at = instant(clock(2022, month, 30, 7, 30), kabul).expect("one instant");
            assert_eq!(at.naive_utc(), clock(2022, month, 30, 3, 0));
            let back = local(at, "Asia/Kabul").expect("a zone");
            assert_eq!(
                back.to_rfc3339(),
                format!("2022-0{month}-30T07:30:00+04:30")
            );
        }
    }

    #[test]
    fn times_that_were_skipped_or_came_twice_are_refused_in_words() {
        let tehran = parse_zone("Asia/Tehran").expect("a zone");
        let skipped = instant(clock(2022, 3, 22, 0, 30), tehran).expect_err("clocks went forward");
        assert_eq!(
            skipped.to_string(),
            "2022-03-22 00:30:00 never happened in Asia/Tehran: the clocks were put forward over it."
        );
        let twice = instant(clock(2022, 9, 21, 23, 30), tehran).expect_err("clocks went back");
        assert!(
            twice
                .to_string()
                .contains("19:00:00 UTC and at 2022-09-21 20:00:00 UTC"),
            "{twice}"
        );
        assert!(
            instant(clock(2023, 3, 22, 0, 30), tehran).is_ok(),
            "abolished in 2022"
        );
    }

    #[test]
    fn unknown_zones_are_refused() {
        let error = local(clock(2022, 1, 1, 0, 0).and_utc(), "Kabul").expect_err("not IANA");
        assert_eq!(
            error.to_string(),
            "`Kabul` is not a time zone. Use a name like Asia/Kabul."
        );
    }

    #[test]
    fn a_day_that_begins_in_a_gap_begins_after_it() {
        let tehran = parse_zone("Asia/Tehran").expect("a zone");
        let start = first_instant_from(clock(2022, 3, 22, 0, 0), tehran);
        assert_eq!(start.naive_utc(), clock(2022, 3, 21, 20, 30));
        let apia = parse_zone("Pacific/Apia").expect("a zone");
        let skipped_day = first_instant_from(clock(2011, 12, 30, 0, 0), apia);
        assert_eq!(skipped_day.naive_utc(), clock(2011, 12, 30, 10, 0));
    }
}
