//! What a file's claims are held against: when it came, and where and when the submitter says.

use cairn_domain::{File, metadata::Known};
use cairn_storage::ItemRecord;
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

/// What is known of a file beside its own claims. `zone` is the project's.
pub(super) fn known(zone: &str, item: &ItemRecord, file: &File) -> Known {
    let written = cairn_place::parse(&item.claimed_where).ok();
    let written = written.map(|reading| (reading.point, reading.precision_m));
    Known {
        received_at: item.received_at,
        claimed_place: written.or_else(|| cairn_place::named_in(&item.claimed_where)),
        claimed_until: last_instant(&item.claimed_when, zone),
        pixels: file.width.zip(file.height),
        duration_s: file.duration_s,
    }
}

/// The last instant of a day or a minute, if the submitter wrote one that can be read. Times
/// without a zone are in the project's.
fn last_instant(text: &str, zone: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    if let Ok(at) = text.parse::<DateTime<Utc>>() {
        return Some(at);
    }
    let minute = ["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"]
        .iter()
        .find_map(|shape| NaiveDateTime::parse_from_str(text, shape).ok());
    let end_of_day = || {
        let day = text.parse::<NaiveDate>().ok()?;
        Some(day.succ_opt()?.and_time(NaiveTime::MIN) - TimeDelta::seconds(1))
    };
    let local = minute.or_else(end_of_day)?;
    let zone = cairn_place::zone::parse_zone(zone).ok()?;
    cairn_place::instant(local, zone).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_ends_at_midnight_in_the_zone_of_the_project() {
        let last = |text| last_instant(text, "Asia/Kabul").map(|at| at.to_rfc3339());
        let expected = |text: &str| Some(text.to_owned());
        assert_eq!(last("2022-09-30"), expected("2022-09-30T19:29:59+00:00"));
        assert_eq!(
            last("2022-09-30 07:30"),
            expected("2022-09-30T03:00:00+00:00")
        );
        assert_eq!(
            last("2022-09-30T07:30:00Z"),
            expected("2022-09-30T07:30:00+00:00")
        );
        assert_eq!(last("in the morning"), None);
    }
}
