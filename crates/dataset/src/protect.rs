//! Publish-time protection of coordinates: snapping, honest widening, and no false digits.

use cairn_domain::Point;

/// Snaps a point to the centre of its grid cell of about `cell_m` metres and widens the precision
/// so that the true place still lies within it.
///
/// The widening is half the cell's diagonal, the same for every point of the cell: a widening that
/// depended on the true distance would give it away. A `cell_m` of 0 changes nothing.
pub fn protect(point: Point, precision_m: f64, cell_m: f64) -> (Point, f64) {
    if cell_m <= 0.0 {
        return (point, precision_m);
    }
    let half_diagonal_m = cell_m * std::f64::consts::FRAC_1_SQRT_2;
    // One metre more for the fifth decimal at which the domain rounds a cell's centre.
    (
        point.snapped_to(cell_m),
        (precision_m + half_diagonal_m + 1.0).ceil(),
    )
}

/// How many decimals of a degree a precision in metres supports.
pub fn decimals(precision_m: f64) -> usize {
    match precision_m {
        p if p <= 50.0 => 5,
        p if p <= 300.0 => 4,
        p if p <= 1_500.0 => 3,
        p if p <= 10_000.0 => 2,
        _ => 1,
    }
}

/// Degrees with only the decimals that `precision_m` supports; what pages and feeds must show.
pub fn rounded(degrees: f64, precision_m: f64) -> f64 {
    rounded_to(degrees, decimals(precision_m))
}

/// Degrees rounded to a number of decimals; never `-0`.
pub(crate) fn rounded_to(degrees: f64, decimals: usize) -> f64 {
    let scale = 10_f64.powi(i32::try_from(decimals).unwrap_or(5));
    (degrees * scale).round() / scale + 0.0
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_true_place_stays_within_the_published_precision(
            lat in -60.0..70.0_f64, lon in -179.0..179.0_f64, precision_m in 5.0..2_000.0_f64,
            cell_m in 100.0..20_000.0_f64, bearing in 0.0..360.0_f64,
        ) {
            let found = Point::try_new(lat, lon).unwrap();
            let (published, published_m) = protect(found, precision_m, cell_m);
            let north_m = bearing.to_radians().cos() * precision_m;
            let east_m = bearing.to_radians().sin() * precision_m;
            let truth = Point::try_new(
                lat + north_m / 111_320.0,
                lon + east_m / (111_320.0 * lat.to_radians().cos()),
            ).unwrap();
            prop_assert!(published.distance_m(truth) <= published_m * 1.002);
            prop_assert_eq!(protect(published, precision_m, cell_m).0, published, "once is enough");
        }

        #[test]
        fn decimals_never_promise_more_than_the_precision(precision_m in 0.1..200_000.0_f64) {
            // The step of the last digit, on the ground along a meridian.
            let step_m = 111_320.0 / 10_f64.powi(i32::try_from(decimals(precision_m)).unwrap());
            prop_assert!(step_m * 50.0 > precision_m.min(500_000.0), "digits are not thrown away");
            prop_assert!(decimals(precision_m) >= decimals(precision_m * 2.0), "coarser never adds digits");
            if precision_m > 10_000.0 { prop_assert_eq!(decimals(precision_m), 1); }
        }
    }

    #[test]
    fn the_same_cell_always_gives_the_same_answer() {
        let (a, a_m) = protect(Point::try_new(34.5301, 69.1701).unwrap(), 20.0, 1_000.0);
        let (b, b_m) = protect(Point::try_new(34.5307, 69.1709).unwrap(), 20.0, 1_000.0);
        assert_eq!((a, a_m), (b, b_m));
        assert_eq!(a_m, 729.0);
    }

    #[test]
    fn the_table_of_decimals() {
        let table = [
            (10.0, 5),
            (50.0, 5),
            (51.0, 4),
            (300.0, 4),
            (1_500.0, 3),
            (1_501.0, 2),
        ];
        for (precision_m, expected) in table {
            assert_eq!(decimals(precision_m), expected, "{precision_m} m");
        }
        assert_eq!((decimals(10_000.0), decimals(10_001.0)), (2, 1));
        assert!(
            rounded(-0.000_001, 50.0).is_sign_positive(),
            "no minus zero"
        );
    }
}
