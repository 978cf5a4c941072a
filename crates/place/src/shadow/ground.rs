//! Short distances and bearings on the ground, right at every latitude: through the Earth-fixed
//! Cartesian frame of WGS 84.

use cairn_domain::Point;

/// Semi-major axis in metres and squared eccentricity of WGS 84.
const EQUATOR_M: f64 = 6_378_137.0;
const ECCENTRICITY_2: f64 = 0.006_694_379_990_14;

type Vector = [f64; 3];

/// A step on the ground as seen from a point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Step {
    /// Length in metres.
    pub length_m: f64,
    /// Direction from true north, 0..360.
    pub azimuth_deg: f64,
}

/// The way from one point to another. Straight through the Earth: right to 1 mm over 1 km.
pub(crate) fn step(from: Point, to: Point) -> Step {
    let (a, b) = (position(from), position(to));
    let way = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
    let [east, north] = axes(from).map(|axis| dot(axis, way));
    Step {
        length_m: east.hypot(north),
        azimuth_deg: east.atan2(north).to_degrees().rem_euclid(360.0),
    }
}

/// The point at the end of a step.
pub(crate) fn stepped(from: Point, step: Step) -> Point {
    let (sin, cos) = step.azimuth_deg.to_radians().sin_cos();
    let [east, north] = axes(from);
    let start = position(from);
    let along = |axis: usize| start[axis] + step.length_m * (sin * east[axis] + cos * north[axis]);
    let [x, y, z] = [along(0), along(1), along(2)];
    let across = x.hypot(y);
    // Bowring's formula, exact enough at the surface after one round.
    let flattened = (1.0 - ECCENTRICITY_2).sqrt();
    let (sin_u, cos_u) = (z).atan2(across * flattened).sin_cos();
    let lat = (z + ECCENTRICITY_2 / flattened * EQUATOR_M * sin_u.powi(3))
        .atan2(across - ECCENTRICITY_2 * EQUATOR_M * cos_u.powi(3));
    let lon = if across == 0.0 {
        from.lon()
    } else {
        y.atan2(x).to_degrees()
    };
    Point::try_new(lat.to_degrees().clamp(-90.0, 90.0), lon).unwrap_or(from)
}

fn position(point: Point) -> Vector {
    let (sin_lat, cos_lat) = point.lat().to_radians().sin_cos();
    let (sin_lon, cos_lon) = point.lon().to_radians().sin_cos();
    let radius = EQUATOR_M / (1.0 - ECCENTRICITY_2 * sin_lat * sin_lat).sqrt();
    [
        radius * cos_lat * cos_lon,
        radius * cos_lat * sin_lon,
        radius * (1.0 - ECCENTRICITY_2) * sin_lat,
    ]
}

/// East and north at a point.
fn axes(point: Point) -> [Vector; 2] {
    let (sin_lat, cos_lat) = point.lat().to_radians().sin_cos();
    let (sin_lon, cos_lon) = point.lon().to_radians().sin_cos();
    [
        [-sin_lon, cos_lon, 0.0],
        [-sin_lat * cos_lon, -sin_lat * sin_lon, cos_lat],
    ]
}

fn dot(a: Vector, b: Vector) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_lead_where_they_say() {
        for (lat, lon) in [
            (34.5, 69.2),
            (0.0, 180.0),
            (-89.9999, 10.0),
            (90.0, 0.0),
            (60.0, -179.9999),
        ] {
            let from = Point::try_new(lat, lon).expect("on the globe");
            for azimuth_deg in [0.0, 45.0, 200.0, 300.0] {
                let way = Step {
                    length_m: 80.0,
                    azimuth_deg,
                };
                let back = step(from, stepped(from, way));
                assert!((back.length_m - 80.0).abs() < 1e-3, "{from:?} {back:?}");
                let turn = (back.azimuth_deg - azimuth_deg + 180.0).rem_euclid(360.0) - 180.0;
                assert!(turn.abs() < 1e-4, "{from:?} {back:?}");
            }
        }
    }

    #[test]
    fn a_second_of_latitude_at_the_equator_is_30_7_metres() {
        let point = |lat, lon| Point::try_new(lat, lon).expect("on the globe");
        let north = step(point(0.0, 0.0), point(1.0 / 3_600.0, 0.0));
        assert!((north.length_m - 30.715).abs() < 1e-3, "{north:?}");
        let east = step(point(0.0, 0.0), point(0.0, 1.0 / 3_600.0));
        assert!(
            (east.length_m - 30.922).abs() < 1e-3 && (east.azimuth_deg - 90.0).abs() < 1e-6,
            "{east:?}"
        );
    }
}
