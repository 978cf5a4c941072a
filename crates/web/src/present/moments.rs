//! Times: local to the project's zone on screen, UTC on hover.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::i18n::Translator;

/// A moment ready to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Moment {
    /// In the project's zone: `30 Sep 2022, 07:31`.
    pub(crate) local: String,
    /// RFC 3339 in UTC.
    pub(crate) utc: String,
}

/// A moment in an IANA zone; an unknown zone reads as UTC.
pub(crate) fn moment(at: DateTime<Utc>, zone: &str) -> Moment {
    let zone: Tz = zone.parse().unwrap_or(Tz::UTC);
    Moment {
        local: at
            .with_timezone(&zone)
            .format("%-d %b %Y, %H:%M")
            .to_string(),
        utc: at.format("%Y-%m-%dT%H:%MZ").to_string(),
    }
}

/// How long ago, in the coarsest unit that says something: `3 d`, `5 h`, `2 min`.
pub(crate) fn age(t: &Translator, now: DateTime<Utc>, since: DateTime<Utc>) -> String {
    let passed = now - since;
    let (key, count) = match (passed.num_days(), passed.num_hours(), passed.num_minutes()) {
        (days, _, _) if days > 0 => ("age-days", days),
        (_, hours, _) if hours > 0 => ("age-hours", hours),
        (_, _, minutes) => ("age-minutes", minutes.max(0)),
    };
    t.get1(key, "count", count)
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;

    #[test]
    fn kabul_is_four_and_a_half_hours_ahead() {
        let at = Utc
            .with_ymd_and_hms(2022, 9, 30, 3, 1, 0)
            .single()
            .expect("a real moment");
        let kabul = moment(at, "Asia/Kabul");
        assert_eq!(kabul.local, "30 Sep 2022, 07:31");
        assert_eq!(kabul.utc, "2022-09-30T03:01Z");
        assert_eq!(moment(at, "Nowhere/At all").local, "30 Sep 2022, 03:01");
    }
}
