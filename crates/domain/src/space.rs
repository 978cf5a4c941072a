//! Points on the Earth and how precisely they are known.

use serde::{Deserialize, Serialize};

use crate::vocabulary;

/// A WGS 84 position in decimal degrees; always inside the globe.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawPoint")]
pub struct Point {
    lat: f64,
    lon: f64,
}

#[derive(Deserialize)]
struct RawPoint {
    lat: f64,
    lon: f64,
}

/// Coordinates that are not on the globe.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("latitude {lat}, longitude {lon} is not a place on Earth")]
pub struct OffTheGlobe {
    lat: f64,
    lon: f64,
}

/// Mean Earth radius in metres (IUGG R1).
const EARTH_RADIUS_M: f64 = 6_371_008.8;

impl Point {
    /// A point from degrees. Latitude −90..=90, longitude −180..=180, both finite.
    pub fn try_new(lat: f64, lon: f64) -> Result<Self, OffTheGlobe> {
        let inside = (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon);
        if inside {
            Ok(Self { lat, lon })
        } else {
            Err(OffTheGlobe { lat, lon })
        }
    }

    /// Latitude in degrees, north positive.
    pub fn lat(self) -> f64 {
        self.lat
    }

    /// Longitude in degrees, east positive.
    pub fn lon(self) -> f64 {
        self.lon
    }

    /// Great-circle distance in metres (haversine on a sphere; within 0.6% of the ellipsoid).
    pub fn distance_m(self, other: Self) -> f64 {
        let (lat1, lat2) = (self.lat.to_radians(), other.lat.to_radians());
        let half_lat = (lat2 - lat1) / 2.0;
        let half_lon = (other.lon - self.lon).to_radians() / 2.0;
        let h = half_lat.sin().powi(2) + lat1.cos() * lat2.cos() * half_lon.sin().powi(2);
        2.0 * EARTH_RADIUS_M * h.sqrt().min(1.0).asin()
    }

    /// Snaps to the centre of a fixed grid cell of about `cell_m` metres, so that publishing the
    /// same point twice never reveals more than publishing it once. `cell_m` of 0 leaves it alone.
    pub fn snapped_to(self, cell_m: f64) -> Self {
        if cell_m <= 0.0 {
            return self;
        }
        let step = cell_m / 111_320.0;
        let centre = |degrees: f64| ((degrees / step).floor() + 0.5) * step;
        let round = |degrees: f64| (degrees * 1e5).round() / 1e5;
        Self {
            lat: round(centre(self.lat)).clamp(-90.0, 90.0),
            lon: round(centre(self.lon)).clamp(-180.0, 180.0),
        }
    }
}

impl TryFrom<RawPoint> for Point {
    type Error = OffTheGlobe;
    fn try_from(raw: RawPoint) -> Result<Self, OffTheGlobe> {
        Self::try_new(raw.lat, raw.lon)
    }
}

vocabulary! {
    /// What a precision in metres means in words. Exact, vicinity and locality as Atlos users know them.
    pub enum PrecisionClass {
        /// Within 10 m.
        Exact = "exact",
        /// Within 100 m: the same complex, block or field.
        Vicinity = "vicinity",
        /// Within 1 km: the same neighbourhood or village.
        Locality = "locality",
        /// Within 5 km: the settlement.
        Settlement = "settlement",
        /// Within 50 km: the district.
        District = "district",
        /// Anything wider: the province.
        Province = "province",
    }
}

impl PrecisionClass {
    /// The class of a radius in metres.
    pub fn of_radius(radius_m: f64) -> Self {
        match radius_m {
            r if r <= 10.0 => Self::Exact,
            r if r <= 100.0 => Self::Vicinity,
            r if r <= 1_000.0 => Self::Locality,
            r if r <= 5_000.0 => Self::Settlement,
            r if r <= 50_000.0 => Self::District,
            _ => Self::Province,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(lat: f64, lon: f64) -> Point {
        Point::try_new(lat, lon).expect("on the globe")
    }

    #[test]
    fn refuses_places_off_the_globe() {
        assert!(Point::try_new(91.0, 0.0).is_err());
        assert!(Point::try_new(0.0, f64::NAN).is_err());
    }

    #[test]
    fn kabul_to_herat_is_about_640_km() {
        let distance = point(34.5553, 69.2075).distance_m(point(34.3529, 62.2040));
        assert!((635_000.0..650_000.0).contains(&distance), "{distance}");
    }

    #[test]
    fn snapping_is_idempotent_and_stays_in_the_cell() {
        let home = point(34.558_712_3, 69.221_734_9);
        let snapped = home.snapped_to(1_000.0);
        assert!(home.distance_m(snapped) < 750.0);
        assert_eq!(snapped, snapped.snapped_to(1_000.0));
        assert_eq!(home.snapped_to(0.0), home);
    }
}
