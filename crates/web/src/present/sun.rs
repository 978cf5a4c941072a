//! Where the sun stood, in words.

use cairn_app::review::FindingView;
use cairn_domain::{FindingBody, Point};
use cairn_place::{SunPosition, sun_at};
use chrono::{DateTime, Utc};

use super::{Moment, moment};
use crate::i18n::Translator;

/// The sun at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SunRow {
    pub(crate) at: Moment,
    pub(crate) azimuth: String,
    pub(crate) elevation: String,
    pub(crate) shadow: String,
}

/// The sun at the earliest, middle and latest moment of a chronolocation.
pub(crate) fn finding_sun(t: &Translator, view: &FindingView) -> Vec<SunRow> {
    let (Some(positions), FindingBody::Chronolocation(time)) = (view.sun, &view.finding.body)
    else {
        return Vec::new();
    };
    let interval = time.interval;
    let moments = [interval.earliest(), interval.middle(), interval.latest()];
    let row = |(at, sun)| sun_row(t, at, sun, &time.zone);
    moments.into_iter().zip(positions).map(row).collect()
}

fn sun_row(t: &Translator, at: DateTime<Utc>, sun: SunPosition, zone: &str) -> SunRow {
    let shadow = match sun.shadow_ratio {
        Some(ratio) => t.get2(
            "sun-shadow",
            "ratio",
            format!("{ratio:.2}"),
            "azimuth",
            degrees(sun.shadow_azimuth_deg),
        ),
        None => t.get("sun-down"),
    };
    SunRow {
        at: moment(at, zone),
        azimuth: format!("{}°", degrees(sun.azimuth_deg)),
        elevation: format!("{}°", degrees(sun.apparent_elevation_deg)),
        shadow,
    }
}

/// The sun over a place at one moment, in words; nothing for years nobody can compute.
pub(crate) fn sun_over(
    t: &Translator,
    place: Point,
    at: DateTime<Utc>,
    zone: &str,
) -> Option<(SunPosition, SunRow)> {
    let sun = sun_at(place, 0.0, at, None).ok()?;
    Some((sun, sun_row(t, at, sun, zone)))
}

/// One decimal: finer than anybody measures on a shadow.
pub(crate) fn degrees(degrees: f64) -> String {
    format!("{degrees:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Locales;

    #[test]
    fn the_sun_over_kabul_on_a_morning_of_september() {
        let t = Locales::load().get(None);
        let kabul = Point::try_new(34.5281, 69.1723).expect("on the globe");
        let at = "2022-09-30T03:00:00Z".parse().expect("a moment");
        let (sun, row) = sun_over(&t, kabul, at, "Asia/Kabul").expect("computable");
        assert!(sun.is_up());
        assert_eq!(row.at.local, "30 Sep 2022, 07:30");
        assert!(row.shadow.contains("times"), "{}", row.shadow);
        let night = "2022-09-30T19:00:00Z".parse().expect("a moment");
        let (_, row) = sun_over(&t, kabul, night, "Asia/Kabul").expect("computable");
        assert_eq!(row.shadow, t.get("sun-down"));
    }
}
