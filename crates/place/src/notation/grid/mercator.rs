//! The transverse Mercator projection of WGS 84 as UTM uses it: Krüger's series in the third
//! flattening to its fourth power, better than a millimetre inside a zone (Krüger 1912; Karney,
//! *Transverse Mercator with an accuracy of a few nanometers*, 2011, equations 7 to 36).

/// Scale on the central meridian.
const K0: f64 = 0.9996;
/// Added to every easting, in metres.
pub(crate) const FALSE_EASTING_M: f64 = 500_000.0;
/// Added to northings south of the equator, in metres.
pub(crate) const FALSE_NORTHING_M: f64 = 10_000_000.0;

/// WGS 84: semi-major axis in metres, flattening.
const A: f64 = 6_378_137.0;
const F: f64 = 1.0 / 298.257_223_563;
/// Third flattening.
const N: f64 = F / (2.0 - F);
const N2: f64 = N * N;
const N3: f64 = N * N2;
const N4: f64 = N2 * N2;
/// Radius of the circle as long as a meridian, times the scale.
const RADIUS: f64 = K0 * A / (1.0 + N) * (1.0 + N2 / 4.0 + N4 / 64.0);

/// From conformal to grid coordinates.
const ALPHA: [f64; 4] = [
    N / 2.0 - 2.0 * N2 / 3.0 + 5.0 * N3 / 16.0 + 41.0 * N4 / 180.0,
    13.0 * N2 / 48.0 - 3.0 * N3 / 5.0 + 557.0 * N4 / 1_440.0,
    61.0 * N3 / 240.0 - 103.0 * N4 / 140.0,
    49_561.0 * N4 / 161_280.0,
];
/// From grid to conformal coordinates.
const BETA: [f64; 4] = [
    -(N / 2.0 - 2.0 * N2 / 3.0 + 37.0 * N3 / 96.0 - N4 / 360.0),
    -(N2 / 48.0 + N3 / 15.0 - 437.0 * N4 / 1_440.0),
    -(17.0 * N3 / 480.0 - 37.0 * N4 / 840.0),
    -(4_397.0 * N4 / 161_280.0),
];
/// From conformal to geodetic latitude.
const DELTA: [f64; 4] = [
    2.0 * N - 2.0 * N2 / 3.0 - 2.0 * N3 + 116.0 * N4 / 45.0,
    7.0 * N2 / 3.0 - 8.0 * N3 / 5.0 - 227.0 * N4 / 45.0,
    56.0 * N3 / 15.0 - 136.0 * N4 / 35.0,
    4_279.0 * N4 / 630.0,
];

/// `x + Σ cⱼ sin 2j x` for a complex `x = (re, im)`.
fn series(coefficients: &[f64; 4], re: f64, im: f64) -> (f64, f64) {
    let ((sin, cos), (sinh, cosh)) = ((2.0 * re).sin_cos(), sinh_cosh(2.0 * im));
    let (sin_x, cos_x) = ((sin * cosh, cos * sinh), (cos * cosh, -sin * sinh));
    // sin and cos of j times 2x, by adding 2x each time.
    let (mut s, mut c) = (sin_x, cos_x);
    let (mut sum_re, mut sum_im) = (re, im);
    for coefficient in coefficients {
        sum_re += coefficient * s.0;
        sum_im += coefficient * s.1;
        let next = |a: (f64, f64), b: (f64, f64), sign: f64| {
            let (p, q) = (times(a, cos_x), times(b, sin_x));
            (p.0 + sign * q.0, p.1 + sign * q.1)
        };
        (s, c) = (next(s, c, 1.0), next(c, s, -1.0));
    }
    (sum_re, sum_im)
}

fn times(a: (f64, f64), b: (f64, f64)) -> (f64, f64) {
    (a.0 * b.0 - a.1 * b.1, a.0 * b.1 + a.1 * b.0)
}

fn sinh_cosh(x: f64) -> (f64, f64) {
    let up = x.exp();
    let down = up.recip();
    ((up - down) / 2.0, (up + down) / 2.0)
}

/// Latitude, and longitude from the central meridian, in degrees, of an easting and a northing in
/// metres, both without what was added to them.
pub(crate) fn inverse(easting: f64, northing: f64) -> (f64, f64) {
    let (xi, eta) = series(&BETA, northing / RADIUS, easting / RADIUS);
    let (sinh, cosh) = sinh_cosh(eta);
    let (sin, cos) = xi.sin_cos();
    let conformal = (sin / cosh).asin();
    let (lat, _) = series(&DELTA, conformal, 0.0);
    (lat.to_degrees(), sinh.atan2(cos).to_degrees())
}

/// Easting and northing in metres, nothing added, of a latitude and a longitude from the central
/// meridian in degrees.
pub(crate) fn forward(lat: f64, lon: f64) -> (f64, f64) {
    let (sin_lat, lon) = (lat.to_radians().sin(), lon.to_radians());
    let e = 2.0 * N.sqrt() / (1.0 + N);
    let t = (sin_lat.atanh() - e * (e * sin_lat).atanh()).sinh();
    let xi = t.atan2(lon.cos());
    let eta = (lon.sin() / t.hypot(lon.cos())).asinh();
    let (xi, eta) = series(&ALPHA, xi, eta);
    (eta * RADIUS, xi * RADIUS)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_meridian_is_as_long_as_it_is() {
        // Quarter meridian of WGS 84: 10 001 965.729 m.
        let (_, northing) = forward(89.999_999_999, 0.0);
        assert!((northing / K0 - 10_001_965.729).abs() < 0.001, "{northing}");
    }

    proptest! {
        #[test]
        fn there_and_back(lat in -84.0..84.0, lon in -6.0..6.0) {
            let (easting, northing) = forward(lat, lon);
            let (back_lat, back_lon) = inverse(easting, northing);
            prop_assert!((back_lat - lat).abs() < 1e-9 && (back_lon - lon).abs() < 1e-8);
        }
    }
}
