//! Points written for people, in forms that every map and [`crate::parse`] read back.

use cairn_domain::Point;

use crate::{
    notation::{grid, plus_code},
    reading::DEGREE_M,
};

/// Decimal degrees with no more digits than the precision bears: `34.5587, 69.2217`.
///
/// One unit of the last digit is at most `precision_m` metres; 0 to 7 decimals. A precision that is
/// not a positive number gives all seven.
pub fn format_decimal(point: Point, precision_m: f64) -> String {
    let decimals = decimals(precision_m);
    format!(
        "{}, {}",
        rounded(point.lat(), decimals),
        rounded(point.lon(), decimals)
    )
}

fn decimals(precision_m: f64) -> usize {
    (0..7)
        .find(|&decimals| DEGREE_M * 0.1_f64.powi(decimals) <= precision_m)
        .and_then(|decimals| usize::try_from(decimals).ok())
        .unwrap_or(7)
}

fn rounded(degrees: f64, decimals: usize) -> String {
    let text = format!("{degrees:.decimals$}");
    let is_zero = text.chars().all(|c| matches!(c, '-' | '0' | '.'));
    if is_zero {
        text.trim_start_matches('-').to_owned()
    } else {
        text
    }
}

/// Degrees, minutes and seconds to a tenth (3 m): `34°33'31.3"N 69°13'18.1"E`.
pub fn format_dms(point: Point) -> String {
    format!(
        "{} {}",
        dms(point.lat(), ['N', 'S']),
        dms(point.lon(), ['E', 'W'])
    )
}

fn dms(degrees: f64, [positive, negative]: [char; 2]) -> String {
    // Counted in whole tenths of a second, so that 59.96" carries into the minutes.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 to 6 480 000 for any point on the globe"
    )]
    let tenths = (degrees.abs() * 36_000.0).round() as u32;
    let side = if degrees < 0.0 && tenths > 0 {
        negative
    } else {
        positive
    };
    let (minutes, tenths) = (tenths / 600, tenths % 600);
    let (degrees, minutes) = (minutes / 60, minutes % 60);
    format!(
        "{degrees}°{minutes:02}'{:02}.{}\"{side}",
        tenths / 10,
        tenths % 10
    )
}

/// The military grid reference of the square that a point lies in, the smallest that is no smaller
/// than the precision, 1 m to 100 km: `42S WD 20334 24126`. `None` beyond 80° S and 84° N, where
/// the grid is another.
pub fn format_mgrs(point: Point, precision_m: f64) -> Option<String> {
    let sides_m = [(5, 1.0), (4, 10.0), (3, 100.0), (2, 1e3), (1, 1e4)];
    let fits = sides_m.iter().find(|(_, side_m)| precision_m <= *side_m);
    grid::mgrs::format(point, fits.map_or(0, |(digits, _)| *digits))
}

/// Zone, band, easting and northing in whole metres: `42S 520334 3824126`. `None` beyond 80° S and
/// 84° N, where the grid is another.
pub fn format_utm(point: Point) -> Option<String> {
    grid::utm::format(point)
}

/// The Plus code of ten digits (a cell 14 m high): `8J5GH65C+FM`.
pub fn format_plus_code(point: Point) -> String {
    plus_code::format(point)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(lat: f64, lon: f64) -> Point {
        Point::try_new(lat, lon).expect("on the globe")
    }

    #[test]
    fn decimals_follow_the_precision() {
        let kabul = point(34.558_712_3, 69.221_734_9);
        for (precision_m, expected) in [
            (0.0, "34.5587123, 69.2217349"),
            (1.2, "34.55871, 69.22173"),
            (10.0, "34.55871, 69.22173"),
            (12.0, "34.5587, 69.2217"),
            (100.0, "34.5587, 69.2217"),
            (1_000.0, "34.559, 69.222"),
            (50_000.0, "34.6, 69.2"),
            (200_000.0, "35, 69"),
        ] {
            assert_eq!(
                format_decimal(kabul, precision_m),
                expected,
                "{precision_m} m"
            );
        }
        assert_eq!(
            format_decimal(point(-0.000_01, -0.6), 1_000.0),
            "0.000, -0.600"
        );
    }

    #[test]
    fn seconds_carry_and_hemispheres_follow_the_sign() {
        assert_eq!(
            format_dms(point(34.558_7, 69.221_7)),
            "34°33'31.3\"N 69°13'18.1\"E"
        );
        assert_eq!(
            format_dms(point(-33.999_999, -0.000_001)),
            "34°00'00.0\"S 0°00'00.0\"E"
        );
        assert_eq!(
            format_dms(point(-90.0, -180.0)),
            "90°00'00.0\"S 180°00'00.0\"W"
        );
    }
}
