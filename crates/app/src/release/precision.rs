//! Words that name a place more finely than its record is published, in any notation.

use cairn_dataset::PublicIncident;
use cairn_domain::Point;

/// A degree of latitude, WGS 84 mean.
const DEGREE_M: f64 = 111_320.0;
/// Degrees around a published point within which a place is taken for it.
const NEAR_DEGREES: f64 = 1.0;
/// Readings that come within this of a published digit are as fine as it: a metre of a grid reference and the
/// 1.1 m of a fifth decimal are.
const SAME: f64 = 0.85;

/// Names of the fields whose words do, each once.
pub(super) fn too_precise(incident: &PublicIncident) -> Vec<String> {
    cairn_dataset::too_precise(incident, |text, points, decimals| {
        let mut points = points
            .iter()
            .filter_map(|(lat, lon)| Point::try_new(*lat, *lon).ok());
        let unit_m = DEGREE_M / 10_f64.powi(i32::try_from(decimals).unwrap_or(i32::MAX));
        points.any(|published| {
            let read = cairn_place::found_in(text, published);
            let mut near = read.iter().filter(|place| is_near(place.point, published));
            near.any(|place| place.precision_m < unit_m * SAME)
        })
    })
}

fn is_near(place: Point, published: Point) -> bool {
    (place.lat() - published.lat()).abs() < NEAR_DEGREES
        && (place.lon() - published.lon()).abs() < NEAR_DEGREES
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    fn fields(summary: &str, precision_m: f64) -> Vec<String> {
        let mut incident = PublicIncident::bare("AFG-7K3QXM", "", NaiveDate::default(), 1);
        (incident.lat, incident.lon) = (Some(34.502), Some(69.065));
        incident.precision_m = precision_m;
        incident.summary = summary.into();
        too_precise(&incident)
    }

    #[test]
    fn no_notation_tells_more_than_the_point() {
        for summary in [
            "At 34°29'54.6\"N 69°03'52.3\"E, by the river.",
            "At 34°29.9101'N, 69°03.8721'E.",
            "Grid 42S WD 05908 17315.",
            "The code is 8J6FF3X7+CR.",
            "در ۳۴٫۴۹۸۵۱، ۶۹٫۰۶۴۵۲ دیده شد.",
            "At 34.49851 N",
        ] {
            assert_eq!(fields(summary, 900.0), ["summary"], "{summary}");
        }
    }

    #[test]
    fn what_is_as_coarse_as_the_point_or_elsewhere_may_be_said() {
        for summary in [
            "Near 34°30'N 69°04'E, 34 killed and 69 injured on 30 September 2022.",
            "The other house is at 12°29'54.6\"N 13°03'52.3\"E.",
        ] {
            assert_eq!(fields(summary, 900.0), Vec::<String>::new(), "{summary}");
        }
        assert_eq!(
            fields("Grid 42S WD 05908 17315.", 1.0),
            Vec::<String>::new()
        );
    }
}
