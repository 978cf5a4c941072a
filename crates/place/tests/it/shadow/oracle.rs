//! What a measurement demands, straight from SPA in full and written down a second time.

use cairn_domain::Point;
use cairn_place::{
    SunPosition,
    shadow::{Constraints, Measurement, Refraction, When, Windows},
    sun_at,
    zone::parse_zone,
};
use chrono::{DateTime, NaiveDate, Utc};

pub fn point(lat: f64, lon: f64) -> Point {
    Point::try_new(lat, lon).expect("on the globe")
}

pub fn instant(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

pub fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

pub fn constraints(measurement: Measurement) -> Constraints {
    Constraints::try_new(measurement).expect("makes sense")
}

/// Degrees by which a sun is inside what was measured; negative outside.
pub fn margin_deg(sun: &SunPosition, measured: &Measurement) -> f64 {
    let seen = match measured.refraction {
        Refraction::None => sun.elevation_deg,
        _ => sun.apparent_elevation_deg,
    };
    let mut margins = Vec::new();
    if measured.sun_up == Some(true) {
        margins.push(seen);
    }
    margins.extend(measured.elevation_min_deg.map(|min| seen - min));
    margins.extend(measured.elevation_max_deg.map(|max| max - seen));
    if let (Some(ratio), Some(tol)) = (measured.ratio, measured.ratio_tol) {
        let elevation = |ratio: f64| (1.0 / ratio).atan().to_degrees();
        margins.push(seen - elevation(ratio * (1.0 + tol)) + measured.slope_tol_deg);
        margins.push(elevation(ratio * (1.0 - tol)) + measured.slope_tol_deg - seen);
    }
    let tol = measured.azimuth_tol_deg.unwrap_or_default();
    let of_shadow = measured.shadow_azimuth_deg.map(|azimuth| azimuth + 180.0);
    for azimuth in measured.sun_azimuth_deg.into_iter().chain(of_shadow) {
        margins.push(tol - turn_deg(sun.azimuth_deg, azimuth));
    }
    margins.into_iter().fold(f64::INFINITY, f64::min)
}

/// The angle between two directions, 0..=180.
pub fn turn_deg(a: f64, b: f64) -> f64 {
    let turn = (a - b).rem_euclid(360.0);
    turn.min(360.0 - turn)
}

pub fn holds(place: Point, height_m: f64, at: DateTime<Utc>, measured: &Measurement) -> bool {
    let air = match measured.refraction {
        Refraction::Air(air) => Some(air),
        _ => None,
    };
    let sun = sun_at(place, height_m, at, air).expect("computable");
    margin_deg(&sun, measured) >= 0.0
}

/// Numbers that look random and are always the same (Knuth's MMIX generator).
pub struct Dice(pub u64);

impl Dice {
    /// Between two numbers.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        low + (high - low) * ((self.0 >> 11) as f64 / (1_u64 << 53) as f64)
    }

    /// A point, evenly over the globe.
    pub fn point(&mut self) -> Point {
        let lat = self.between(-1.0, 1.0).asin().to_degrees();
        point(lat, self.between(-180.0, 180.0))
    }

    /// An instant of the years 2021 to 2026.
    pub fn instant(&mut self) -> DateTime<Utc> {
        let seconds = self.between(1_609_459_200.0, 1_798_761_600.0);
        DateTime::from_timestamp(seconds as i64, 0).expect("an instant")
    }
}

pub fn ratio(ratio: f64, tol: f64) -> Measurement {
    Measurement {
        ratio: Some(ratio),
        ratio_tol: Some(tol),
        ..Measurement::default()
    }
}

pub fn azimuth(sun: f64, tol: f64) -> Measurement {
    Measurement {
        sun_azimuth_deg: Some(sun),
        azimuth_tol_deg: Some(tol),
        ..Measurement::default()
    }
}

pub fn when(lat: f64, lon: f64, dates: (&str, &str), zone: &str, measured: Measurement) -> When {
    When {
        place: point(lat, lon),
        height_m: 0.0,
        from: date(dates.0),
        to: date(dates.1),
        zone: parse_zone(zone).expect("a zone"),
        constraints: constraints(measured),
    }
}

pub fn solved(question: &When) -> Windows {
    question.solve().expect("computable")
}

pub fn true_at(question: &When, at: DateTime<Utc>) -> bool {
    holds(
        question.place,
        question.height_m,
        at,
        question.constraints.measurement(),
    )
}

pub fn apart(a: DateTime<Utc>, b: DateTime<Utc>) -> i64 {
    (a - b).num_milliseconds().abs()
}

pub fn with_azimuth(azimuth: f64, tol: f64, measured: Measurement) -> Measurement {
    Measurement {
        sun_azimuth_deg: Some(azimuth),
        azimuth_tol_deg: Some(tol),
        ..measured
    }
}

pub fn kabul() -> Point {
    point(34.5553, 69.2075)
}
